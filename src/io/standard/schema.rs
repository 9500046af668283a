//! The JSON schema of standards, made from the types of the file.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::file;

/// The format that this program reads.
pub(super) const FORMAT: &str = "lastmile-standard-1";
/// The lists of tables at the top of the file.
pub(super) const LISTS: [&str; 4] = ["citation", "programme", "rule", "reported"];
/// The table of what can be turned.
pub(super) const PARAMETERS: &str = "parameters";
/// The key that says of which kind a rule is.
pub(super) const KIND: &str = "kind";

/// The schemas of the parts of a file.
pub(super) struct Schemas {
    pub head: Value,
    /// The names of what else stands at the top, which is read by itself.
    pub lists: Value,
    pub citation: Value,
    pub programme: Value,
    pub parameter: Value,
    pub rule: Value,
    /// What a kind of rule has besides.
    pub kinds: [(&'static str, Value); 10],
    pub reported: Value,
}

pub(super) static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas {
    head: of::<file::Head>(),
    lists: json!({
        "properties": { "citation": {}, "programme": {}, PARAMETERS: {}, "rule": {}, "reported": {} }
    }),
    citation: of::<file::CitationFile>(),
    programme: of::<file::ProgrammeFile>(),
    parameter: of::<file::ParameterFile>(),
    rule: of::<file::RuleHead>(),
    kinds: [
        ("within-reach", of::<file::WithinReach>()),
        ("exists-per-unit", of::<file::ExistsPerUnit>()),
        ("per-population", of::<file::PerPopulation>()),
        ("ratio", of::<file::Ratio>()),
        ("share", of::<file::ShareOf>()),
        ("attribute-minimum", of::<file::AttributeMinimum>()),
        ("linked", of::<file::Linked>()),
        ("reported-agrees", of::<file::ReportedAgrees>()),
        ("any-of", of::<file::Composed>()),
        ("all-of", of::<file::Composed>()),
    ],
    reported: of::<file::ReportedFile>(),
});

/// A type's schema with everything in place; TOML has no null, so neither has it.
fn of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12()
        .with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        })
        .into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    schema.to_value()
}

fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|t| t != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(branches)) = object.get_mut("anyOf") {
        branches.retain(|b| b.get("type").is_none_or(|t| t != "null"));
        if let [Value::Object(one)] = branches.as_slice() {
            let one = one.clone();
            object.remove("anyOf");
            for (key, value) in one {
                object.entry(key).or_insert(value);
            }
        }
    }
}

/// The properties of an object's schema.
pub(super) fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

/// The keys that an object must have.
pub(super) fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Two objects' schemas as one.
fn merged(a: &Value, b: &Value) -> Value {
    let both: Map<String, Value> = [a, b]
        .into_iter()
        .filter_map(properties)
        .flatten()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let needed: Vec<&str> = required(a).chain(required(b)).collect();
    json!({
        "type": "object",
        "properties": both,
        "required": needed,
        "additionalProperties": false,
    })
}

/// The JSON schema (draft 2020-12) of a standard's file as text, for editors that complete and check while one types.
#[must_use]
pub fn schema() -> String {
    let s = &*SCHEMAS;
    let list = |of: &Value| json!({ "type": "array", "items": of });
    let rules: Vec<Value> = s
        .kinds
        .iter()
        .map(|(kind, own)| {
            let mut rule = merged(&s.rule, own);
            if let Some(about) = own.get("description") {
                rule["description"] = about.clone();
            }
            rule["properties"][KIND] = json!({ "const": kind });
            if let Some(Value::Array(needed)) = rule.get_mut("required") {
                needed.push(KIND.into());
            }
            rule
        })
        .collect();
    let lists = json!({
        "properties": {
            "citation": list(&s.citation),
            "programme": list(&s.programme),
            PARAMETERS: { "type": "object", "additionalProperties": s.parameter },
            "rule": { "type": "array", "items": { "oneOf": rules } },
            "reported": list(&s.reported),
        },
    });
    let mut whole = merged(&s.head, &lists);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = "A standard of Lastmile".into();
    whole["properties"]["format"] = json!({ "const": FORMAT });
    // Serialising a value that was made here cannot fail.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}
