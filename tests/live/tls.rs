//! Are connections encrypted, and is the server held against what is asked of it: a server with certificates of its own making.

use migrate_runtime::testing::Server;
use migrate_runtime::{Config, ConnectError, ConnectErrorKind};
use std::net::TcpListener;
use std::process::Stdio;

/// An authority, and a certificate of it for localhost; a second authority; and a certificate that signed itself.
const CERTIFICATES: &str = "
set -e
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key -out authority.crt
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout other.key -out other.crt
openssl req -newkey rsa:2048 -nodes -subj /CN=server -addext subjectAltName=DNS:localhost -keyout server.key -out server.csr
openssl x509 -req -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 2 -copy_extensions copy -out server.crt
openssl req -newkey rsa:2048 -nodes -subj /CN=postgres -addext subjectAltName=DNS:postgres -keyout client.key -out client.csr
openssl x509 -req -in client.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 2 -copy_extensions copy -out client.crt
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=alone -addext subjectAltName=DNS:localhost -keyout alone.key -out alone.crt
chmod 0600 *.key
";

/// A server that encrypts.
struct Encrypted {
    server: Server,
    port: u16,
}

impl Encrypted {
    fn start() -> Option<Self> {
        // The port is free when it is asked for; another process would have to be quick to take it.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free").port();
        let server = Server::start_listening(port)?;
        let made = server.program("sh").args(["-c", CERTIFICATES]).stderr(Stdio::inherit()).status().expect("a shell runs");
        assert!(made.success(), "openssl makes certificates");
        let this = Self { server, port };
        this.set("ssl_ca_file", "authority.crt");
        this.show("server");
        this.set("ssl", "on");
        Some(this)
    }

    fn folder(&self) -> String {
        self.server.folder().expect("the server was started here").display().to_string()
    }

    fn set(&self, setting: &str, value: &str) {
        let value = if value.contains('.') { format!("{}/{value}", self.folder()) } else { value.to_owned() };
        let mut client = self.server.client();
        client.batch_execute(&format!("alter system set {setting} = '{value}'")).expect("a setting can be set");
        client.batch_execute("select pg_reload_conf(), pg_sleep(0.3)").expect("settings can be read again");
    }

    /// The certificate that the server shows.
    fn show(&self, name: &str) {
        self.set("ssl_cert_file", &format!("{name}.crt"));
        self.set("ssl_key_file", &format!("{name}.key"));
    }

    fn rules(&self, rules: &str) {
        std::fs::write(format!("{}/data/pg_hba.conf", self.folder()), rules).expect("the rules can be written");
        self.set("ssl", "on");
    }

    /// The version of TLS that the server says it speaks.
    fn connect(&self, host: &str, words: &str) -> Result<Option<String>, ConnectError> {
        let folder = self.folder();
        let words = words.replace('~', &folder);
        let config = Config::from_variables(
            Some(&format!("host={host} port={} user=postgres dbname=postgres connect_timeout=20 {words}", self.port)),
            &|_| None,
        )?;
        let mut client = config.connect()?;
        let asynchronous = config.connect_async();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        runtime.block_on(asynchronous).map(drop)?;
        let row = client.query_one("select version from pg_stat_ssl where pid = pg_backend_pid()", &[]).expect("the server answers");
        Ok(row.get(0))
    }

    fn refusal(&self, host: &str, words: &str) -> String {
        let error = self.connect(host, words).expect_err(words);
        assert_eq!(error.kind(), ConnectErrorKind::Tls, "{error}");
        error.to_string()
    }
}

#[test]
fn the_server_is_held_against_what_is_asked_of_it() {
    let Some(encrypted) = Encrypted::start() else { return };
    let tls = Some("TLSv1.3".to_owned());
    let open = |host, words| encrypted.connect(host, words).unwrap_or_else(|error| panic!("{words}: {error}"));

    assert_eq!(open("localhost", ""), tls, "what is not asked for is encrypted where it can be");
    assert_eq!(open("localhost", "sslmode=disable"), None);
    assert_eq!(open("127.0.0.1", "sslmode=no-verify"), tls, "nobody asks who it is");
    assert_eq!(open("localhost", "sslmode=require sslrootcert=~/authority.crt"), tls);
    assert_eq!(open("127.0.0.1", "sslmode=require sslrootcert=~/authority.crt"), tls, "the authority is enough");
    assert_eq!(open("127.0.0.1", "sslmode=verify-ca sslrootcert=~/authority.crt"), tls);
    assert_eq!(open("localhost", "sslmode=verify-full sslrootcert=~/authority.crt"), tls);

    let unknown = encrypted.refusal("localhost", "sslmode=require");
    assert!(unknown.contains("certificate") && unknown.contains("no-verify"), "it says what to do: {unknown}");
    encrypted.refusal("localhost", "sslmode=verify-ca sslrootcert=~/other.crt");
    let name = encrypted.refusal("127.0.0.1", "sslmode=verify-full sslrootcert=~/authority.crt");
    assert!(name.contains("name"), "{name}");
    let missing = encrypted.connect("localhost", "sslmode=require sslrootcert=~/nowhere.crt").expect_err("there is no such file");
    assert!(missing.to_string().contains("nowhere.crt"), "{missing}");

    encrypted.show("alone");
    assert_eq!(open("localhost", "sslmode=verify-full sslrootcert=~/alone.crt"), tls, "a certificate that is known is known");
    encrypted.refusal("127.0.0.1", "sslmode=verify-full sslrootcert=~/alone.crt");
    encrypted.refusal("localhost", "sslmode=verify-full sslrootcert=~/authority.crt");

    client_certificates(&encrypted);
    passwords(&encrypted);

    encrypted.rules("local all all trust\nhost all all 127.0.0.1/32 trust\n");
    encrypted.set("ssl", "off");
    assert_eq!(encrypted.connect("localhost", "").expect("it is preferred, not asked for"), None);
    encrypted.refusal("localhost", "sslmode=no-verify");
}

fn client_certificates(encrypted: &Encrypted) {
    encrypted.show("server");
    encrypted.rules("local all all trust\nhostssl all all 127.0.0.1/32 cert\n");
    let error = encrypted.connect("localhost", "sslmode=require sslrootcert=~/authority.crt").expect_err("a certificate is asked for");
    assert!(matches!(error.kind(), ConnectErrorKind::Refused(_)), "{error}");
    let words = "sslmode=require sslrootcert=~/authority.crt sslcert=~/client.crt sslkey=~/client.key";
    assert!(encrypted.connect("localhost", words).expect("it has one").is_some());
    let key = format!("{}/client.key", encrypted.folder());
    let opened = encrypted.server.program("chmod").args(["0644", &key]).status();
    assert!(opened.is_ok_and(|status| status.success()));
    let error = encrypted.connect("localhost", words).expect_err("others may read the key");
    assert!(error.to_string().contains("chmod 0600"), "{error}");
}

/// A password is bound to the certificate that was shown.
fn passwords(encrypted: &Encrypted) {
    let set = "set password_encryption = 'scram-sha-256'; alter role postgres password 'secret'";
    encrypted.server.client().batch_execute(set).expect("a password can be set");
    encrypted.rules("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
    let words = "sslmode=require sslrootcert=~/authority.crt channel_binding=require password";
    assert!(encrypted.connect("localhost", &format!("{words}=secret")).expect("it is the password").is_some());
    let error = encrypted.connect("localhost", &format!("{words}=wrong-secret")).expect_err("it is not the password");
    assert!(matches!(error.kind(), ConnectErrorKind::Refused(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("wrong-secret"), "the password is shown: {error:?}");
}
