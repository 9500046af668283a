//! Reads an expression: `sqlparser` knows the grammar, this takes of it what the language has and refuses the rest with its place.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident,
    Spanned, UnaryOperator, Value,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use super::eval::{Comparison, Literal, Node, Operation, pattern};
use super::{Expression, ExpressionProblem, Truth, Wanted};
use crate::model::tier::KnownTier;

/// The field whose texts are tiers of care.
const TIER: &str = "tier";
/// An expression of more tokens is refused: nobody can read it, and its tree would be too deep.
const LONGEST: usize = 4096;
/// How deep expressions may be nested.
const DEEPEST: usize = 60;
/// How much of the text is told of what was found.
const TOLD: usize = 40;

pub(super) fn parse(text: &str) -> Result<Expression, ExpressionProblem> {
    let plain = plain(text);
    let mut reader = Reader {
        text,
        fields: Vec::new(),
    };
    let tokens = Tokenizer::new(&GenericDialect {}, &plain)
        .tokenize_with_location()
        .map_err(|error| reader.problem(error.location, String::new(), Wanted::ClosingQuote))?;
    reader.check(&tokens)?;
    let mut parser = Parser::new(&GenericDialect {}).with_tokens_with_locations(tokens);
    let expr = match parser.parse_expr() {
        Ok(expr) => expr,
        Err(ParserError::RecursionLimitExceeded) => {
            return Err(reader.whole(Wanted::Shorter));
        }
        Err(error) => return Err(reader.stopped(&parser, &error)),
    };
    let rest = parser.next_token();
    if rest.token != Token::EOF {
        return Err(reader.problem(rest.span.start, rest.token.to_string(), Wanted::End));
    }
    let root = reader.node(&expr, 0)?;
    Ok(Expression {
        text: text.into(),
        fields: reader.fields,
        root,
    })
}

/// The text with the signs of a Chinese keyboard as their ASCII twins, texts in quotes aside; letter for letter, so that places stay.
fn plain(text: &str) -> String {
    let mut until = None;
    text.chars()
        .map(|c| {
            if let Some(end) = until {
                if c != end {
                    return c;
                }
                until = None;
                return if c == '’' { '\'' } else { c };
            }
            until = match c {
                '\'' | '"' | '`' => Some(c),
                '‘' => Some('’'),
                _ => None,
            };
            match c {
                '‘' => '\'',
                '（' | '）' | '＝' | '＞' | '＜' | '，' | '＋' | '－' | '＊' | '／' | '～'
                | '！' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                c => c,
            }
        })
        .collect()
}

struct Reader<'a> {
    text: &'a str,
    fields: Vec<String>,
}

type Read<T> = Result<T, ExpressionProblem>;

impl Reader<'_> {
    /// A problem at a place of the tokens, which count lines and columns from 1.
    fn problem(&self, at: Location, found: String, wanted: Wanted) -> ExpressionProblem {
        let before: usize = self
            .text
            .split('\n')
            .take((at.line as usize).saturating_sub(1))
            .map(|line| line.chars().count() + 1)
            .sum();
        let (at, found) = match found.as_str() {
            "EOF" => (self.text.chars().count() + 1, String::new()),
            _ => (before + at.column as usize, found),
        };
        ExpressionProblem {
            text: self.text.to_owned(),
            at,
            found: shortened(&found),
            wanted,
        }
    }

    fn whole(&self, wanted: Wanted) -> ExpressionProblem {
        ExpressionProblem {
            text: self.text.to_owned(),
            at: 0,
            found: shortened(self.text.trim()),
            wanted,
        }
    }

    fn refuse<T>(&self, expr: &Expr, wanted: Wanted) -> Read<T> {
        Err(self.problem(expr.span().start, expr.to_string(), wanted))
    }

    /// What can be told of the tokens alone: how many, and whether each bracket is closed.
    fn check(&self, tokens: &[TokenWithSpan]) -> Read<()> {
        if tokens.len() > LONGEST {
            return Err(self.whole(Wanted::Shorter));
        }
        let mut open = Vec::new();
        for token in tokens {
            match token.token {
                Token::LParen => open.push(token),
                Token::RParen if open.pop().is_none() => {
                    return Err(self.problem(token.span.start, ")".into(), Wanted::End));
                }
                _ => {}
            }
        }
        match open.pop() {
            Some(token) => Err(self.problem(token.span.start, "(".into(), Wanted::ClosingBracket)),
            None => Ok(()),
        }
    }

    /// Where the grammar stopped: at the token that the parser names in its message, else at the one that it would read next.
    fn stopped(&self, parser: &Parser<'_>, error: &ParserError) -> ExpressionProblem {
        let message = error.to_string();
        let next = parser.peek_token();
        let place = |name: &str| -> Option<u64> {
            let digits = message.rsplit_once(name)?.1;
            let end = digits.find(|c: char| !c.is_ascii_digit());
            digits[..end.unwrap_or(digits.len())].parse().ok()
        };
        let at = match (place("Line: "), place("Column: ")) {
            (Some(line), Some(column)) => Location::new(line, column),
            _ => next.span.start,
        };
        let found = message
            .split_once("found: ")
            .and_then(|(_, rest)| rest.rsplit_once(" at Line"))
            .map_or_else(|| next.token.to_string(), |(found, _)| found.to_owned());
        self.problem(at, found, Wanted::Value)
    }

    fn field(&mut self, name: &str) -> Node {
        let known = self.fields.iter().position(|f| f == name);
        Node::Field(known.unwrap_or_else(|| {
            self.fields.push(name.to_owned());
            self.fields.len() - 1
        }))
    }

    fn node(&mut self, expr: &Expr, depth: usize) -> Read<Node> {
        if depth > DEEPEST {
            return Err(self.whole(Wanted::Shorter));
        }
        let depth = depth + 1;
        Ok(match expr {
            Expr::Identifier(ident) => self.field(&ident.value),
            Expr::CompoundIdentifier(parts) => {
                let name: Vec<&str> = parts.iter().map(|p| p.value.as_str()).collect();
                self.field(&name.join("."))
            }
            Expr::Nested(inner) => self.node(inner, depth)?,
            Expr::Value(value) => match &value.value {
                Value::Number(digits, false) => match digits.parse::<f64>() {
                    Ok(number) if number.is_finite() => Node::Number(number),
                    _ => return self.refuse(expr, Wanted::Number),
                },
                Value::SingleQuotedString(text) => Node::Text(Literal::new(text)),
                Value::Boolean(so) => Node::Truth(*so),
                Value::Null => Node::Null,
                _ => return self.refuse(expr, Wanted::OfTheLanguage),
            },
            Expr::BinaryOp { left, op, right } => self.binary(expr, (left, op, right), depth)?,
            Expr::UnaryOp { op, expr: inner } => match op {
                UnaryOperator::Not | UnaryOperator::BangNot => {
                    Node::Not(Box::new(self.condition(inner, depth)?))
                }
                UnaryOperator::Minus => Node::Minus(Box::new(self.number(inner, depth)?)),
                UnaryOperator::Plus => self.number(inner, depth)?,
                _ => return self.refuse(expr, Wanted::OfTheLanguage),
            },
            Expr::IsNull(inner) => Node::IsNull(Box::new(self.node(inner, depth)?)),
            Expr::IsNotNull(inner) => {
                negated(true, Node::IsNull(Box::new(self.node(inner, depth)?)))
            }
            Expr::IsTrue(inner) => self.is(inner, Truth::Yes, false, depth)?,
            Expr::IsNotTrue(inner) => self.is(inner, Truth::Yes, true, depth)?,
            Expr::IsFalse(inner) => self.is(inner, Truth::No, false, depth)?,
            Expr::IsNotFalse(inner) => self.is(inner, Truth::No, true, depth)?,
            Expr::IsUnknown(inner) => self.is(inner, Truth::Unknown, false, depth)?,
            Expr::IsNotUnknown(inner) => self.is(inner, Truth::Unknown, true, depth)?,
            Expr::InList {
                expr: value,
                list,
                negated: not,
            } => {
                let tiers = is_tier(value);
                let one = self.node(value, depth)?;
                let list = list
                    .iter()
                    .map(|item| {
                        self.not_bare(value, item)?;
                        self.side(item, tiers, depth)
                    })
                    .collect::<Read<_>>()?;
                negated(*not, Node::OneOf(Box::new(one), list))
            }
            Expr::Between {
                expr: value,
                negated: not,
                low,
                high,
            } => {
                let parts = [value, low, high].map(|part| self.node(part, depth));
                let [value, low, high] = parts;
                negated(*not, Node::Between(Box::new([value?, low?, high?])))
            }
            Expr::Like {
                negated: not,
                any: false,
                expr: value,
                pattern: form,
                escape_char: None,
            }
            | Expr::ILike {
                negated: not,
                any: false,
                expr: value,
                pattern: form,
                escape_char: None,
            } => match form.as_ref() {
                Expr::Value(v) if matches!(v.value, Value::SingleQuotedString(_)) => {
                    let text = v.value.clone().into_string().unwrap_or_default();
                    let value = self.node(value, depth)?;
                    negated(*not, Node::Like(Box::new(value), pattern(&text)))
                }
                other => return self.refuse(other, Wanted::Quoted(bare(other))),
            },
            Expr::Function(function) => self.function(expr, function, depth)?,
            _ => return self.refuse(expr, Wanted::OfTheLanguage),
        })
    }

    fn is(&mut self, inner: &Expr, what: Truth, not: bool, depth: usize) -> Read<Node> {
        let inner = self.condition(inner, depth)?;
        Ok(negated(not, Node::Is(Box::new(inner), what)))
    }

    /// A part that must be so or not so.
    fn condition(&mut self, expr: &Expr, depth: usize) -> Read<Node> {
        let node = self.node(expr, depth)?;
        if node.is_value() {
            return self.refuse(expr, Wanted::Condition);
        }
        Ok(node)
    }

    /// A part that must come to a number.
    fn number(&mut self, expr: &Expr, depth: usize) -> Read<Node> {
        let node = self.node(expr, depth)?;
        if matches!(node, Node::Text(_)) {
            return self.refuse(expr, Wanted::Number);
        }
        Ok(node)
    }

    /// A side of a comparison; the texts that a tier is compared with mean tiers in any language.
    fn side(&mut self, expr: &Expr, tiers: bool, depth: usize) -> Read<Node> {
        if tiers
            && let Expr::Value(v) = expr
            && let Value::SingleQuotedString(text) = &v.value
            && let Some(tier) = KnownTier::recognise(text)
        {
            return Ok(Node::Text(Literal::new(tier.word())));
        }
        self.node(expr, depth)
    }

    /// Refuses `tier = clinic` and `surgery = yes`: the right side is no field, it is a text without its quotes.
    fn not_bare(&self, left: &Expr, right: &Expr) -> Read<()> {
        let (Expr::Identifier(field), Expr::Identifier(word)) = (left, right) else {
            return Ok(());
        };
        let name = field.value.to_lowercase();
        if matches!(name.as_str(), TIER | "tier_name" | "level" | "kind")
            || (name == "type" && KnownTier::recognise(&word.value).is_some())
        {
            return self.refuse(right, Wanted::Quoted(word.value.clone()));
        }
        if Truth::word(&word.value) != Truth::Unknown {
            return self.refuse(right, Wanted::BareField(field.value.clone()));
        }
        Ok(())
    }

    fn binary(
        &mut self,
        whole: &Expr,
        (left, op, right): (&Expr, &BinaryOperator, &Expr),
        depth: usize,
    ) -> Read<Node> {
        if matches!(op, BinaryOperator::And | BinaryOperator::Or) {
            return self.chain(op, whole, depth);
        }
        let comparison = match op {
            BinaryOperator::Eq => Some(Comparison::Equal),
            BinaryOperator::NotEq => Some(Comparison::NotEqual),
            BinaryOperator::Lt => Some(Comparison::Less),
            BinaryOperator::LtEq => Some(Comparison::LessOrEqual),
            BinaryOperator::Gt => Some(Comparison::Greater),
            BinaryOperator::GtEq => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        if let Some(comparison) = comparison {
            self.not_bare(left, right)?;
            for side in [left, right] {
                if matches!(side, Expr::Value(v) if v.value == Value::Null) {
                    return self.refuse(side, Wanted::IsNull);
                }
            }
            let sides = [
                self.side(left, is_tier(right), depth)?,
                self.side(right, is_tier(left), depth)?,
            ];
            return Ok(Node::Compare(Box::new(sides), comparison));
        }
        let operation = match op {
            BinaryOperator::Plus => Operation::Plus,
            BinaryOperator::Minus => Operation::Minus,
            BinaryOperator::Multiply => Operation::Times,
            BinaryOperator::Divide => Operation::Over,
            BinaryOperator::PGRegexMatch | BinaryOperator::PGRegexNotMatch => {
                let sides = [self.node(left, depth)?, self.node(right, depth)?];
                let not = *op == BinaryOperator::PGRegexNotMatch;
                return Ok(negated(not, Node::Contains(Box::new(sides))));
            }
            other => {
                let found = other.to_string();
                return Err(self.problem(right.span().start, found, Wanted::OfTheLanguage));
            }
        };
        let sides = [self.number(left, depth)?, self.number(right, depth)?];
        Ok(Node::Arithmetic(Box::new(sides), operation))
    }

    /// `a AND b AND c`, which the parser nests to the left, as one list.
    fn chain(&mut self, op: &BinaryOperator, whole: &Expr, depth: usize) -> Read<Node> {
        let mut parts = Vec::new();
        let mut at = whole;
        while let Expr::BinaryOp {
            left,
            op: again,
            right,
        } = at
            && again == op
        {
            parts.push(right.as_ref());
            at = left;
        }
        parts.push(at);
        let parts = parts
            .into_iter()
            .rev()
            .map(|part| self.condition(part, depth))
            .collect::<Read<_>>()?;
        Ok(match op {
            BinaryOperator::And => Node::All(parts),
            _ => Node::Any(parts),
        })
    }

    /// `COALESCE(a, b, …)`, the only function.
    fn function(&mut self, whole: &Expr, function: &Function, depth: usize) -> Read<Node> {
        let plain = function.filter.is_none()
            && function.over.is_none()
            && function.within_group.is_empty()
            && function.null_treatment.is_none()
            && matches!(function.parameters, FunctionArguments::None);
        let FunctionArguments::List(list) = &function.args else {
            return self.refuse(whole, Wanted::OfTheLanguage);
        };
        if !plain
            || !function.name.to_string().eq_ignore_ascii_case("coalesce")
            || list.duplicate_treatment.is_some()
            || !list.clauses.is_empty()
            || list.args.is_empty()
        {
            return self.refuse(whole, Wanted::OfTheLanguage);
        }
        let parts = list
            .args
            .iter()
            .map(|arg| match arg {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => self.node(expr, depth),
                _ => self.refuse(whole, Wanted::OfTheLanguage),
            })
            .collect::<Read<_>>()?;
        Ok(Node::Coalesce(parts))
    }
}

fn negated(not: bool, node: Node) -> Node {
    if not { Node::Not(Box::new(node)) } else { node }
}

fn is_tier(expr: &Expr) -> bool {
    matches!(expr, Expr::Identifier(Ident { value, .. }) if value.eq_ignore_ascii_case(TIER))
}

/// What a person meant who left out the quotes.
fn bare(expr: &Expr) -> String {
    match expr {
        Expr::Identifier(ident) => ident.value.clone(),
        other => other.to_string(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
