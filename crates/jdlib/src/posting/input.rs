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
const SIGNATURES: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "an Excel workbook or another zip archive"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "an image"),
];

/// Opens a file.
pub(super) fn open(path: &Path, encoding: Option<&str>, count: Arc<AtomicU64>) -> Result<Bytes> {
    let file = File::open(path).map_err(|error| Error::io(error, path))?;
    prepare(Box::new(Counted { inner: file, count }), encoding).map_err(|error| error.in_file(path))
}

/// Looks at the first bytes and decompresses and decodes accordingly.
pub(super) fn prepare(raw: Bytes, encoding: Option<&str>) -> Result<Bytes> {
    let encoding = match encoding {
        None => None,
        Some(label) => Some(
            Encoding::for_label(label.as_bytes())
                .ok_or_else(|| Error::new(ErrorKind::UnknownEncoding(label.to_owned())))?,
        ),
    };
    let (head, raw) = peek(raw)?;
    let plain: Bytes = if head.starts_with(&[0x1F, 0x8B]) {
        Box::new(flate2::read::MultiGzDecoder::new(raw))
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        Box::new(zstd::Decoder::new(raw).map_err(|error| Error::new(ErrorKind::Io(error)))?)
    } else {
        raw
    };
    let (head, plain) = peek(plain)?;
    if head.is_empty() {
        return Err(Error::new(ErrorKind::Empty));
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Err(Error::new(ErrorKind::NotText { what }));
    }
    let (by_mark, mark_len) = Encoding::for_bom(&head).map_or((None, 0), |(encoding, len)| (Some(encoding), len));
    let encoding = encoding.or(by_mark).filter(|encoding| *encoding != encoding_rs::UTF_8);
    if encoding.is_none() && head.contains(&0) {
        return Err(Error::new(ErrorKind::NotText { what: "a binary file" }));
    }
    let mut plain = plain;
    let mut mark = vec![0; mark_len];
    plain.read_exact(&mut mark).map_err(|error| Error::new(ErrorKind::Io(error)))?;
    Ok(match encoding {
        None => plain,
        Some(encoding) => Box::new(Decoded::new(plain, encoding)),
    })
}

/// The first bytes, and the stream with them still in it.
fn peek(stream: Bytes) -> Result<(Vec<u8>, Bytes)> {
    let mut reader = BufReader::with_capacity(1 << 16, stream);
    let mut head = Vec::new();
    // A pipe may hand over a few bytes at a time; a signature needs the first sixteen.
    let mut chunk = [0; 4096];
    while head.len() < 4096 {
        let read = reader.read(&mut chunk[..4096 - head.len()]).map_err(|error| Error::new(ErrorKind::Io(error)))?;
        if read == 0 {
            break;
        }
        head.extend_from_slice(&chunk[..read]);
        if reader.buffer().is_empty() && head.len() >= 16 {
            break;
        }
    }
    let whole = Cursor::new(head.clone()).chain(reader);
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
