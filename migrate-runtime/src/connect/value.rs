//! What do the settings mean to the driver.

use super::error::ConnectError;
use super::setting::{Setting, Settings};
use super::tls_mode::Tls;
use std::str::FromStr;
use std::time::Duration;
use tokio_postgres::config::{ChannelBinding, Config, LoadBalanceHosts, SslNegotiation, TargetSessionAttrs};

/// Where servers put their sockets: as Debian builds them, and as PostgreSQL builds itself.
pub(super) const DEFAULT_SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];
const DEFAULT_PORT: u16 = 5432;

/// The socket of this machine's server, or the machine's name where there is none.
pub(super) fn default_host(port: Option<&str>) -> String {
    let port = port.unwrap_or("5432");
    let has_socket = |folder: &&&str| std::path::Path::new(folder).join(format!(".s.PGSQL.{port}")).exists();
    DEFAULT_SOCKETS.iter().find(has_socket).map_or("localhost", |folder| *folder).to_owned()
}

/// The hosts with their ports.
pub(super) fn targets(settings: &Settings) -> Result<Vec<(String, u16)>, ConnectError> {
    let named = settings.get(Setting::Host).or(settings.get(Setting::HostAddress)).unwrap_or("localhost");
    let hosts: Vec<&str> = named.split(',').map(|host| if host.is_empty() { "localhost" } else { host }).collect();
    let ports = settings.get(Setting::Port).unwrap_or("").split(',').map(|port| match port {
        "" => Ok(DEFAULT_PORT),
        _ => match port.parse() {
            Ok(port) if port > 0 => Ok(port),
            _ => Err(ConnectError::invalid_value(Setting::Port, "a number from 1 to 65535")),
        },
    });
    let mut ports = ports.collect::<Result<Vec<u16>, _>>()?;
    if let [port] = ports[..] {
        ports = vec![port; hosts.len()];
    }
    if ports.len() != hosts.len() {
        return Err(ConnectError::ports_do_not_match(hosts.len(), ports.len()));
    }
    Ok(hosts.into_iter().map(str::to_owned).zip(ports).collect())
}

/// Everything in the driver's words.
pub(super) fn driver(settings: &Settings, tls: &Tls) -> Result<Config, ConnectError> {
    let mut config = Config::new();
    let names_hosts = settings.get(Setting::Host).is_some();
    for (host, port) in targets(settings)? {
        if names_hosts {
            config.host(host);
        }
        config.port(port);
    }
    for address in settings.get(Setting::HostAddress).into_iter().flat_map(|addresses| addresses.split(',')) {
        config.hostaddr(address.parse().map_err(|_| ConnectError::invalid_value(Setting::HostAddress, "an IP address"))?);
    }
    config.user(settings.get(Setting::User).unwrap_or_default()).dbname(settings.get(Setting::Database).unwrap_or_default());
    if let Some(password) = settings.get(Setting::Password) {
        config.password(password);
    }
    if let Some(options) = settings.get(Setting::Options) {
        config.options(options);
    }
    if let Some(name) = settings.get(Setting::ApplicationName) {
        config.application_name(name);
    }
    config.ssl_mode(tls.driver_mode());
    set_times(settings, &mut config)?;
    set_choices(settings, &mut config)?;
    Ok(config)
}

fn number<T: FromStr>(settings: &Settings, setting: Setting) -> Result<Option<T>, ConnectError> {
    let invalid = |_| ConnectError::invalid_value(setting, "a whole number");
    settings.get(setting).map(|text| text.trim().parse().map_err(invalid)).transpose()
}

fn set_times(settings: &Settings, config: &mut Config) -> Result<(), ConnectError> {
    // Zero and less mean no limit, and the default, as they do to libpq.
    if let Some(seconds) = number::<i64>(settings, Setting::ConnectTimeout)?.and_then(positive) {
        config.connect_timeout(Duration::from_secs(seconds));
    }
    if let Some(milliseconds) = number::<i64>(settings, Setting::TcpUserTimeout)?.and_then(positive) {
        config.tcp_user_timeout(Duration::from_millis(milliseconds));
    }
    if let Some(keep) = number::<i64>(settings, Setting::Keepalives)? {
        config.keepalives(keep != 0);
    }
    if let Some(seconds) = number::<i64>(settings, Setting::KeepalivesIdle)?.and_then(positive) {
        config.keepalives_idle(Duration::from_secs(seconds));
    }
    if let Some(seconds) = number::<i64>(settings, Setting::KeepalivesInterval)?.and_then(positive) {
        config.keepalives_interval(Duration::from_secs(seconds));
    }
    if let Some(count) = number::<u32>(settings, Setting::KeepalivesCount)?.filter(|count| *count > 0) {
        config.keepalives_retries(count);
    }
    Ok(())
}

fn positive(number: i64) -> Option<u64> {
    u64::try_from(number).ok().filter(|number| *number > 0)
}

fn set_choices(settings: &Settings, config: &mut Config) -> Result<(), ConnectError> {
    if let Some(text) = settings.get(Setting::TargetSessionAttributes) {
        config.target_session_attrs(match text {
            "any" => TargetSessionAttrs::Any,
            // A primary is a server that can be written to, but for one that was set to read only.
            "read-write" | "primary" => TargetSessionAttrs::ReadWrite,
            "read-only" | "standby" => TargetSessionAttrs::ReadOnly,
            _ => {
                return Err(ConnectError::invalid_value(
                    Setting::TargetSessionAttributes,
                    "any, read-write, primary, read-only or standby",
                ));
            }
        });
    }
    if let Some(text) = settings.get(Setting::ChannelBinding) {
        config.channel_binding(match text {
            "disable" => ChannelBinding::Disable,
            "prefer" => ChannelBinding::Prefer,
            "require" => ChannelBinding::Require,
            _ => return Err(ConnectError::invalid_value(Setting::ChannelBinding, "disable, prefer or require")),
        });
    }
    if let Some(text) = settings.get(Setting::SslNegotiation) {
        config.ssl_negotiation(match text {
            "postgres" => SslNegotiation::Postgres,
            "direct" => SslNegotiation::Direct,
            _ => return Err(ConnectError::invalid_value(Setting::SslNegotiation, "postgres or direct")),
        });
    }
    if let Some(text) = settings.get(Setting::LoadBalanceHosts) {
        config.load_balance_hosts(match text {
            "disable" => LoadBalanceHosts::Disable,
            "random" => LoadBalanceHosts::Random,
            _ => return Err(ConnectError::invalid_value(Setting::LoadBalanceHosts, "disable or random")),
        });
    }
    Ok(())
}
