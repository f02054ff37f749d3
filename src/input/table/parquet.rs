//! Tables as Parquet: uncompressed, or compressed with Snappy, gzip, LZ4 or zstd.

use std::io::Read;
use std::thread;

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field as Value, ListAccessor};

use super::super::format::{Format, Reader};
use super::super::intake::Intake;
use super::super::open::Opened;
use super::COLUMNS;
use super::grid::{Field, Grid, Head, MOST_COLUMNS, Row};
use crate::error::{Error, Place, Result};

/// The most bytes of a file; what stands at its end must be known first, so that it is held in
/// memory.
const LARGEST: u64 = 1 << 30;

pub(in super::super) const FORMAT: Format = Format {
    id: "parquet",
    label: "table (Parquet)",
    endings: &["parquet"],
    keys: &COLUMNS,
    detect: |clues| clues.head.is_parquet(),
    read: Reader::Supported(read),
};

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
    let (head, rows) = decoded(content).map_err(whole)?;
    let mut grid = Grid {
        files: vec![path.clone()],
        head,
        ..Grid::default()
    };
    if grid.head.len() > MOST_COLUMNS {
        return Err(whole(format!("more than {MOST_COLUMNS} columns")));
    }
    for (ix, fields) in rows.into_iter().enumerate() {
        let row = Row {
            file: 0,
            place: Place::Key(format!("[{ix}]")),
            fields,
        };
        grid.push(row).map_err(whole)?;
    }
    // The index that pandas writes is no column of the table.
    let mut head = grid.head.iter();
    let index = head.position(|head| head.name.starts_with("__index_level_"));
    if let Some(index) = index {
        let is_text = |field: &Field| matches!(field, Field::Text(_));
        let is_text = grid.column(index).any(is_text);
        grid.head[index].name = if is_text { "model" } else { "" }.to_owned();
    }
    intake.tables.add(grid);
    Ok(())
}

/// A column's name; pandas writes those of two levels as `('group', 'name')`.
fn head(name: &str) -> Head {
    let pair = name.strip_prefix("('");
    let pair = pair.and_then(|rest| rest.strip_suffix("')"));
    match pair.and_then(|pair| pair.split_once("', '")) {
        Some((group, name)) => Head {
            group: Some(group.to_owned()).filter(|group| !group.is_empty()),
            ..Head::new(name)
        },
        None => Head::new(name),
    }
}

/// Head and rows of the table in a file. The error is why it cannot be read.
fn decoded(content: Vec<u8>) -> Result<(Vec<Head>, Vec<Vec<Field>>), String> {
    let unreadable = |error| format!("not a readable Parquet file: {error}");
    let decode = move || {
        let reader = SerializedFileReader::new(Bytes::from(content)).map_err(unreadable)?;
        let fields = reader.metadata().file_metadata().schema().get_fields();
        let head = fields.iter().map(|field| head(field.name())).collect();
        let rows = reader
            .get_row_iter(None)
            .map_err(unreadable)?
            .map(|record| {
                let record = record.map_err(unreadable)?;
                Ok(record
                    .get_column_iter()
                    .map(|(_, value)| field(value))
                    .collect())
            });
        Ok((head, rows.collect::<Result<_, String>>()?))
    };
    // The library panics on some damaged files: in a thread of its own that becomes an error. The
    // thread's name tells the panic hook of a program which panics need no report.
    let decoder = thread::Builder::new()
        .name(DECODER.to_owned())
        .spawn(decode);
    let decoder = decoder.map_err(|error| format!("cannot be decoded: {error}"))?;
    let damaged = "not a readable Parquet file: it is damaged";
    decoder.join().unwrap_or_else(|_| Err(damaged.to_owned()))
}

/// Name of the threads that decode.
pub(crate) const DECODER: &str = "parquet";

fn field(value: &Value) -> Field {
    match value {
        Value::Null => Field::Missing,
        Value::Bool(flag) => Field::Flag(*flag),
        Value::Str(text) => text_field(text),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => text_field(text),
            Err(_) => Field::Missing,
        },
        Value::Byte(number) => Field::Number(f64::from(*number)),
        Value::Short(number) => Field::Number(f64::from(*number)),
        Value::Int(number) => Field::Number(f64::from(*number)),
        Value::Long(number) => Field::Number(*number as f64),
        Value::UByte(number) => Field::Number(f64::from(*number)),
        Value::UShort(number) => Field::Number(f64::from(*number)),
        Value::UInt(number) => Field::Number(f64::from(*number)),
        Value::ULong(number) => Field::Number(*number as f64),
        // The fewest digits that tell a float of 32 bits are what was meant: 0.6, not
        // 0.60000002384.
        Value::Float16(number) => nearest(number.to_string()),
        Value::Float(number) => nearest(number.to_string()),
        Value::Double(number) => Field::Number(*number),
        // Its text is exact.
        Value::Decimal(_) => nearest(value.to_string()),
        Value::ListInternal(list) => {
            let texts = (0..list.len()).filter_map(|ix| list.get_string(ix).ok().cloned());
            Field::List(texts.collect())
        }
        // A struct, a map or a date is text for a board.
        value => text_field(&value.to_string()),
    }
}

fn nearest(text: String) -> Field {
    Field::Number(text.parse().unwrap_or(f64::NAN))
}

fn text_field(text: &str) -> Field {
    match text.trim() {
        "" => Field::Missing,
        text => Field::Text(text.into()),
    }
}
