pub mod error;
pub mod span;
pub mod terms;
pub mod text;
pub use error::{Error, Result};
