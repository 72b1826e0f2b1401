//! Logs for those who look inside: `-vv`, or `JDS_LOG=jdlib=debug`, `JDS_LOG_FORMAT=json`.

use tracing_subscriber::EnvFilter;

use crate::args::GlobalArgs;

pub(crate) fn start(global: &GlobalArgs) {
    let default = if global.verbose > 1 { "debug" } else { "off" };
    let filter = EnvFilter::try_from_env("JDS_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = std::env::var_os("JDS_LOG_FORMAT").is_some_and(|format| format == "json");
    let started = if json { builder.json().try_init() } else { builder.try_init() };
    debug_assert!(started.is_ok(), "logging starts once");
}
