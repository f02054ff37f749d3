//! Tables as Parquet files.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types as schema;

/// The first row names the columns; `types` has a type of Parquet for each: `text`, `int64` or
/// `double`. Empty fields are nulls.
pub fn bytes(rows: &[Vec<String>], types: &[&str], compression: Compression) -> Vec<u8> {
    let (head, rows) = rows.split_first().unwrap();
    let column = |(name, kind): (&String, &&str)| {
        let (kind, meaning) = match *kind {
            "text" => (Type::BYTE_ARRAY, Some(LogicalType::String)),
            "int64" => (Type::INT64, None),
            _ => (Type::DOUBLE, None),
        };
        let column = schema::Type::primitive_type_builder(name, kind);
        let column = column.with_repetition(Repetition::OPTIONAL);
        Arc::new(column.with_logical_type(meaning).build().unwrap())
    };
    let columns = head.iter().zip(types).map(column).collect();
    let table = schema::Type::group_type_builder("table").with_fields(columns);
    let properties = WriterProperties::builder().set_compression(compression);
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(
        &mut bytes,
        Arc::new(table.build().unwrap()),
        Arc::new(properties.build()),
    )
    .unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut ix = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        let texts = rows.iter().map(|row| row[ix].as_str());
        let levels: Vec<i16> = texts
            .clone()
            .map(|text| i16::from(!text.is_empty()))
            .collect();
        let texts = texts.filter(|text| !text.is_empty());
        let written = match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(typed) => {
                let values: Vec<ByteArray> = texts.map(ByteArray::from).collect();
                typed.write_batch(&values, Some(&levels), None)
            }
            ColumnWriter::Int64ColumnWriter(typed) => {
                let values: Vec<i64> = texts.map(|text| text.parse().unwrap()).collect();
                typed.write_batch(&values, Some(&levels), None)
            }
            ColumnWriter::DoubleColumnWriter(typed) => {
                let values: Vec<f64> = texts.map(|text| text.parse().unwrap()).collect();
                typed.write_batch(&values, Some(&levels), None)
            }
            _ => panic!("no such column here"),
        };
        written.unwrap();
        column.close().unwrap();
        ix += 1;
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}
