//! The page that documents a table: what stands in each column.

use std::fmt::Write;

use super::Table;

impl Table {
    /// A Markdown page that lists every column with its type, unit and meaning, in the order of the file.
    ///
    /// It depends on the columns alone, not on their values, so an empty table documents a full one.
    pub fn header_page(&self) -> String {
        let mut page = String::new();
        let mut line = |text: String| {
            page.push_str(&text);
            page.push('\n');
        };
        line(format!("# {}\n", one_line(self.title())));
        line(format!("Table `{}`, schema `{}`.", self.name(), self.schema()));
        line("An empty field (`null` in JSON) is a value that is not known or withheld; it is never zero.".to_owned());
        line("\n| column | type | unit | meaning |".to_owned());
        line("|---|---|---|---|".to_owned());
        for column in self.columns() {
            let mut row = String::new();
            for part in [column.values().type_name(), column.unit().as_str(), &*one_line(column.doc())] {
                write!(row, " {part} |").expect("a string takes all text");
            }
            line(format!("| `{}` |{row}", column.name()));
        }
        page
    }
}

/// The text in one line, with nothing that ends a table cell.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
