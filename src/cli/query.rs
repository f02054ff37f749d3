//! `evalboard query`: SQL for an engine.

use clap::Args;

use crate::error::{Error, Result};
use crate::output::Target;
use crate::query::{Engine, From, cell_table_sql};

/// Print the SQL with which an engine makes a cell table of raw interviews
///
/// For interviews that outgrow one machine: one statement with the rules of `evaluate`. Export its
/// result as CSV, JSONL or part files of them, and give those to any command that reads a board.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  evalboard query --engine duckdb --input 'results/*/*.ndjson' > cells.sql
  duckdb -csv < cells.sql > cells.csv && evalboard table cells.csv
  evalboard query --engine bigquery --table project.dataset.interviews

A table has one column `line`, the text of a line. BigQuery reads tables only; load the files so:
  bq load --source_format=CSV --field_delimiter=$'\\x01' --quote= \\
    dataset.interviews 'gs://bucket/results/*.ndjson' line:STRING")]
pub struct QueryArgs {
    /// Engine whose SQL to print
    #[arg(long)]
    engine: Engine,
    /// Files of interviews, as the engine takes globs
    #[arg(long, value_name = "GLOB", required_unless_present = "table")]
    #[arg(conflicts_with = "table")]
    input: Option<String>,
    /// Table of interviews in place of files: one column `line`
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
}

impl QueryArgs {
    pub(super) fn run(&self) -> Result<()> {
        let from = match (&self.table, &self.input) {
            (Some(table), _) => From::Table(table),
            (None, Some(glob)) => From::Files(glob),
            (None, None) => return Err(Error::Arguments("give --input or --table".to_owned())),
        };
        let sql = cell_table_sql(self.engine, from).ok_or_else(|| {
            Error::Arguments(
                "BigQuery reads tables, not files: load them and name the table by --table"
                    .to_owned(),
            )
        })?;
        Target::Stdout.write(sql.as_bytes())
    }
}
