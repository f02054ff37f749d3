//! What one interview line says: its wanted fields, and the answer record that they make.

/// A wanted field. Fields that are alternatives of each other stand together, the preferred one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Model,
    Template,
    Sampler,
    ParamName,
    BaseTask,
    Task,
    Degree,
    Density,
    Precision,
    IsCorrect,
    Correct,
    IsInvalid,
    Invalid,
    Truncated,
    FinishReason,
    StopReason,
    CompletionTokens,
    /// `usage`, of which only `completion_tokens` is wanted.
    Usage,
    GuessChance,
    Choices,
    Id,
    ItemId,
}

/// Number of wanted fields.
pub(super) const FIELDS: usize = Field::ItemId as usize + 1;

/// The keys of the fields.
const KEYS: [(&[u8], Field); FIELDS] = [
    (b"model", Field::Model),
    (b"template", Field::Template),
    (b"sampler", Field::Sampler),
    (b"param_name", Field::ParamName),
    (b"base_task", Field::BaseTask),
    (b"task", Field::Task),
    (b"degree", Field::Degree),
    (b"density", Field::Density),
    (b"precision", Field::Precision),
    (b"is_correct", Field::IsCorrect),
    (b"correct", Field::Correct),
    (b"is_invalid", Field::IsInvalid),
    (b"invalid", Field::Invalid),
    (b"truncated", Field::Truncated),
    (b"finish_reason", Field::FinishReason),
    (b"stop_reason", Field::StopReason),
    (b"completion_tokens", Field::CompletionTokens),
    (b"usage", Field::Usage),
    (b"guess_chance", Field::GuessChance),
    (b"choices", Field::Choices),
    (b"id", Field::Id),
    (b"item_id", Field::ItemId),
];

/// The keys at their [`place`], so that a key is compared with one at most.
const BY_PLACE: [Option<(&[u8], Field)>; PLACES] = {
    let mut table = [None; PLACES];
    let mut ix = 0;
    while ix < FIELDS {
        let at = place(KEYS[ix].0);
        assert!(table[at].is_none(), "two keys share a place");
        table[at] = Some(KEYS[ix]);
        ix += 1;
    }
    table
};

const PLACES: usize = 64;

/// A hash without collisions among [`KEYS`], found by trying.
const fn place(key: &[u8]) -> usize {
    match key {
        [] => 0,
        [first, ..] => (*first as usize + 26 * key[key.len() / 2] as usize) % PLACES,
    }
}

/// The one key that is wanted inside `usage`.
pub(super) const USAGE_TOKENS: &[u8] = b"completion_tokens";

impl Field {
    /// The field that a key of a line stands for.
    #[inline]
    pub(super) fn of(key: &[u8]) -> Option<Field> {
        let (name, field) = BY_PLACE[place(key)]?;
        (name == key).then_some(field)
    }

    /// Whether the field names something, so that even a number in it is taken as text.
    pub(super) fn is_label(self) -> bool {
        matches!(
            self,
            Field::Model
                | Field::Template
                | Field::Sampler
                | Field::ParamName
                | Field::BaseTask
                | Field::Task
                | Field::Degree
                | Field::Density
                | Field::Precision
                | Field::Id
                | Field::ItemId
        )
    }
}

/// The value of a wanted field.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Slot<'a> {
    /// Not there, or `null`.
    #[default]
    Absent,
    /// The content of a string.
    Text(&'a [u8]),
    /// A number as it is written.
    Number(&'a [u8]),
    Bool(bool),
    /// An array: its length, and its text with sorted keys.
    List(usize, &'a [u8]),
    /// An object: its text with sorted keys.
    Object(&'a [u8]),
}

/// The wanted values of one line, by [`Field`].
pub(super) type Slots<'a> = [Slot<'a>; FIELDS];

/// How one response ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Truncated,
    Invalid,
    Wrong,
    Correct,
}

/// What one response adds to the counts of its point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Contribution {
    pub(super) outcome: Outcome,
    /// Whether the line says if it was truncated.
    pub(super) truncation_recorded: bool,
    pub(super) tokens: Option<u64>,
    /// Chance to be right by guessing, within `0..=1`.
    pub(super) guess_chance: Option<f64>,
}

/// Number of the fields that name a point.
pub(super) const POINT_FIELDS: usize = 8;

/// One answer record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer<'a> {
    /// Model, template, sampler, base task, task, density, precision, degree; empty where absent.
    pub(super) point: [&'a [u8]; POINT_FIELDS],
    pub(super) contribution: Contribution,
    /// Item id; empty where absent.
    pub(super) id: &'a [u8],
}

/// The answer record that the wanted values make; `None` where they make none: no model, no task, or no
/// word on how the response ended.
///
/// # Errors
/// Says which field holds what it cannot hold.
pub(super) fn answer<'a>(slots: &Slots<'a>) -> Result<Option<Answer<'a>>, String> {
    let text = |field: Field| label(slots[field as usize]);
    let either = |first: Field, second: Field| match text(first) {
        b"" => text(second),
        present => present,
    };
    let model = text(Field::Model);
    let base_task = either(Field::BaseTask, Field::Task);
    if model.is_empty() || base_task.is_empty() {
        return Ok(None);
    }
    let correct = first_flag(
        slots,
        [
            (Field::IsCorrect, "is_correct"),
            (Field::Correct, "correct"),
        ],
    )?;
    let invalid = first_flag(
        slots,
        [
            (Field::IsInvalid, "is_invalid"),
            (Field::Invalid, "invalid"),
        ],
    )?;
    let truncated = truncated(slots)?;
    let outcome = match (truncated, invalid, correct) {
        (Some(true), _, _) => Outcome::Truncated,
        (_, Some(true), _) => Outcome::Invalid,
        (_, _, Some(true)) => Outcome::Correct,
        (_, _, Some(false)) => Outcome::Wrong,
        (_, _, None) => return Ok(None),
    };
    Ok(Some(Answer {
        point: [
            model,
            text(Field::Template),
            either(Field::Sampler, Field::ParamName),
            base_task,
            either(Field::Task, Field::BaseTask),
            text(Field::Density),
            text(Field::Precision),
            text(Field::Degree),
        ],
        contribution: Contribution {
            outcome,
            truncation_recorded: truncated.is_some(),
            tokens: tokens(slots)?,
            guess_chance: guess_chance(slots)?,
        },
        id: either(Field::Id, Field::ItemId),
    }))
}

/// A value taken as a name.
fn label(slot: Slot<'_>) -> &[u8] {
    match slot {
        Slot::Absent => b"",
        Slot::Text(text) | Slot::Number(text) | Slot::List(_, text) | Slot::Object(text) => text,
        Slot::Bool(true) => b"true",
        Slot::Bool(false) => b"false",
    }
}

/// The first of two flags that is there.
fn first_flag(slots: &Slots<'_>, fields: [(Field, &str); 2]) -> Result<Option<bool>, String> {
    for (field, name) in fields {
        if let Some(value) = flag(slots[field as usize], name)? {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// `true`, `false`, or the number 1 or 0.
fn flag(slot: Slot<'_>, name: &str) -> Result<Option<bool>, String> {
    match slot {
        Slot::Absent => Ok(None),
        Slot::Bool(value) => Ok(Some(value)),
        Slot::Number(_) => match number(slot) {
            Some(0.0) => Ok(Some(false)),
            Some(1.0) => Ok(Some(true)),
            _ => Err(unfit(name, slot, "true or false")),
        },
        _ => Err(unfit(name, slot, "true or false")),
    }
}

/// What the line says about truncation: `truncated`, else the first reason that is there.
fn truncated(slots: &Slots<'_>) -> Result<Option<bool>, String> {
    if let Some(value) = flag(slots[Field::Truncated as usize], "truncated")? {
        return Ok(Some(value));
    }
    let reason = [Field::FinishReason, Field::StopReason]
        .into_iter()
        .map(|field| slots[field as usize])
        .find(|slot| *slot != Slot::Absent);
    Ok(reason.map(|reason| {
        matches!(
            reason,
            Slot::Text(b"length" | b"max_tokens" | b"model_length")
        )
    }))
}

/// `completion_tokens`, else the one inside `usage`.
fn tokens(slots: &Slots<'_>) -> Result<Option<u64>, String> {
    let slot = match slots[Field::CompletionTokens as usize] {
        Slot::Absent => slots[Field::Usage as usize],
        present => present,
    };
    if slot == Slot::Absent {
        return Ok(None);
    }
    whole(slot)
        .map(Some)
        .ok_or_else(|| unfit("completion_tokens", slot, "a whole number up to 2^53"))
}

/// `guess_chance`, else one out of `choices`; a question without choices cannot be guessed.
fn guess_chance(slots: &Slots<'_>) -> Result<Option<f64>, String> {
    let chance = slots[Field::GuessChance as usize];
    if chance != Slot::Absent {
        return match number(chance) {
            Some(value) if (0.0..=1.0).contains(&value) => Ok(Some(value)),
            _ => Err(unfit("guess_chance", chance, "a number from 0 to 1")),
        };
    }
    let choices = slots[Field::Choices as usize];
    let count = match choices {
        Slot::Absent => return Ok(None),
        Slot::List(length, _) => Some(length as u64),
        other => whole(other),
    };
    match count {
        Some(0) => Ok(Some(0.0)),
        Some(count) => Ok(Some(1.0 / count as f64)),
        None => Err(unfit("choices", choices, "a whole number or a list")),
    }
}

/// The value of a number; `None` for everything else.
fn number(slot: Slot<'_>) -> Option<f64> {
    match slot {
        Slot::Number(text) => std::str::from_utf8(text).ok()?.parse().ok(),
        _ => None,
    }
}

/// The value of a whole number up to 2^53; `None` for everything else.
fn whole(slot: Slot<'_>) -> Option<u64> {
    const MAX: u64 = 1 << 53;
    if let Slot::Number(digits) = slot
        && digits.len() < 16
        && digits.iter().all(u8::is_ascii_digit)
    {
        return Some(
            digits
                .iter()
                .fold(0, |value, digit| value * 10 + u64::from(digit - b'0')),
        );
    }
    let value = number(slot)?;
    (value.fract() == 0.0 && (0.0..=MAX as f64).contains(&value)).then_some(value as u64)
}

fn unfit(name: &str, slot: Slot<'_>, right: &str) -> String {
    let shown = match slot {
        Slot::Text(text) => format!("\"{}\"", String::from_utf8_lossy(text)),
        other => String::from_utf8_lossy(label(other)).into_owned(),
    };
    format!(
        "`{name}` is {}: it must be {right}",
        crate::error::printable(&shown, 40)
    )
}
