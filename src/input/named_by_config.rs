//! The bucket files that dataset configs name.

use super::buckets;
use super::config::inputs_place;
use super::find::Naming;
use super::intake::{Intake, NamedByConfig};
use super::open::Opened;
use super::recognise::format_of;
use crate::error::{Error, Place, Result, printable};

impl NamedByConfig {
    /// Reads the file, unless it was read before.
    ///
    /// # Errors
    /// If it cannot be read, or is no bucket file.
    pub(super) fn read(self, intake: &mut Intake) -> Result<()> {
        let opened = Opened::open(&self.input)?;
        let format = format_of(&opened, None, Naming::Itself)
            .map_err(|problem| Error::input(&self.input, Place::Whole, problem))?;
        if *format != buckets::FORMAT {
            let problem = format!(
                "{} is a {}; `inputs` names bucket files",
                printable(&self.input.to_string_lossy(), 200),
                format.label
            );
            return Err(Error::input(self.config, inputs_place(), problem));
        }
        intake.buckets.show_only_known(self.only_scenarios);
        let done = format.read_into(opened, intake);
        intake.buckets.show_only_known(false);
        done
    }
}
