//! Opens the clients.

use super::Config;
use super::error::ConnectError;

/// What drives the messages of an asynchronous client: it is spawned, and ends when the client is dropped.
#[cfg(feature = "tokio")]
pub type Conversation = std::pin::Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static>>;

impl Config {
    /// A blocking client.
    #[cfg(feature = "sync")]
    pub fn connect(&self) -> Result<postgres::Client, ConnectError> {
        let driver = postgres::Config::from(self.driver.clone());
        let failed = |error| ConnectError::from_driver(error, &self.to_string(), &self.warnings);
        #[cfg(feature = "tls")]
        if let Some(connector) = super::tls::connector(&self.tls)? {
            return driver.connect(connector).map_err(failed);
        }
        driver.connect(postgres::NoTls).map_err(failed)
    }

    /// An asynchronous client, and what drives its messages.
    #[cfg(feature = "tokio")]
    pub async fn connect_async(&self) -> Result<(tokio_postgres::Client, Conversation), ConnectError> {
        let failed = |error| ConnectError::from_driver(error, &self.to_string(), &self.warnings);
        #[cfg(feature = "tls")]
        if let Some(connector) = super::tls::connector(&self.tls)? {
            let (client, connection) = self.driver.connect(connector).await.map_err(failed)?;
            return Ok((client, Box::pin(connection)));
        }
        let (client, connection) = self.driver.connect(tokio_postgres::NoTls).await.map_err(failed)?;
        Ok((client, Box::pin(connection)))
    }
}
