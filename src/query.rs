//! The SQL that makes a cell table of raw interviews on an engine, for data that outgrow one machine.
//!
//! One `GROUP BY` with the rules of [`crate::evaluate`]: the same alternatives in the same order, the same answers. What an
//! engine sees otherwise: of a key that a line holds twice it may take the first one.

use std::fmt::Write as _;

use clap::ValueEnum;

/// An engine, and with it a dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// DuckDB reads the files, or a table
    #[value(name = "duckdb")]
    DuckDb,
    /// Spark SQL reads the files, or a table
    Spark,
    /// BigQuery reads a table
    #[value(name = "bigquery")]
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

/// Fields of a line that the statement reads.
const FIELDS: [&str; 20] = [
    "model",
    "template",
    "sampler",
    "param_name",
    "base_task",
    "task",
    "density",
    "precision",
    "degree",
    "is_correct",
    "correct",
    "is_invalid",
    "invalid",
    "truncated",
    "finish_reason",
    "stop_reason",
    "completion_tokens",
    "usage",
    "guess_chance",
    "choices",
];

/// The statement; `None` where the engine cannot read `from`.
pub fn cell_table_sql(engine: Engine, from: From<'_>) -> Option<String> {
    let dialect = Dialect { engine, from };
    let lines = dialect.lines()?;
    let mut sql = format!(
        "-- Cell table of raw interviews: model,level,task,n,correct,truncated,tokens,guess_chance\n\
         WITH lines AS (\n  {lines}\n),\nfields AS (\n  SELECT\n"
    );
    for (name, expression) in dialect.fields() {
        let _ = writeln!(sql, "    {expression} AS {name},");
    }
    sql.truncate(sql.len() - 2);
    let (text, integer, float) = dialect.types();
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
    CONCAT(
      COALESCE(density, ''),
      CASE WHEN density IS NOT NULL AND \"precision\" IS NOT NULL THEN '+' ELSE '' END,
      COALESCE(\"precision\", ''),
      CASE WHEN degree IS NOT NULL THEN CONCAT('+', degree) ELSE '' END
    ) AS level,
    task,
    CASE
      WHEN truncated IS NOT NULL THEN truncated IN ('true', '1', '1.0')
      WHEN reason IS NOT NULL THEN reason IN ('length', 'max_tokens', 'model_length')
    END AS truncated,
    COALESCE(invalid IN ('true', '1', '1.0'), FALSE) AS invalid,
    correct IN ('true', '1', '1.0') AS correct,
    CAST(tokens AS {float}) AS tokens,
    COALESCE(CAST(guess_chance AS {float}), {chance}) AS guess_chance
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
  CAST(SUM(CASE WHEN correct AND NOT truncated AND NOT invalid THEN 1 ELSE 0 END) AS {integer}) AS correct,
  CASE WHEN COUNT(recorded) > 0 THEN CAST(SUM(CASE WHEN truncated THEN 1 ELSE 0 END) AS {integer}) END AS truncated,
  AVG(tokens) AS tokens,
  SUM(CASE WHEN truncated THEN NULL ELSE guess_chance END)
    / NULLIF(SUM(CASE WHEN truncated THEN 0 ELSE 1 END), 0) AS guess_chance
FROM counted
GROUP BY model, level, task
ORDER BY model, level, task;
",
        chance = dialect.chance_of_choices(float),
    );
    Some(dialect.quoted(&sql))
}

struct Dialect<'a> {
    engine: Engine,
    from: From<'a>,
}

impl Dialect<'_> {
    /// The lines, with one column `line` or one for each field.
    fn lines(&self) -> Option<String> {
        match (self.engine, self.from) {
            (Engine::DuckDb, From::Files(glob)) => {
                let columns: Vec<String> = FIELDS
                    .iter()
                    .map(|field| format!("\"{field}\": 'JSON'"))
                    .collect();
                Some(format!(
                    "SELECT * FROM read_ndjson({}, ignore_errors = true, maximum_object_size = 67108864, columns = {{{}}})",
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

    /// Name and expression of each wanted field as text: the first alternative that is there, and not empty where it names something.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let text = |path: &str| self.text(path);
        let name = |path: &str| format!("NULLIF({}, '')", self.text(path));
        let either = |a: String, b: String| format!("COALESCE({a}, {b})");
        vec![
            ("model", name("model")),
            ("template", name("template")),
            ("sampler", either(name("sampler"), name("param_name"))),
            ("task", either(name("base_task"), name("task"))),
            ("density", name("density")),
            ("\"precision\"", name("precision")),
            ("degree", name("degree")),
            ("correct", either(text("is_correct"), text("correct"))),
            ("invalid", either(text("is_invalid"), text("invalid"))),
            ("truncated", text("truncated")),
            ("reason", either(text("finish_reason"), text("stop_reason"))),
            (
                "tokens",
                either(text("completion_tokens"), text("usage.completion_tokens")),
            ),
            ("guess_chance", text("guess_chance")),
            ("choices", self.count_of_choices()),
        ]
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
        let (_, _, float) = self.types();
        match (self.engine, self.from) {
            (Engine::DuckDb, from) => {
                let choices = match from {
                    From::Files(_) => "\"choices\"",
                    From::Table(_) => "(line -> '$.choices')",
                };
                format!(
                    "CASE WHEN json_type({choices}) = 'ARRAY' THEN CAST(json_array_length({choices}) AS {float}) \
                     ELSE TRY_CAST({choices} ->> '$' AS {float}) END"
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

    /// The chance to be right by guessing, from the number of choices; none of them cannot be guessed.
    fn chance_of_choices(&self, float: &str) -> String {
        format!("CASE WHEN choices = 0 THEN CAST(0 AS {float}) ELSE 1 / choices END")
    }

    /// Types of texts, counts and other numbers.
    fn types(&self) -> (&'static str, &'static str, &'static str) {
        match self.engine {
            Engine::DuckDb => ("VARCHAR", "BIGINT", "DOUBLE"),
            Engine::Spark => ("STRING", "BIGINT", "DOUBLE"),
            Engine::BigQuery => ("STRING", "INT64", "FLOAT64"),
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

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
