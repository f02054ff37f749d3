//! The commands that workflows of the manual show, which no shell runs.

use std::fs;
use std::path::Path;

use clap::Parser;

use super::Cli;

fn page(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    fs::read_to_string(docs.join(name)).unwrap()
}

/// The commands of the workflows, as a shell would split them: nothing in them is quoted but whole
/// words.
fn workflow_commands(page: &str) -> Vec<Vec<String>> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in page.lines() {
        match line {
            "```yaml" => inside = true,
            line if line.starts_with("```") => inside = false,
            line if inside => {
                let line = line.trim().trim_start_matches("- ");
                let line = line.split(" >> ").next().unwrap_or(line);
                if line.starts_with("evalboard ") {
                    let words = line.split_whitespace();
                    commands.push(
                        words
                            .map(|word| word.trim_matches('"').to_owned())
                            .collect(),
                    );
                }
            }
            _ => {}
        }
    }
    commands
}

#[test]
fn commands_of_the_workflows_are_valid() {
    let commands = workflow_commands(&[page("ci.md"), page("site.md")].concat());
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        if let Err(error) = Cli::try_parse_from(&command) {
            panic!("{}\n{error}", command.join(" "));
        }
    }
}
