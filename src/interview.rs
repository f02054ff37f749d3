//! The fields of a line of interviews, said once: the scan looks for their keys, help and detection
//! name them, and the SQL of [`crate::query`] reads the same ones in the same order.

#[cfg(feature = "cli")]
mod help;

#[cfg(feature = "cli")]
pub use help::help;

/// What a line can say of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What answered.
    Model,
    /// Its prompt template.
    Template,
    /// Its sampler.
    Sampler,
    /// The task that a board shows.
    BaseTask,
    /// The task with its parameters.
    Task,
    /// Three measures of difficulty.
    Density,
    /// See [`Field::Density`].
    Precision,
    /// See [`Field::Density`].
    Degree,
    /// The difficulty as one word, where the three are not there.
    Level,
    /// Whether the answer is right.
    Correct,
    /// Whether there is no answer in the response.
    Invalid,
    /// Whether the response was cut off.
    Truncated,
    /// Why the response ended.
    Reason,
    /// Completion tokens.
    Tokens,
    /// Chance to be right by guessing.
    GuessChance,
    /// Number of choices, or a list of them.
    Choices,
    /// What identifies the question.
    Id,
}

/// Every key with its field. Keys of one field stand together, the preferred one first; a dot leads
/// into an object.
pub const KEYS: [(&str, Field); 27] = [
    ("model", Field::Model),
    ("template", Field::Template),
    ("sampler", Field::Sampler),
    ("param_name", Field::Sampler),
    ("base_task", Field::BaseTask),
    ("task", Field::Task),
    ("density", Field::Density),
    ("precision", Field::Precision),
    ("degree", Field::Degree),
    ("level", Field::Level),
    ("difficulty", Field::Level),
    ("is_correct", Field::Correct),
    ("correct", Field::Correct),
    ("is_invalid", Field::Invalid),
    ("invalid", Field::Invalid),
    ("truncated", Field::Truncated),
    ("finish_reason", Field::Reason),
    ("stop_reason", Field::Reason),
    ("completion_tokens", Field::Tokens),
    ("output_tokens", Field::Tokens),
    (LOOSE_TOKENS, Field::Tokens),
    ("usage.completion_tokens", Field::Tokens),
    ("usage.output_tokens", Field::Tokens),
    ("guess_chance", Field::GuessChance),
    ("choices", Field::Choices),
    ("id", Field::Id),
    ("item_id", Field::Id),
];

/// A key that may hold anything: only a number in it counts.
pub const LOOSE_TOKENS: &str = "tokens";

/// The object that the keys with a dot are in.
const OBJECT: &str = "usage";

/// What a key of a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A value by itself: its index among [`KEYS`].
    Value(usize),
    /// The object `usage`, of which [`in_usage`] names the wanted members.
    Usage,
}

impl Field {
    /// The indices of the field's keys among [`KEYS`], the preferred one first.
    pub(crate) const fn slots(self) -> std::ops::Range<usize> {
        let mut start = 0;
        while KEYS[start].1 as usize != self as usize {
            start += 1;
        }
        let mut end = start;
        while end < KEYS.len() && KEYS[end].1 as usize == self as usize {
            end += 1;
        }
        start..end
    }

    /// The keys of the field, the preferred one first.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        KEYS[self.slots()].iter().map(|(key, _)| *key)
    }

    /// Whether the field names something, so that even a number in it is taken as text.
    pub(crate) const fn is_label(self) -> bool {
        matches!(
            self,
            Field::Model
                | Field::Template
                | Field::Sampler
                | Field::BaseTask
                | Field::Task
                | Field::Density
                | Field::Precision
                | Field::Degree
                | Field::Level
                | Field::Id
        )
    }
}

/// Bytes of the longest key.
const LONGEST: usize = 17;

/// The keys at their [`place`]: a key of a line is compared with one at most.
static BY_PLACE: [Option<(&[u8], Wanted)>; (LONGEST + 1) * PLACES] = {
    let mut table = [None; (LONGEST + 1) * PLACES];
    let mut slot = 0;
    while slot < KEYS.len() {
        if !is_in_usage(KEYS[slot].0) {
            insert(&mut table, KEYS[slot].0, Wanted::Value(slot));
        }
        slot += 1;
    }
    insert(&mut table, OBJECT, Wanted::Usage);
    table
};

/// Places of keys of one length.
const PLACES: usize = 32;

/// Where a key stands: by its length, and the byte before its middle.
const fn place(key: &[u8]) -> usize {
    match key {
        [] | [_] => 0,
        _ => key.len() * PLACES + key[key.len() / 2 - 1] as usize % PLACES,
    }
}

const fn insert(table: &mut [Option<(&[u8], Wanted)>], key: &'static str, wanted: Wanted) {
    let at = place(key.as_bytes());
    assert!(
        table[at].is_none(),
        "two keys share a place: choose another byte in `place`"
    );
    table[at] = Some((key.as_bytes(), wanted));
}

/// Whether a key is one with a dot.
const fn is_in_usage(key: &str) -> bool {
    key.len() > OBJECT.len() && key.as_bytes()[OBJECT.len()] == b'.'
}

/// What a key of a line stands for; `None` where nobody wants its value.
#[inline]
pub(crate) fn wanted(key: &[u8]) -> Option<Wanted> {
    let (name, wanted) = (*BY_PLACE.get(place(key))?)?;
    (name == key).then_some(wanted)
}

/// The index of a member of `usage` among [`KEYS`]; `None` where nobody wants it.
pub(crate) fn in_usage(key: &[u8]) -> Option<usize> {
    let slots = Field::Tokens.slots();
    slots.into_iter().find(|slot| {
        let name = KEYS[*slot].0;
        is_in_usage(name) && name.as_bytes()[OBJECT.len() + 1..] == *key
    })
}

/// Whether an object whose keys `first_byte` knows, by the first byte of their values, is a line of
/// interviews.
pub fn is_interview(first_byte: impl Fn(&str) -> Option<u8>) -> bool {
    let has = |field: Field| field.keys().any(|key| first_byte(key).is_some());
    let tells_one_answer = |key: &str| match key {
        // A count in a cell table.
        "correct" => matches!(first_byte(key), Some(b't' | b'f')),
        key => first_byte(key).is_some(),
    };
    has(Field::Model)
        && (has(Field::BaseTask) || has(Field::Task))
        && (Field::Correct.keys().any(tells_one_answer) || has(Field::BaseTask))
}

#[cfg(test)]
mod tests;
