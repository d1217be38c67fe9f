//! Encrypts a connection with rustls, and holds the server's certificate against what is asked of it.

use super::error::ConnectError;
use super::files::is_open_to_others;
use super::tls_mode::{Mode, Roots, Tls};
use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_rustls::rustls;
use tokio_rustls::{TlsConnector, client};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

/// What encrypts the connections of a configuration, where they are.
pub(super) fn connector(tls: &Tls) -> Result<Option<Connector>, ConnectError> {
    if tls.mode == Mode::Disable {
        return Ok(None);
    }
    let provider = Arc::new(ring::default_provider());
    let verifier = verifier(tls, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ConnectError::tls(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match &tls.certificate {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let chain = read_certificates("client's certificate", certificate)?;
            builder.with_client_auth_cert(chain, read_key(key)?).map_err(|error| unreadable("client's key", key, &error))?
        }
    };
    // What `sslnegotiation=direct` asks of a server.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(Some(Connector { config: Arc::new(config) }))
}

fn unreadable(what: &str, file: &Path, why: &dyn std::fmt::Display) -> ConnectError {
    ConnectError::unreadable(what, &file.display().to_string(), why)
}

fn read_certificates(what: &str, file: &Path) -> Result<Vec<CertificateDer<'static>>, ConnectError> {
    let found = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let found = found.map_err(|error| unreadable(what, file, &error))?;
    if found.is_empty() { Err(unreadable(what, file, &"there is no certificate in it")) } else { Ok(found) }
}

// pg: fe-secure-openssl.c initialize_SSL
fn read_key(file: &Path) -> Result<PrivateKeyDer<'static>, ConnectError> {
    let about = std::fs::metadata(file).map_err(|error| unreadable("client's key", file, &error))?;
    if is_open_to_others(&about) {
        return Err(unreadable("client's key", file, &"others than its owner may read it; chmod 0600 helps"));
    }
    PrivateKeyDer::from_pem_file(file).map_err(|error| unreadable("client's key", file, &error))
}

fn verifier(tls: &Tls, provider: &Arc<CryptoProvider>) -> Result<Verifier, ConnectError> {
    let provider = Arc::clone(provider);
    if matches!(tls.mode, Mode::Disable | Mode::Prefer | Mode::NoVerify) {
        return Ok(Verifier { provider, asks: Asks::Nothing });
    }
    let named = match &tls.roots {
        Roots::File(file) => read_certificates("file of authorities", file)?,
        // Single certificates of the system that cannot be read take nothing away from the others.
        Roots::System => rustls_native_certs::load_native_certs().certs,
    };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(named.iter().cloned());
    if roots.is_empty() {
        return Err(ConnectError::tls("no authority is known: name a file of them with sslrootcert".to_owned()));
    }
    let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let chain = chain.build().map_err(|error| ConnectError::tls(error.to_string()))?;
    let pinned = if matches!(tls.roots, Roots::File(_)) { named } else { Vec::new() };
    Ok(Verifier { provider, asks: Asks::Authority { chain, pinned, host: tls.mode == Mode::AuthorityAndHost } })
}

#[derive(Debug)]
struct Verifier {
    provider: Arc<CryptoProvider>,
    asks: Asks,
}

#[derive(Debug)]
enum Asks {
    Nothing,
    Authority {
        chain: Arc<WebPkiServerVerifier>,
        /// A server's certificate that stands in the file itself is known, although it signed itself.
        pinned: Vec<CertificateDer<'static>>,
        host: bool,
    },
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Asks::Authority { chain, pinned, host } = &self.asks else {
            return Ok(ServerCertVerified::assertion());
        };
        if pinned.iter().any(|known| known.as_ref() == end_entity.as_ref()) {
            if *host {
                rustls::client::verify_server_name(&ParsedCertificate::try_from(end_entity)?, name)?;
            }
            return Ok(ServerCertVerified::assertion());
        }
        match chain.verify_server_cert(end_entity, intermediates, name, ocsp, now) {
            // The name is looked at last, when the chain is known to be right.
            Err(rustls::Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }))
                if !host =>
            {
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Encrypts the connections to a server.
#[derive(Clone)]
pub(super) struct Connector {
    config: Arc<ClientConfig>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Connector {
    type Stream = Stream<S>;
    type TlsConnect = ToHost;
    type Error = rustls::pki_types::InvalidDnsNameError;

    fn make_tls_connect(&mut self, host: &str) -> Result<ToHost, Self::Error> {
        Ok(ToHost { name: ServerName::try_from(host)?.to_owned(), connector: TlsConnector::from(Arc::clone(&self.config)) })
    }
}

/// Encrypts one connection.
pub(super) struct ToHost {
    name: ServerName<'static>,
    connector: TlsConnector,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for ToHost {
    type Stream = Stream<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Stream<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { self.connector.connect(self.name, stream).await.map(|inner| Stream { inner: Box::new(inner) }) })
    }
}

/// An encrypted connection.
pub(super) struct Stream<S> {
    inner: Box<client::TlsStream<S>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Stream<S> {
    fn channel_binding(&self) -> ChannelBinding {
        let certificate = self.inner.get_ref().1.peer_certificates().and_then(|chain| chain.first());
        certificate
            .and_then(|certificate| super::binding::end_point(certificate))
            .map_or_else(ChannelBinding::none, ChannelBinding::tls_server_end_point)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Stream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.inner).poll_read(cx, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.inner).poll_write(cx, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.inner).poll_shutdown(cx)
    }
}
