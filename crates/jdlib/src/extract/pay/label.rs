//! Labels of statements: the place or level that an amount is for.

use super::range::Group;
use super::reader::Reader;
use crate::lexicon::PayWordKind;
use crate::span::Span;
use crate::terms::PayStatement;

/// Bytes of a label at most.
const LONGEST: usize = 60;

impl<'l> Reader<'_, 'l> {
    /// What stands before a colon or dash right before the amounts, or behind them in brackets or after "in": a name, a zone, a level.
    /// Words for pay are none.
    pub(super) fn label(&self, group: &Group<'l>, floor: usize, end: usize, listed: bool) -> Option<String> {
        let start = group.span.start;
        self.label_ahead(start, floor, listed).or_else(|| self.label_behind(end)).or_else(|| self.label_above(start))
    }

    /// A short line above amounts that begin theirs.
    fn label_above(&self, start: usize) -> Option<String> {
        let lines = self.text.lines();
        let here = lines.partition_point(|line| line.span.start <= start);
        let above = lines.get(here.checked_sub(2)?).filter(|_| lines[here - 1].content.start == start)?;
        let short = above.content.len() <= LONGEST / 2 && !above.content.of(self.folded).ends_with(['.', '!', '?']);
        self.name(above.content, false).filter(|_| short)
    }

    /// Whether the label of a statement stands behind its amounts.
    pub(super) fn labels_behind(&self, statement: &PayStatement) -> bool {
        let label = statement.label.as_deref().unwrap_or_default();
        statement.span.is_some_and(|span| {
            let end = self.floor_char(span.end + 2 * LONGEST);
            self.folded[span.end..end].contains(label)
        })
    }

    fn label_ahead(&self, start: usize, floor: usize, listed: bool) -> Option<String> {
        let line = self.text.line_at(start).map_or(start, |line| line.content.start);
        let from = line.max(floor).max(self.floor_char(start.saturating_sub(2 * LONGEST))).min(start);
        let head = self.folded[from..start].trim_end();
        let label = head.strip_suffix([':', '-', '=', '|']).or(listed.then_some(head))?.trim_end();
        let begins = label.len() - label.rsplit([':', ';', '|', '.', '\u{2022}']).next().map_or(0, str::len);
        let span = Span::new(from + begins, from + label.len());
        self.name(span, label.len() < head.len())
    }

    fn label_behind(&self, end: usize) -> Option<String> {
        let rest = &self.folded[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',']).len();
        let tail = &rest[gap..];
        let words = tail
            .strip_prefix('(')
            .or_else(|| ["in ", "for ", "within "].iter().find_map(|word| tail.strip_prefix(word)))?;
        let bracket = tail.starts_with('(');
        let stops: &[char] = if bracket { &[')', '\n'] } else { &['.', ',', ';', '\n', '(', '|', '/'] };
        let limit = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
        let len = words.find(stops).filter(|len| *len <= limit).or((words.len() <= limit + 1).then_some(words.len()))?;
        let start = end + gap + (tail.len() - words.len());
        self.name(Span::new(start, start + len), false)
    }

    /// A stretch as a label, if it is one: it begins like a name and holds no word for pay.
    fn name(&self, span: Span, marked: bool) -> Option<String> {
        let text = span.of(self.folded);
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | ',' | '(' | ')' | '"'));
        let trimmed = trimmed.strip_prefix("and ").unwrap_or(trimmed);
        let named = trimmed.starts_with(|c: char| c.is_uppercase() || (marked && c.is_alphanumeric()));
        let says = |kind: PayWordKind| {
            matches!(
                kind,
                PayWordKind::Context
                    | PayWordKind::Kind
                    | PayWordKind::Period
                    | PayWordKind::Basis
                    | PayWordKind::Bound
                    | PayWordKind::Estimate
                    | PayWordKind::Employer
                    | PayWordKind::Veto
            )
        };
        let pay = self.cues.inside(span).any(|cue| says(cue.kind));
        let long = trimmed.len() > LONGEST || trimmed.len() < 2 || trimmed.split(' ').count() > 8;
        let last = super::range::last_word(trimmed).to_lowercase();
        let words = self.words;
        // "W2 or" goes on with the amount.
        let joins = words.pay_joints.contains_key(&last)
            || words.pay_stops.contains(&last)
            || words.pay_fillers.contains(&last);
        (named && !pay && !long && !joins).then(|| trimmed.to_owned())
    }
}
