//! What counts as a word where texts are compared.

/// Calls `each` with every word of a text in lower case: runs of letters and digits, with `+` and `#` after a letter
/// (`c++`, `c#`).
///
/// Han and kana carry no spaces: each of their characters is a word.
pub(super) fn for_each(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        } else if character.is_ascii() {
            if matches!(character, '+' | '#')
                && word.ends_with(|last: char| last.is_alphabetic() || matches!(last, '+' | '#'))
            {
                word.push(character);
            } else {
                flush(&mut word, &mut each);
            }
        } else if is_unspaced(character) {
            flush(&mut word, &mut each);
            word.push(character);
            flush(&mut word, &mut each);
        } else if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        } else {
            flush(&mut word, &mut each);
        }
    }
    flush(&mut word, &mut each);
}

fn flush(word: &mut String, each: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// Hiragana, katakana and Han.
const fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_texts() {
        for (text, expected) in [
            ("C++, C# and .NET!", "c++|c#|and|net"),
            ("5+ years", "5|years"),
            ("M\u{DC}NCHEN (m/w/d)", "m\u{FC}nchen|m|w|d"),
            ("Python\u{958B}\u{767A}", "python|\u{958B}|\u{767A}"),
            ("", ""),
        ] {
            let mut words = Vec::new();
            super::for_each(text, |word| words.push(word.to_owned()));
            assert_eq!(words.join("|"), expected, "{text}");
        }
    }
}
