//! A line of a cell table: names, figures by role, and the cell that they make.

use std::borrow::Cow;

use super::super::evidence::{Share, Statement};
use super::super::figure;
use super::super::intake::{Intake, ModelFacts};
use super::super::names::{checked_name, trimmed};
use super::grid::Field;
use super::names::Role::{self, *};
use super::number::{self, Figure, of_number};
use super::options::Scale;
use super::share::{in_range, share, standard_error};
use crate::dataset::{Cell, Clusters};

/// A line of a cell table.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    pub(super) model: Cow<'a, str>,
    pub(super) level: Cow<'a, str>,
    pub(super) task: Cow<'a, str>,
    pub(super) run: Cow<'a, str>,
    model_label: Cow<'a, str>,
    level_label: Cow<'a, str>,
    task_label: Cow<'a, str>,
    /// Groups in a text, and in a list.
    groups: Cow<'a, str>,
    listed_groups: &'a [String],
    /// By role.
    figures: [Option<Figure>; ROLES],
}

const ROLES: usize = Run as usize + 1;

/// What a line says, checked and on the scale of shares.
#[derive(Debug)]
pub(super) struct Stated {
    pub(super) statement: Statement,
    pub(super) tokens: Option<f64>,
    pub(super) points: Option<u64>,
}

impl<'a> Line<'a> {
    /// Takes the text of a column in. With `decimal_comma`, `0,5` is a half.
    ///
    /// # Errors
    /// If a figure is none.
    pub(super) fn take_text(
        &mut self,
        role: Role,
        text: &'a str,
        decimal_comma: bool,
    ) -> Result<(), String> {
        self.take_str(role, plain(text), decimal_comma)
    }

    fn take_str(&mut self, role: Role, text: &'a str, decimal_comma: bool) -> Result<(), String> {
        if let Some(name) = self.name(role) {
            *name = Cow::Borrowed(text);
        } else if role == Groups {
            self.groups = Cow::Borrowed(text);
        } else if !number::is_missing(text) {
            let figure = number::figure(text, decimal_comma);
            self.figures[role as usize] = Some(figure.ok_or_else(|| no_number(role.name(), text))?);
        }
        Ok(())
    }

    /// Takes a field in; as [`Line::take_text`].
    ///
    /// # Errors
    /// If a figure is none.
    pub(super) fn take(&mut self, role: Role, field: &'a Field, comma: bool) -> Result<(), String> {
        match field {
            Field::Text(text) => self.take_str(role, text, comma),
            Field::Missing => Ok(()),
            Field::List(items) if role == Groups => {
                self.listed_groups = items;
                Ok(())
            }
            Field::List(_) => Err(format!("{} is a list, not a name or a number", role.name())),
            Field::Number(value) if self.name(role).is_none() => {
                let figure = value.is_finite().then(|| of_number(*value));
                self.figures[role as usize] = figure.or(self.figures[role as usize]);
                Ok(())
            }
            field => {
                let text = field.text();
                match self.name(role) {
                    Some(name) => *name = Cow::Owned(text),
                    None if role == Groups => self.groups = Cow::Owned(text),
                    None => return Err(no_number(role.name(), &text)),
                }
                Ok(())
            }
        }
    }

    fn name(&mut self, role: Role) -> Option<&mut Cow<'a, str>> {
        Some(match role {
            Model => &mut self.model,
            Level => &mut self.level,
            Task => &mut self.task,
            Run => &mut self.run,
            ModelLabel => &mut self.model_label,
            LevelLabel => &mut self.level_label,
            TaskLabel => &mut self.task_label,
            _ => return None,
        })
    }

    /// What it says of its model; `None` where that is more than texts.
    pub(super) fn about_model(&self) -> Option<[&str; 3]> {
        let texts = [&*self.model, &self.model_label, &self.groups];
        self.listed_groups.is_empty().then_some(texts)
    }

    /// The figure of a role, as it was written.
    pub(super) fn figure(&self, role: Role) -> Option<&Figure> {
        self.figures[role as usize].as_ref()
    }

    /// Takes a figure in.
    pub(super) fn set(&mut self, role: Role, figure: Figure) {
        self.figures[role as usize] = Some(figure);
    }

    /// Gives n where the line has none.
    pub(super) fn set_trials(&mut self, trials: u64) {
        self.figures[N as usize].get_or_insert(of_number(trials as f64));
    }

    /// Takes the accuracy, and its error, from a figure between these two: nothing and all right.
    ///
    /// # Errors
    /// If it lies outside.
    pub(super) fn scale_accuracy(&mut self, [low, high]: [f64; 2]) -> Result<(), String> {
        let Some(figure) = self.figures[Accuracy as usize] else {
            return Ok(());
        };
        let value = in_range("accuracy", figure.number.value, [low, high])?;
        self.figures[Accuracy as usize] = Some(of_number(value));
        let own = self.figures[Stderr as usize].map(|figure| figure.number);
        if let Some(error) = own.or(figure.error) {
            let error = error.value / (high - low).abs();
            self.figures[Stderr as usize] = Some(of_number(error));
        }
        Ok(())
    }

    /// Whether there is neither a model nor a figure.
    pub(super) fn is_blank(&self) -> bool {
        trimmed(&self.model).is_empty() && self.figures.iter().all(Option::is_none)
    }

    /// Declares model, with its link, level and task.
    ///
    /// # Errors
    /// If a name is none.
    pub(super) fn declare(&self, url: Option<&str>, intake: &mut Intake) -> Result<(), String> {
        self.declare_model(url, intake)?;
        self.declare_level_and_task(intake)
    }

    /// Declares the model, with its link.
    ///
    /// # Errors
    /// If its name or that of a group is none.
    pub(super) fn declare_model(
        &self,
        url: Option<&str>,
        intake: &mut Intake,
    ) -> Result<(), String> {
        let in_text = groups(&self.groups);
        let groups = in_text.iter().chain(self.listed_groups);
        let groups = groups.filter(|group| !group.trim().is_empty());
        let groups = groups.map(|group| checked_name("a group", group).map(str::to_owned));
        let groups = groups.collect::<Result<Vec<String>, String>>()?;
        let facts = ModelFacts {
            label: label_of(&self.model_label),
            groups: &groups,
            url,
            ..ModelFacts::default()
        };
        intake.model(&self.model, facts)?;
        Ok(())
    }

    /// Declares level and task.
    ///
    /// # Errors
    /// If a name is none.
    pub(super) fn declare_level_and_task(&self, intake: &mut Intake) -> Result<(), String> {
        let expected = self.count(PointsExpected)?;
        intake.level(&self.level, label_of(&self.level_label))?;
        intake.task(&self.task, label_of(&self.task_label), expected)?;
        Ok(())
    }

    /// What the line says. `scale` is that of accuracies that carry no percent sign; for
    /// `is_lower_better` see [`share`].
    ///
    /// # Errors
    /// If a figure cannot be.
    pub(super) fn stated(&self, scale: Scale, is_lower_better: bool) -> Result<Stated, String> {
        let accuracy = self.figure(Accuracy);
        let mut statement = Statement {
            n: self.count(N)?,
            correct: self.count(Correct)?,
            truncated: self.count(Truncated)?,
            lucky: self.amount(Lucky)?,
            guess_chance: self.share(GuessChance, Scale::Share)?,
            accuracy: self.exact_share(Accuracy, scale, is_lower_better)?,
            stderr: self.error(scale)?,
            centre: self.share(Centre, scale)?,
            margin: self.share(Margin, scale)?,
            truncation: self.share(Truncation, scale)?,
            responses: self.count(Responses)?,
            clusters: Clusters::stated([
                self.count(Items)?,
                self.count(SumK2)?,
                self.count(SumKn)?,
                self.count(SumN2)?,
            ]),
        };
        if let Some((correct, n)) = accuracy.and_then(|figure| figure.counts) {
            statement.correct.get_or_insert(correct);
            statement.n.get_or_insert(n);
        }
        Ok(Stated {
            statement,
            tokens: self.amount(Tokens)?,
            points: self.count(Points)?,
        })
    }

    fn count(&self, role: Role) -> Result<Option<u64>, String> {
        figure::count(self.plain(role), role.name())
    }

    fn amount(&self, role: Role) -> Result<Option<f64>, String> {
        figure::amount(self.plain(role), role.name())
    }

    fn plain(&self, role: Role) -> Option<figure::Figure> {
        let figure = self.figure(role)?;
        Some(figure::Figure(figure.number.value))
    }

    fn share(&self, role: Role, scale: Scale) -> Result<Option<f64>, String> {
        let share = self.exact_share(role, scale, false)?;
        Ok(share.map(|share| share.value))
    }

    fn exact_share(
        &self,
        role: Role,
        scale: Scale,
        is_lower_better: bool,
    ) -> Result<Option<Share>, String> {
        let figure = self.figure(role);
        let share = figure.map(|figure| share(role.name(), &figure.number, scale, is_lower_better));
        share.transpose()
    }

    /// The standard error, of its own column or beside the accuracy.
    fn error(&self, scale: Scale) -> Result<Option<f64>, String> {
        let own = self.figure(Stderr).map(|figure| figure.number);
        let beside = self.figure(Accuracy).and_then(|figure| figure.error);
        let error = own.or(beside).map(|number| standard_error(&number, scale));
        error.transpose()
    }
}

fn label_of(text: &str) -> Option<&str> {
    Some(trimmed(text)).filter(|text| !text.is_empty())
}

/// Why `text` is no figure, and what would be.
pub(super) fn no_number(name: &str, text: &str) -> String {
    match figure::Figure::parse(name, text) {
        Err(problem) => problem,
        Ok(_) => format!(
            "{name} is '{}': not a number",
            crate::error::printable(text, 40)
        ),
    }
}

/// The cell of a statement; `None`: not evaluated.
///
/// # Errors
/// If the figures cannot be.
pub(super) fn cell(stated: &Stated) -> Result<Option<Cell>, String> {
    let evidence = stated.statement.evidence()?;
    Ok(evidence.map(|evidence| Cell {
        evidence,
        tokens: stated.tokens,
        points: stated.points,
    }))
}

/// The groups that `;` separates in `field`; `\;` is one inside a group, `\\` a backslash.
fn groups(field: &str) -> Vec<String> {
    if !field.contains('\\') {
        return field.split(';').map(str::to_owned).collect();
    }
    let mut groups = vec![String::new()];
    let mut characters = field.chars().peekable();
    while let Some(c) = characters.next() {
        let escaped = characters.next_if(|next| c == '\\' && matches!(next, ';' | '\\'));
        match (c, groups.last_mut()) {
            (';', _) | (_, None) => groups.push(String::new()),
            (c, Some(group)) => group.push(escaped.unwrap_or(c)),
        }
    }
    groups
}

/// `field` without the `'` that keeps a spreadsheet from taking it for a formula.
pub(super) fn plain(field: &str) -> &str {
    let field = trimmed(field);
    let formula = field
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    match field.strip_prefix('\'') {
        Some(text) if formula => text,
        _ => field,
    }
}
