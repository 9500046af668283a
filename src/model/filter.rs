//! A small language that says which rows count: `tier = township and (beds >= 20 or name ~ "中心")`.
//!
//! ```text
//! filter  = all { "or" all }            "||" too
//! all     = one { "and" one }           "&&" too
//! one     = ["not"] ( "(" filter ")" | field test )
//! test    = ("=" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "~") value
//!         | "is" ["not"] "null"         a missing or empty value
//!         | "in" "(" value {"," value} ")"
//! ```
//! Fields and values stand bare or in quotes. `=` compares numbers as numbers and texts without regard to case; `~` asks whether the
//! value contains the text. `tier`, `name`, `id` mean the role's columns unless the file has a column of that name. A comparison with
//! a missing value is false.

use std::fmt;

use super::table::Cell;

/// A parsed filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    root: Node,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    Compare {
        field: String,
        with: Comparison,
        value: String,
    },
    OneOf {
        field: String,
        values: Vec<String>,
    },
    IsNull {
        field: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

/// Why a filter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {at} of `{text}`: expected {expected}")]
pub struct FilterProblem {
    /// The filter's text.
    pub text: String,
    /// Where reading stopped, counted in characters from 1.
    pub at: usize,
    /// What could stand there.
    pub expected: Expected,
}

/// What could have stood where a filter cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A field's name.
    Field,
    /// A comparison.
    Comparison,
    /// A value.
    Value,
    /// A closing bracket.
    Bracket,
    /// A closing quote.
    Quote,
    /// `and`, `or` or the end.
    End,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Field => "the name of a field",
            Self::Comparison => "one of = != < <= > >= ~ in is",
            Self::Value => "a value",
            Self::Bracket => "a closing bracket",
            Self::Quote => "a closing quote",
            Self::End => "`and`, `or` or the end",
        })
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Mark(&'static str),
}

const MARKS: [&str; 15] = [
    "==", "!=", "<=", ">=", "<>", "&&", "||", "=", "<", ">", "~", "(", ")", ",", "!",
];

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FilterProblem> {
    let chars: Vec<char> = text.chars().collect();
    let mut list = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        let c = chars[at];
        if c.is_whitespace() {
            at += 1;
        } else if matches!(c, '"' | '\'') {
            let end = chars[at + 1..]
                .iter()
                .position(|x| *x == c)
                .ok_or_else(|| FilterProblem {
                    text: text.to_owned(),
                    at: start + 1,
                    expected: Expected::Quote,
                })?;
            list.push((
                start,
                Token::Quoted(chars[at + 1..at + 1 + end].iter().collect()),
            ));
            at += end + 2;
        } else if let Some(mark) = MARKS.iter().find(|m| {
            m.chars()
                .enumerate()
                .all(|(i, x)| chars.get(at + i) == Some(&x))
        }) {
            list.push((start, Token::Mark(mark)));
            at += mark.chars().count();
        } else {
            let ends = |x: &char| x.is_whitespace() || "=!<>~(),&|\"'".contains(*x);
            let length = chars[at..]
                .iter()
                .position(ends)
                .unwrap_or(chars.len() - at)
                .max(1);
            list.push((start, Token::Word(chars[at..at + length].iter().collect())));
            at += length;
        }
    }
    Ok(list)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(usize, Token)>,
    next: usize,
}

impl Parser<'_> {
    fn fail<T>(&self, expected: Expected) -> Result<T, FilterProblem> {
        let at = self
            .tokens
            .get(self.next)
            .map_or_else(|| self.text.chars().count(), |(at, _)| *at)
            + 1;
        Err(FilterProblem {
            text: self.text.to_owned(),
            at,
            expected,
        })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }

    fn mark(&mut self, mark: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Mark(m)) if *m == mark);
        self.next += usize::from(found);
        found
    }

    fn any(&mut self) -> Result<Node, FilterProblem> {
        let mut nodes = vec![self.all()?];
        while self.word("or") || self.mark("||") {
            nodes.push(self.all()?);
        }
        Ok(if nodes.len() == 1 {
            nodes.remove(0)
        } else {
            Node::Any(nodes)
        })
    }

    fn all(&mut self) -> Result<Node, FilterProblem> {
        let mut nodes = vec![self.one()?];
        while self.word("and") || self.mark("&&") {
            nodes.push(self.one()?);
        }
        Ok(if nodes.len() == 1 {
            nodes.remove(0)
        } else {
            Node::All(nodes)
        })
    }

    fn one(&mut self) -> Result<Node, FilterProblem> {
        if self.word("not") || self.mark("!") {
            return Ok(Node::Not(Box::new(self.one()?)));
        }
        if self.mark("(") {
            let node = self.any()?;
            return if self.mark(")") {
                Ok(node)
            } else {
                self.fail(Expected::Bracket)
            };
        }
        let field = match self.peek() {
            Some(Token::Word(w) | Token::Quoted(w)) => w.clone(),
            _ => return self.fail(Expected::Field),
        };
        self.next += 1;
        if self.word("is") {
            let negated = self.word("not");
            if !self.word("null") {
                return self.fail(Expected::Value);
            }
            let node = Node::IsNull { field };
            return Ok(if negated {
                Node::Not(Box::new(node))
            } else {
                node
            });
        }
        if self.word("in") {
            if !self.mark("(") {
                return self.fail(Expected::Bracket);
            }
            let mut values = vec![self.value()?];
            while self.mark(",") {
                values.push(self.value()?);
            }
            return if self.mark(")") {
                Ok(Node::OneOf { field, values })
            } else {
                self.fail(Expected::Bracket)
            };
        }
        let with = match self.peek() {
            Some(Token::Mark("=" | "==")) => Comparison::Equal,
            Some(Token::Mark("!=" | "<>")) => Comparison::NotEqual,
            Some(Token::Mark("<")) => Comparison::Less,
            Some(Token::Mark("<=")) => Comparison::LessOrEqual,
            Some(Token::Mark(">")) => Comparison::Greater,
            Some(Token::Mark(">=")) => Comparison::GreaterOrEqual,
            Some(Token::Mark("~")) => Comparison::Contains,
            _ => return self.fail(Expected::Comparison),
        };
        self.next += 1;
        Ok(Node::Compare {
            field,
            with,
            value: self.value()?,
        })
    }

    /// A quoted value, or bare words up to the next mark or `and` / `or`.
    fn value(&mut self) -> Result<String, FilterProblem> {
        if let Some(Token::Quoted(text)) = self.peek() {
            let text = text.clone();
            self.next += 1;
            return Ok(text);
        }
        let mut words: Vec<String> = Vec::new();
        while let Some(Token::Word(w)) = self.peek() {
            if !words.is_empty() && (w.eq_ignore_ascii_case("and") || w.eq_ignore_ascii_case("or"))
            {
                break;
            }
            words.push(w.clone());
            self.next += 1;
        }
        if words.is_empty() {
            self.fail(Expected::Value)
        } else {
            Ok(words.join(" "))
        }
    }
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Where the text stops making sense, with what could have stood there.
    pub fn parse(text: &str) -> Result<Self, FilterProblem> {
        let mut parser = Parser {
            text,
            tokens: tokens(text)?,
            next: 0,
        };
        let root = parser.any()?;
        if parser.peek().is_some() {
            return parser.fail(Expected::End);
        }
        Ok(Self { root })
    }

    /// The fields that it names, each once, in order.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        fn collect<'a>(node: &'a Node, into: &mut Vec<&'a str>) {
            match node {
                Node::Any(nodes) | Node::All(nodes) => nodes.iter().for_each(|n| collect(n, into)),
                Node::Not(node) => collect(node, into),
                Node::Compare { field, .. }
                | Node::OneOf { field, .. }
                | Node::IsNull { field } => {
                    if !into.contains(&field.as_str()) {
                        into.push(field);
                    }
                }
            }
        }
        let mut fields = Vec::new();
        collect(&self.root, &mut fields);
        fields
    }

    /// The filter with other values to compare with, where `other` gives one for a field and its value.
    #[must_use]
    pub fn with_values(mut self, mut other: impl FnMut(&str, &str) -> Option<String>) -> Self {
        fn change(node: &mut Node, other: &mut impl FnMut(&str, &str) -> Option<String>) {
            match node {
                Node::Any(nodes) | Node::All(nodes) => {
                    for node in nodes {
                        change(node, other);
                    }
                }
                Node::Not(node) => change(node, other),
                Node::OneOf { field, values } => {
                    for value in values {
                        *value = other(field, value).unwrap_or_else(|| value.clone());
                    }
                }
                // What is looked for in a text has no unit.
                Node::IsNull { .. }
                | Node::Compare {
                    with: Comparison::Contains,
                    ..
                } => {}
                Node::Compare { field, value, .. } => {
                    *value = other(field, value).unwrap_or_else(|| value.clone());
                }
            }
        }
        change(&mut self.root, &mut other);
        self
    }

    /// Whether a row passes; `value` gives the row's value of a field.
    pub fn passes(&self, value: &impl Fn(&str) -> Cell) -> bool {
        passes(&self.root, value)
    }
}

fn passes(node: &Node, value: &impl Fn(&str) -> Cell) -> bool {
    match node {
        Node::Any(nodes) => nodes.iter().any(|n| passes(n, value)),
        Node::All(nodes) => nodes.iter().all(|n| passes(n, value)),
        Node::Not(node) => !passes(node, value),
        Node::IsNull { field } => !value(field).is_present(),
        Node::OneOf { field, values } => {
            let cell = value(field);
            values.iter().any(|v| compare(&cell, Comparison::Equal, v))
        }
        Node::Compare {
            field,
            with,
            value: text,
        } => compare(&value(field), *with, text),
    }
}

fn compare(cell: &Cell, with: Comparison, text: &str) -> bool {
    if !cell.is_present() {
        return false;
    }
    let have = cell.to_string();
    if with == Comparison::Contains {
        return have.to_lowercase().contains(&text.to_lowercase());
    }
    let order = match (cell.number(), text.trim().parse::<f64>()) {
        (Some(a), Ok(b)) => a.partial_cmp(&b),
        _ => Some(have.to_lowercase().cmp(&text.to_lowercase())),
    };
    let Some(order) = order else { return false };
    match with {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Contains => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(field: &str) -> Cell {
        match field {
            "tier" => Cell::Text("Township".into()),
            "beds" => Cell::Int(25),
            "name" => Cell::Text("板浦中心卫生院".into()),
            "code" => Cell::Text("007".into()),
            _ => Cell::Null,
        }
    }

    #[test]
    fn filters_mean_what_they_say() {
        for (text, passes) in [
            ("tier=township", true),
            ("tier = 'Township' and beds >= 20", true),
            ("tier=clinic or beds<25", false),
            ("not tier=clinic && (beds > 30 || name ~ 中心)", true),
            ("beds in (10, 25)", true),
            ("opened is null", true),
            ("opened is not null", false),
            ("opened != 3", false),
            ("code = 7", true),
            ("name != 板浦", true),
        ] {
            assert_eq!(
                Filter::parse(text).expect(text).passes(&row),
                passes,
                "{text}"
            );
        }
    }

    #[test]
    fn a_bad_filter_says_where_and_what() {
        for (text, at, expected) in [
            ("", 1, Expected::Field),
            ("tier", 5, Expected::Comparison),
            ("tier=", 6, Expected::Value),
            ("(tier=a", 8, Expected::Bracket),
            ("tier='a", 6, Expected::Quote),
            ("tier=a) b", 7, Expected::End),
        ] {
            let problem = Filter::parse(text).expect_err(text);
            assert_eq!((problem.at, problem.expected), (at, expected), "{text}");
        }
    }
}
