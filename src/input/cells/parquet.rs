//! A cell table as Parquet: a cell a row, with the columns of the other cell tables. Uncompressed, or compressed with
//! Snappy, gzip or LZ4.

use std::io::Read;
use std::thread;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, List, ListAccessor, Row as Record};
use serde_json::{Map, Value};

use super::super::clues::Clues;
use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::open::Opened;
use super::super::origin;
use super::{COLUMNS, Row, warn_of_misspelt};
use crate::error::{Error, Place, Result};

/// The most bytes of a file; what stands at its end must be known first, so that it is held in memory.
const LARGEST: u64 = 1 << 30;

pub(in super::super) const FORMAT: Format = Format {
    id: "parquet",
    label: "cell table (Parquet)",
    endings: &["parquet"],
    keys: &COLUMNS,
    detect,
    read: Reader::Supported(read),
};

fn detect(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    head.is_parquet()
}

fn read(file: Opened, intake: &mut Intake) -> Result<()> {
    let path = file.path.clone();
    let whole = |problem: String| Error::input(&path, Place::Whole, problem);
    let mut content = Vec::new();
    let read = file.content().take(LARGEST + 1).read_to_end(&mut content);
    if read.map_err(Error::reading(&path))? as u64 > LARGEST {
        return Err(whole(
            "a Parquet file of more than 1 GB; write the cells in parts".to_owned(),
        ));
    }
    let table = decoded(content).map_err(whole)?;
    let names = &table.columns;
    warn_of_misspelt(
        names,
        &origin(&path, &Place::Whole),
        &mut intake.builder.warnings,
    );
    for required in ["model", "task"] {
        if !names.iter().any(|name| name == required) {
            return Err(whole(format!(
                "no column `{required}`; a cell table has `model`, `task` and the figures"
            )));
        }
    }
    for (ix, cell) in table.cells.into_iter().enumerate() {
        let place = Place::Key(format!("[{ix}]"));
        cell.and_then(|row| row.add(intake, &origin(&path, &place)))
            .map_err(|problem| Error::input(&path, place, problem))?;
    }
    Ok(())
}

struct Table {
    columns: Vec<String>,
    /// The rows, or why one is none.
    cells: Vec<Result<Row, String>>,
}

/// The table in a file. The error is why it cannot be read.
fn decoded(content: Vec<u8>) -> Result<Table, String> {
    let unreadable = |error| format!("not a readable Parquet file: {error}");
    let decode = move || {
        let reader = SerializedFileReader::new(Bytes::from(content)).map_err(unreadable)?;
        check_compression(reader.metadata())?;
        let fields = reader.metadata().file_metadata().schema().get_fields();
        Ok(Table {
            columns: fields.iter().map(|field| field.name().to_owned()).collect(),
            cells: reader
                .get_row_iter(None)
                .map_err(unreadable)?
                .map(|record| Ok(cell(&record.map_err(unreadable)?)))
                .collect::<Result<_, String>>()?,
        })
    };
    // The library panics on some damaged files: in a thread of its own that becomes an error. The thread's name tells the
    // panic hook of a program which panics need no report.
    let decoder = thread::Builder::new()
        .name(DECODER.to_owned())
        .spawn(decode);
    let decoder = decoder.map_err(|error| format!("cannot be decoded: {error}"))?;
    let damaged = "not a readable Parquet file: it is damaged";
    decoder.join().unwrap_or_else(|_| Err(damaged.to_owned()))
}

fn check_compression(metadata: &ParquetMetaData) -> Result<(), String> {
    let columns = metadata
        .row_groups()
        .iter()
        .flat_map(|group| group.columns());
    for compression in columns.map(|column| column.compression()) {
        use Compression::{GZIP, LZ4, LZ4_RAW, SNAPPY, UNCOMPRESSED};
        if !matches!(compression, UNCOMPRESSED | SNAPPY | GZIP(_) | LZ4 | LZ4_RAW) {
            let name = format!("{compression:?}");
            let name = name.split('(').next().unwrap_or_default().to_lowercase();
            return Err(format!(
                "its columns are compressed with {name}, which is not read; write them with Snappy or gzip"
            ));
        }
    }
    Ok(())
}

/// Name of the threads that decode.
pub(crate) const DECODER: &str = "parquet";

/// A row as the line of a JSONL cell table would be read. The error is why it is none.
fn cell(record: &Record) -> Result<Row, String> {
    let mut object = Map::new();
    for (name, field) in record
        .get_column_iter()
        .filter(|(name, _)| COLUMNS.contains(&name.as_str()))
    {
        let value = match field {
            // As in CSV.
            Field::Str(groups) if name == "groups" => groups.split(';').map(Value::from).collect(),
            field => value(field).map_err(|problem| format!("`{name}` {problem}"))?,
        };
        object.insert(name.clone(), value);
    }
    serde_json::from_value(Value::Object(object)).map_err(|error| error.to_string())
}

fn value(field: &Field) -> Result<Value, String> {
    let real = |number: f64| {
        let number = serde_json::Number::from_f64(number).map(Value::Number);
        number
            .ok_or_else(|| "is not a number; write null where a figure is not recorded".to_owned())
    };
    Ok(match field {
        Field::Null => Value::Null,
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes.data());
            Value::from(text.map_err(|_| "is not text in UTF-8".to_owned())?)
        }
        Field::Byte(number) => Value::from(*number),
        Field::Short(number) => Value::from(*number),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::UByte(number) => Value::from(*number),
        Field::UShort(number) => Value::from(*number),
        Field::UInt(number) => Value::from(*number),
        Field::ULong(number) => Value::from(*number),
        Field::Float16(number) => real(f64::from(*number))?,
        Field::Float(number) => real(f64::from(*number))?,
        Field::Double(number) => real(*number)?,
        // Its text is exact.
        Field::Decimal(_) => real(field.to_string().parse().unwrap_or(f64::NAN))?,
        Field::ListInternal(list) => Value::Array(texts(list)?),
        _ => return Err("is neither text nor a number".to_owned()),
    })
}

fn texts(list: &List) -> Result<Vec<Value>, String> {
    let text = |ix| list.get_string(ix).map(|text| Value::from(text.as_str()));
    (0..list.len())
        .map(text)
        .collect::<Result<_, _>>()
        .map_err(|_| "is a list, but not of strings".to_owned())
}
