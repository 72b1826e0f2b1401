//! Bytes of a file or of standard input: decompressed, decoded to UTF-8, counted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;

use crate::error::{Error, ErrorKind, Result};

/// A stream of bytes that may be sent to a reader thread.
pub(super) type Bytes = Box<dyn Read + Send>;

/// Counts the bytes that were read from the file itself, compressed or not.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// First bytes of files that are no text, and what they are.
const SIGNATURES: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "an Excel workbook or another zip archive"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"%PDF", "a PDF"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "an image"),
];

/// Bytes looked at to find out whether a file is text.
const HEAD: usize = 4096;

/// Bytes that one posting may take in its file. It is read whole, so this bounds the memory.
pub(super) const LARGEST: usize = 64 << 20;

/// First bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// What the first bytes of a file say it holds.
pub(super) enum Content {
    /// Text, decompressed and decoded.
    Text { stream: Bytes, compression: Option<&'static str> },
    /// A Parquet file, decompressed.
    Parquet(Bytes),
}

impl Content {
    /// The text.
    pub(super) fn text(self) -> Result<Bytes> {
        match self {
            Self::Text { stream, .. } => Ok(stream),
            Self::Parquet(_) => Err(Error::new(ErrorKind::NotText { what: "a Parquet file" })),
        }
    }
}

/// Opens a file.
pub(super) fn open(path: &Path, encoding: Option<&str>, count: Arc<AtomicU64>) -> Result<Content> {
    let file = File::open(path).map_err(|error| Error::io(error, path))?;
    prepare(Box::new(file), encoding, count).map_err(|error| error.in_file(path))
}

/// Looks at the first bytes and decompresses and decodes accordingly.
pub(super) fn prepare(raw: Bytes, encoding: Option<&str>, count: Arc<AtomicU64>) -> Result<Content> {
    let encoding = match encoding {
        None => None,
        Some(label) => Some(
            Encoding::for_label(label.as_bytes())
                .ok_or_else(|| Error::new(ErrorKind::UnknownEncoding(label.to_owned())))?,
        ),
    };
    let (head, raw) = peek(Box::new(Counted { inner: raw, count }), HEAD)?;
    let (plain, compression): (Bytes, _) = if head.starts_with(&[0x1F, 0x8B]) {
        (Box::new(flate2::read::MultiGzDecoder::new(raw)), Some("gzip"))
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        let decoder = zstd::Decoder::new(raw).map_err(|error| Error::new(ErrorKind::Io(error)))?;
        (Box::new(decoder), Some("zstd"))
    } else {
        (raw, None)
    };
    let (head, plain) = peek(plain, HEAD)?;
    if head.is_empty() {
        return Err(Error::new(ErrorKind::Empty));
    }
    if head.starts_with(PARQUET) {
        return Ok(Content::Parquet(plain));
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Err(Error::new(ErrorKind::NotText { what }));
    }
    let (by_mark, mark_len) = Encoding::for_bom(&head).map_or((None, 0), |(encoding, len)| (Some(encoding), len));
    let encoding = encoding.or(by_mark).filter(|encoding| *encoding != encoding_rs::UTF_8);
    if encoding.is_none() && head.contains(&0) {
        return Err(match utf16(&head) {
            Some(guess) => Error::new(ErrorKind::Encoding { byte: 0, context: String::new(), guess: Some(guess) }),
            None => Error::new(ErrorKind::NotText { what: "a binary file" }),
        });
    }
    let mut plain = plain;
    let mut mark = vec![0; mark_len];
    plain.read_exact(&mut mark).map_err(|error| Error::new(ErrorKind::Io(error)))?;
    let stream = match encoding {
        None => plain,
        Some(encoding) => Box::new(Decoded::new(plain, encoding)),
    };
    Ok(Content::Text { stream, compression })
}

/// The kind of UTF-16 that bytes without a mark look like: every second one is zero.
fn utf16(head: &[u8]) -> Option<&'static str> {
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    let most = |zeros: usize| half > 8 && zeros * 10 > half * 9;
    match (most(zeros(0)), most(zeros(1))) {
        (false, true) => Some("utf-16le"),
        (true, false) => Some("utf-16be"),
        _ => None,
    }
}

/// The first bytes, however few of them a pipe hands over at a time, and the stream with them still in it.
pub(super) fn peek(mut stream: Bytes, len: usize) -> Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    stream.by_ref().take(len as u64).read_to_end(&mut head).map_err(|error| Error::new(ErrorKind::Io(error)))?;
    let whole = Cursor::new(head.clone()).chain(stream);
    Ok((head, Box::new(whole)))
}

/// Decodes to UTF-8 as it reads. What the encoding does not have becomes U+FFFD: the caller chose the encoding.
struct Decoded {
    inner: BufReader<Bytes>,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    at: usize,
    done: bool,
}

impl Decoded {
    fn new(inner: Bytes, encoding: &'static Encoding) -> Self {
        Self {
            inner: BufReader::new(inner),
            decoder: encoding.new_decoder_without_bom_handling(),
            ready: Vec::new(),
            at: 0,
            done: false,
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.done {
            let input = self.inner.fill_buf()?;
            let last = input.is_empty();
            let mut text =
                String::with_capacity(self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(1 << 16).max(16));
            let (_, read, _) = self.decoder.decode_to_string(input, &mut text, last);
            self.inner.consume(read);
            self.ready = text.into_bytes();
            self.at = 0;
            self.done = last;
        }
        let ready = &self.ready[self.at..];
        let len = ready.len().min(buffer.len());
        buffer[..len].copy_from_slice(&ready[..len]);
        self.at += len;
        Ok(len)
    }
}

/// The error of bytes that are no UTF-8, with the text around the first of them and an encoding that would read it.
pub(super) fn not_utf8(bytes: &[u8], valid: usize) -> Error {
    let start = valid.saturating_sub(8);
    let end = (valid + 9).min(bytes.len());
    let mut context = String::new();
    for byte in &bytes[start..end] {
        match byte {
            0x20..=0x7E => context.push(char::from(*byte)),
            _ => context.push_str(&format!("\\x{byte:02X}")),
        }
    }
    // Windows-1252 reads any byte but five; those mean that it is something else.
    let reads = bytes.iter().all(|byte| !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    Error::new(ErrorKind::Encoding {
        byte: bytes.get(valid).copied().unwrap_or(0),
        context,
        guess: reads.then_some("windows-1252"),
    })
}
