//! Everything that is shown: data on standard output, everything else on standard error.

mod console;
mod file;
pub(crate) mod human;
pub(crate) mod log;
mod render;

pub(crate) use self::console::Console;
pub(crate) use self::file::{Existing, Folder, Sink};
pub(crate) use self::render::{Layout, Sheet, Show, default_format, say_where_silent, write_table};
