//! The SQL that makes a cell table of raw interviews on an engine, for data that outgrow one
//! machine.
//!
//! One `GROUP BY` with the rules of [`crate::evaluate`]: the same alternatives in the same order,
//! the same answers. What an engine sees otherwise: of a key that a line holds twice it may take
//! the first one.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write as _;

use crate::interview::{self, Field};
use crate::stop_reason;

/// An engine, and with it a dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum Engine {
    /// DuckDB reads the files, or a table.
    DuckDb,
    /// Spark SQL reads the files, or a table.
    Spark,
    /// BigQuery reads a table.
    BigQuery,
}

/// Where an engine finds the interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From<'a> {
    /// Files of a glob.
    Files(&'a str),
    /// A table with one column `line`: the text of a line.
    Table(&'a str),
}

/// The statement; `None` where the engine cannot read `from`.
pub fn cell_table_sql(engine: Engine, from: From<'_>) -> Option<String> {
    let dialect = Dialect::new(engine, from);
    let lines = dialect.lines()?;
    let mut sql = format!(
        "-- Cell table of raw interviews: \
         model,level,task,n,correct,truncated,tokens,guess_chance\n\
         WITH lines AS (\n  {lines}\n),\nfields AS (\n  SELECT\n"
    );
    for (name, expression) in dialect.fields() {
        let _ = writeln!(sql, "    {expression} AS {name},");
    }
    sql.truncate(sql.len() - 2);
    let Dialect {
        text,
        integer,
        float,
        try_cast,
        ..
    } = dialect;
    let _ = write!(
        sql,
        "
  FROM lines
),
answers AS (
  SELECT
    CASE
      WHEN template IS NULL AND sampler IS NULL THEN model
      ELSE CONCAT(model, '+', COALESCE(template, ''), '+', COALESCE(sampler, ''))
    END AS model,
    CASE
      WHEN density IS NULL AND \"precision\" IS NULL AND degree IS NULL THEN COALESCE(level, '')
      ELSE CONCAT(
        COALESCE(density, ''),
        CASE WHEN density IS NOT NULL AND \"precision\" IS NOT NULL THEN '+' ELSE '' END,
        COALESCE(\"precision\", ''),
        CASE WHEN degree IS NOT NULL THEN CONCAT('+', degree) ELSE '' END
      )
    END AS level,
    task,
    CASE
      WHEN truncated IS NOT NULL THEN truncated IN ('true', '1', '1.0')
      WHEN {reason} IN ({cut_off}) THEN TRUE
      WHEN {reason} IN ({complete}) THEN FALSE
    END AS truncated,
    COALESCE(invalid IN ('true', '1', '1.0'), FALSE) AS invalid,
    correct IN ('true', '1', '1.0') AS correct,
    {try_cast}(tokens AS {float}) AS tokens,
    COALESCE({try_cast}(guess_chance AS {float}), CASE WHEN choices = 0 THEN CAST(0 AS {float}) \
    ELSE 1 / choices END) AS guess_chance
  FROM fields
  WHERE model IS NOT NULL AND task IS NOT NULL
),
counted AS (
  SELECT
    model, level, task, correct, invalid, tokens, guess_chance,
    truncated AS recorded,
    COALESCE(truncated, FALSE) AS truncated
  FROM answers
  WHERE COALESCE(truncated, FALSE) OR invalid OR correct IS NOT NULL
)
SELECT
  CAST(model AS {text}) AS model,
  CAST(level AS {text}) AS level,
  CAST(task AS {text}) AS task,
  CAST(SUM(CASE WHEN truncated THEN 0 ELSE 1 END) AS {integer}) AS n,
  CAST(SUM(CASE WHEN correct AND NOT truncated AND NOT invalid THEN 1 ELSE 0 END) AS {integer}) \
  AS correct,
  CASE WHEN COUNT(recorded) > 0 THEN CAST(SUM(CASE WHEN truncated THEN 1 ELSE 0 END) AS \
  {integer}) END AS truncated,
  AVG(tokens) AS tokens,
  SUM(CASE WHEN truncated THEN NULL ELSE guess_chance END)
    / NULLIF(SUM(CASE WHEN truncated THEN 0 ELSE 1 END), 0) AS guess_chance
FROM counted
GROUP BY model, level, task
ORDER BY model, level, task;
",
        reason = "REPLACE(REPLACE(LOWER(reason), '-', '_'), ' ', '_')",
        cut_off = literals(cut_off_words()),
        complete = literals(stop_reason::COMPLETE.map(str::to_owned)),
    );
    Some(dialect.quoted(&sql))
}

struct Dialect<'a> {
    engine: Engine,
    from: From<'a>,
    /// Types of texts, counts and other numbers.
    text: &'static str,
    integer: &'static str,
    float: &'static str,
    /// A cast that gives nothing where it fails.
    try_cast: &'static str,
}

impl<'a> Dialect<'a> {
    fn new(engine: Engine, from: From<'a>) -> Self {
        let [text, integer, float, try_cast] = match engine {
            Engine::DuckDb => ["VARCHAR", "BIGINT", "DOUBLE", "TRY_CAST"],
            Engine::Spark => ["STRING", "BIGINT", "DOUBLE", "TRY_CAST"],
            Engine::BigQuery => ["STRING", "INT64", "FLOAT64", "SAFE_CAST"],
        };
        Dialect {
            engine,
            from,
            text,
            integer,
            float,
            try_cast,
        }
    }

    /// The lines, with one column `line` or one for each field.
    fn lines(&self) -> Option<String> {
        match (self.engine, self.from) {
            (Engine::DuckDb, From::Files(glob)) => {
                let keys = interview::KEYS
                    .iter()
                    .filter(|(_, field)| *field != Field::Id);
                let mut columns: Vec<String> = keys
                    .map(|(key, _)| key.split_once('.').map_or(*key, |(object, _)| object))
                    .map(|column| format!("\"{column}\": 'JSON'"))
                    .collect();
                columns.dedup();
                Some(format!(
                    "SELECT * FROM read_ndjson({}, ignore_errors = true, maximum_object_size = \
                     67108864, columns = {{{}}})",
                    literal(glob),
                    columns.join(", ")
                ))
            }
            (Engine::Spark, From::Files(glob)) => Some(format!(
                "SELECT value AS line FROM text.`{}`",
                glob.replace('`', "``")
            )),
            (Engine::BigQuery, From::Files(_)) => None,
            (Engine::DuckDb | Engine::Spark, From::Table(table)) => {
                Some(format!("SELECT line FROM {table}"))
            }
            (Engine::BigQuery, From::Table(table)) => {
                Some(format!("SELECT line FROM `{}`", table.replace('`', "")))
            }
        }
    }

    /// Name and expression of each wanted field as text: the first alternative that is there, and
    /// not empty where it names something.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let first = |values: Vec<String>| match values.as_slice() {
            [only] => only.clone(),
            several => format!("COALESCE({})", several.join(", ")),
        };
        let text = |field: Field| first(field.keys().map(|key| self.text(key)).collect());
        let names = |fields: &[Field]| {
            let keys = fields.iter().flat_map(|field| field.keys());
            first(
                keys.map(|key| format!("NULLIF({}, '')", self.text(key)))
                    .collect(),
            )
        };
        vec![
            ("model", names(&[Field::Model])),
            ("template", names(&[Field::Template])),
            ("sampler", names(&[Field::Sampler])),
            ("task", names(&[Field::BaseTask, Field::Task])),
            ("density", names(&[Field::Density])),
            ("\"precision\"", names(&[Field::Precision])),
            ("degree", names(&[Field::Degree])),
            ("level", names(&[Field::Level])),
            ("correct", text(Field::Correct)),
            ("invalid", text(Field::Invalid)),
            ("truncated", text(Field::Truncated)),
            ("reason", names(&[Field::Reason])),
            ("tokens", self.tokens()),
            ("guess_chance", text(Field::GuessChance)),
            ("choices", self.count_of_choices()),
        ]
    }

    /// The tokens as text: of a key that may hold anything only a number.
    fn tokens(&self) -> String {
        let Dialect {
            float, try_cast, ..
        } = self;
        let values = Field::Tokens.keys().map(|key| match key {
            interview::LOOSE_TOKENS => {
                let text = self.text(key);
                format!("CASE WHEN {try_cast}({text} AS {float}) IS NOT NULL THEN {text} END")
            }
            _ => self.text(key),
        });
        format!("COALESCE({})", values.collect::<Vec<_>>().join(", "))
    }

    /// The value at a path as text; nothing where it is missing or null.
    fn text(&self, path: &str) -> String {
        match (self.engine, self.from) {
            (Engine::DuckDb, From::Files(_)) => match path.split_once('.') {
                Some((field, rest)) => format!("(\"{field}\" ->> '$.{rest}')"),
                None => format!("(\"{path}\" ->> '$')"),
            },
            (Engine::DuckDb, From::Table(_)) => format!("(line ->> '$.{path}')"),
            (Engine::Spark, _) => format!("get_json_object(line, '$.{path}')"),
            (Engine::BigQuery, _) => format!("JSON_VALUE(line, '$.{path}')"),
        }
    }

    /// Number of choices: a number as it is, or the length of a list.
    fn count_of_choices(&self) -> String {
        let float = self.float;
        match (self.engine, self.from) {
            (Engine::DuckDb, from) => {
                let choices = match from {
                    From::Files(_) => "\"choices\"",
                    From::Table(_) => "(line -> '$.choices')",
                };
                format!(
                    "CASE WHEN json_type({choices}) = 'ARRAY' THEN \
                     CAST(json_array_length({choices}) AS {float}) ELSE TRY_CAST({choices} ->> \
                     '$' AS {float}) END"
                )
            }
            (Engine::Spark, _) => format!(
                "COALESCE(CAST(json_array_length(get_json_object(line, '$.choices')) AS {float}), \
                 TRY_CAST(get_json_object(line, '$.choices') AS {float}))"
            ),
            (Engine::BigQuery, _) => format!(
                "CASE WHEN STARTS_WITH(JSON_QUERY(line, '$.choices'), '[') \
                 THEN CAST(ARRAY_LENGTH(JSON_QUERY_ARRAY(line, '$.choices')) AS {float}) \
                 ELSE SAFE_CAST(JSON_VALUE(line, '$.choices') AS {float}) END"
            ),
        }
    }

    /// `sql` with names quoted as the engine does.
    fn quoted(&self, sql: &str) -> String {
        match self.engine {
            Engine::DuckDb => sql.to_owned(),
            Engine::Spark | Engine::BigQuery => sql.replace("\"precision\"", "`precision`"),
        }
    }
}

/// Every word that says that a response was cut off.
fn cut_off_words() -> impl Iterator<Item = String> {
    let endings = || [""].into_iter().chain(stop_reason::SUFFIXES);
    let words = stop_reason::TRUNCATED.into_iter();
    words.flat_map(move |word| endings().map(move |ending| format!("{word}{ending}")))
}

fn literals(words: impl IntoIterator<Item = String>) -> String {
    let words = words.into_iter().map(|word| literal(&word));
    words.collect::<Vec<_>>().join(", ")
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
