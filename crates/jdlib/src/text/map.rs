//! The way back from folded text to its source.

use crate::span::Span;

/// A stretch of folded text and where it comes from.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// First byte in the folded text; the next segment's start ends it.
    folded: u32,
    /// Source bytes it stands for.
    start: u32,
    end: u32,
    /// Whether the bytes are the same, so that offsets inside count.
    same: bool,
}

/// Maps spans of a folded text to spans of its source.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// Adds bytes that were copied. Neighbouring copies grow one segment.
    pub(super) fn push_same(&mut self, folded: usize, source: Span) {
        if let Some(last) = self.segments.last_mut()
            && last.same
            && last.end as usize == source.start
            && folded - last.folded as usize == (last.end - last.start) as usize
        {
            last.end = narrow(source.end);
            return;
        }
        self.push(folded, source, true);
    }

    /// Adds bytes that stand for others, or for none.
    pub(super) fn push_replaced(&mut self, folded: usize, source: Span) {
        self.push(folded, source, false);
    }

    fn push(&mut self, folded: usize, source: Span, same: bool) {
        self.segments.push(Segment {
            folded: narrow(folded),
            start: narrow(source.start),
            end: narrow(source.end),
            same,
        });
    }

    fn segment(&self, at: usize) -> Option<&Segment> {
        let next = self.segments.partition_point(|segment| segment.folded as usize <= at);
        self.segments[..next].last()
    }

    pub(crate) fn to_source(&self, span: Span) -> Span {
        let Some(first) = self.segment(span.start) else {
            return Span::default();
        };
        let start = if first.same {
            // A position past the last copied byte belongs to the end of that segment.
            (first.start as usize + span.start - first.folded as usize).min(first.end as usize)
        } else {
            first.start as usize
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let Some(last) = self.segment(span.end - 1) else {
            return Span::new(start, start);
        };
        let end = if last.same { last.start as usize + span.end - last.folded as usize } else { last.end as usize };
        Span::new(start, end.max(start))
    }
}

/// Postings are text fields; four bytes of offset address 4 GiB of one.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
