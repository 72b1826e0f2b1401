pub mod error;
pub mod extract;
#[cfg(feature = "facts")]
pub mod facts;
pub mod lexicon;
#[cfg(feature = "market")]
pub mod market;
pub mod matcher;
pub mod posting;
pub mod repeats;
pub mod span;
#[cfg(feature = "market")]
pub mod stats;
#[cfg(feature = "facts")]
pub mod table;
pub mod terms;
pub mod text;
pub use error::{Error, Result};
pub use extract::{Analysis, Analyzer, Claim};
pub use lexicon::Lexicon;
#[cfg(feature = "market")]
pub use market::Market;
pub use posting::Posting;
#[cfg(feature = "read")]
pub use posting::{PostingReader, ReadOptions};
pub use repeats::Repeats;
