//! A board as a LaTeX table: booktabs, a heat cell a task drawn with TikZ, hatched over the truncated share.
//!
//! A whole document by default, cut to the size of the table; or the table alone, to be read in by a paper.
//! pdfLaTeX, XeLaTeX and LuaLaTeX take both. A long model's name is set in several lines, so that the table stays on its
//! page; turned task names and levels, which cannot be, are cut. Characters outside Latin-1 are printed as `[U+4E2D]` by pdfLaTeX, and by
//! the other two where the document's font lacks them.

use std::io::{self, Write};

use crate::board::caption::{self, WHOLE};
use crate::board::{Board, Entry, Mark, Row, TaskCell};
use crate::drawing::colour::Rgb;
use crate::format;
use crate::picture::hatch::tikz_patterns;
use crate::picture::palette::Palette;
use crate::picture::theme::{Colours, Theme};

use super::Emit;
use super::notes::notes;

/// Writes LaTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Latex {
    /// The table alone: what it needs stands in a comment above it.
    pub fragment: bool,
    /// Colours of accuracy.
    pub palette: Palette,
}

/// What the table needs. `\evalcell{fill}{colour}{truncated}{number}` draws a cell; shares are of its width.
const PREAMBLE: &str = r"\usepackage{booktabs,graphicx,iftex}
\usepackage[table]{xcolor}
\usepackage{tikz}
\usetikzlibrary{patterns.meta}
\ifPDFTeX\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{textcomp}\else\usepackage{fontspec}\fi
";

const MACROS: &str = r##"\providecommand{\evaluni}[2]{\ifPDFTeX[U+#1]\else\iffontchar\font"#1 #2\else[U+#1]\fi\fi}
\providecommand{\evalplain}[1]{\node[inner sep=0pt] at (.5,.5) {#1};}
\providecommand{\evalplate}[1]{\node[inner sep=1pt,fill=white,fill opacity=.8,text opacity=1,rounded corners=1pt] at (.5,.5) {#1};}
\providecommand{\evalcell}[4]{\begin{tikzpicture}[x=9mm,y=4mm,baseline=1.1mm]
  \fill[black!9] (0,0) rectangle (1,1);
  \ifdim #1pt>0pt \fill[#2] (0,0) rectangle (#1,1);\fi
  \ifdim #3pt>0pt \evalhatch{#3}\fi
  \footnotesize\bfseries #4\end{tikzpicture}}
\providecommand{\evalnone}{\begin{tikzpicture}[x=9mm,y=4mm,baseline=1.1mm]
  \draw[black!50,densely dashed] (.02,.04) rectangle (.98,.96); \node[inner sep=0pt] at (.5,.5) {\scriptsize N/A};\end{tikzpicture}}
\providecommand{\evalbest}[1]{\cellcolor{green!18}\textbf{#1}}
"##;

/// Millimetres of a cell, 4 mm high, that stand for a px of the picture, where it is 28 px high.
const MM_PER_PX: f64 = 4.0 / 28.0;

fn macros(out: &mut dyn Write) -> io::Result<()> {
    let tones = Colours::new(Theme::Light, Palette::default()).hatch;
    let [under, over] = tikz_patterns(MM_PER_PX);
    writeln!(out, "\\providecommand{{\\evalhatch}}[1]{{%")?;
    for (pattern, colour, opacity) in [
        (under, "white", tones.under_opacity),
        (over, "black", tones.over_opacity),
    ] {
        writeln!(
            out,
            "  \\fill[pattern={{{pattern}}},pattern color={colour},fill opacity={opacity}] \
             (0,0) rectangle (#1,1);"
        )?;
    }
    writeln!(out, "}}")?;
    out.write_all(MACROS.as_bytes())
}

impl Emit for Latex {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        if self.fragment {
            writeln!(out, "% Needs, in the preamble:")?;
            for line in PREAMBLE.lines() {
                writeln!(out, "%   {line}")?;
            }
            macros(out)?;
            return self.table(board, out);
        }
        writeln!(
            out,
            "\\documentclass[border=4mm,varwidth=100cm]{{standalone}}"
        )?;
        out.write_all(PREAMBLE.as_bytes())?;
        macros(out)?;
        // Of Latin Modern, pdfLaTeX embeds outlines; of its usual faces, pixels.
        out.write_all(b"\\IfFileExists{lmodern.sty}{\\ifPDFTeX\\usepackage{lmodern}\\fi}{}\n")?;
        writeln!(out, "\\begin{{document}}\n\\sffamily")?;
        if let Some(title) = &board.title {
            writeln!(
                out,
                "{{\\large\\bfseries {}}}\\par\\medskip",
                escaped(&caption::shortened(title, WHOLE))
            )?;
        }
        self.table(board, out)?;
        writeln!(out, "\\end{{document}}")
    }
}

impl Latex {
    fn table(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        if board.entries.is_empty() {
            return writeln!(out, "{}", escaped(board.why_empty()));
        }
        let level = if board.has_levels() { "l" } else { "" };
        let colours = Colours::new(Theme::Light, self.palette);
        let tasks = "c@{\\hspace{1mm}}".repeat(board.tasks.len());
        writeln!(out, "{{\\small\\setlength{{\\tabcolsep}}{{1.6mm}}")?;
        writeln!(
            out,
            "\\begin{{tabular}}{{rl{level}rrr@{{\\hspace{{2mm}}}}{tasks}}}"
        )?;
        writeln!(out, "\\toprule")?;
        let mut heads = vec!["\\#".to_owned(), "Model".to_owned()];
        if board.has_levels() {
            heads.push("Level".to_owned());
        }
        heads.extend([
            board.score.title().to_owned(),
            "95\\,\\%".to_owned(),
            "Tokens".to_owned(),
        ]);
        let turned = board
            .tasks
            .iter()
            .map(|task| format!("\\rotatebox{{90}}{{{}}}", shortened(&task.label)));
        heads.extend(turned);
        writeln!(out, "{} \\\\", heads.join(" & "))?;
        for entry in &board.entries {
            writeln!(out, "\\midrule")?;
            for (ix, row) in entry.rows.iter().enumerate() {
                writeln!(
                    out,
                    "{} \\\\",
                    Latex::row(board, &colours, entry, ix, row).join(" & ")
                )?;
            }
        }
        writeln!(out, "\\bottomrule\n\\end{{tabular}}\\par}}")?;
        let notes: Vec<String> = notes(board).iter().map(|note| escaped(note)).collect();
        writeln!(out, "\\smallskip{{\\scriptsize {}\\par}}", notes.join(" "))
    }

    fn row(board: &Board, colours: &Colours, entry: &Entry, ix: usize, row: &Row) -> Vec<String> {
        let rank = entry.rank.filter(|_| ix == 0);
        let mut fields = vec![
            rank.map_or(String::new(), |rank| rank.place.to_string()),
            name(board, entry, ix),
        ];
        if board.has_levels() {
            fields.push(shortened(&board.levels[row.level].label));
        }
        let score = row.score.starred();
        fields.push(if row.best_score {
            format!("\\evalbest{{{score}}}")
        } else {
            score
        });
        let interval = row.score.interval_caption().unwrap_or_default();
        fields.push(interval.replace('–', "--"));
        let tokens = row
            .usage
            .tokens_per_completion
            .map_or("--".to_owned(), format::grouped);
        fields.push(match row.efficiency_mark {
            Some(Mark::Best) => format!("\\evalbest{{{tokens}}}"),
            _ => tokens,
        });
        fields.extend(row.cells.iter().map(|cell| heat(colours, cell)));
        fields
    }
}

/// A heat cell.
fn heat(colours: &Colours, cell: &TaskCell) -> String {
    let Some(cell) = cell.measured() else {
        return "\\evalnone".to_owned();
    };
    let fill = colours.accuracy(cell.shown.value);
    let truncation = cell.truncation.unwrap_or(0.0);
    // Where hatch or a dark fill reaches the number in the middle, it stands on a plate.
    let plate = match colours.number_needs_plate(cell.shown.value, cell.truncation) {
        true => "plate",
        false => "plain",
    };
    let Rgb(r, g, b) = fill;
    format!(
        "\\evalcell{{{:.3}}}{{fill={{rgb,255:red,{r};green,{g};blue,{b}}}}}{{{truncation:.3}}}{{\\eval{plate}{{{}}}}}",
        cell.shown.value,
        format::share(cell.shown.value)
    )
}

/// The model's name beside its first row, its overall score and rank interval under it.
fn name(board: &Board, entry: &Entry, ix: usize) -> String {
    let rank = match entry.rank {
        Some(_) => entry
            .rank_interval_caption(board)
            .map(|rank| format!(", rank {rank}")),
        None => Some(", not comparable".to_owned()),
    };
    let rank = rank.unwrap_or_default().replace('–', "--");
    match ix {
        0 => in_lines(&entry.label),
        1 => format!("{{\\scriptsize {} overall{rank}}}", entry.overall.starred()),
        _ => String::new(),
    }
}

/// Longest name in characters that stands on one line.
const ONE_LINE: usize = 32;

/// A model's name; a long one in lines of 48 mm, which may end after any few characters.
fn in_lines(label: &str) -> String {
    if label.chars().count() <= ONE_LINE {
        return format!("\\textbf{{{}}}", escaped(label));
    }
    let mut lines = String::new();
    let mut since_break = 0;
    for c in caption::shortened(label, WHOLE).chars() {
        lines.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
        since_break += 1;
        if matches!(c, '-' | '_' | '/' | '.' | ':' | '@' | '+') || since_break == 8 {
            lines.push_str("\\hspace{0pt}");
            since_break = 0;
        }
    }
    format!("\\parbox[t]{{48mm}}{{\\raggedright\\textbf{{{lines}}}\\strut}}")
}

/// A name that stands on one line.
fn shortened(name: &str) -> String {
    escaped(&caption::shortened(name, ONE_LINE))
}

/// `text` as it may stand in a LaTeX document.
fn escaped(text: &str) -> String {
    let mut latex = String::new();
    for c in caption::shortened(text, usize::MAX).chars() {
        match c {
            '\\' => latex.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                latex.push('\\');
                latex.push(c);
            }
            '^' => latex.push_str("\\textasciicircum{}"),
            '~' => latex.push_str("\\textasciitilde{}"),
            // Kept apart: fonts join two of them to a dash or a quotation mark, braces or not.
            '<' => latex.push_str("\\textless\\kern0pt{}"),
            '>' => latex.push_str("\\textgreater\\kern0pt{}"),
            '-' | ',' => {
                latex.push(c);
                latex.push_str("\\kern0pt{}");
            }
            '|' => latex.push_str("\\textbar{}"),
            '"' => latex.push_str("\\textquotedbl{}"),
            '`' => latex.push_str("\\textasciigrave{}"),
            '\'' => latex.push_str("\\textquotesingle{}"),
            '−' => latex.push_str("$-$"),
            '×' => latex.push_str("$\\times$"),
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}' | '–' | '—' | '…' => {
                latex.push(c)
            }
            c => latex.push_str(&format!("\\evaluni{{{:04X}}}{{{c}}}", c as u32)),
        }
    }
    latex
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_latex_would_take_for_a_command() {
        for (text, latex) in [
            ("a_b & 50%", "a\\_b \\& 50\\%"),
            ("\\input{x}", "\\textbackslash{}input\\{x\\}"),
            ("$x^2$", "\\$x\\textasciicircum{}2\\$"),
            ("中", "\\evaluni{4E2D}{中}"),
            ("two\nlines", "two\\textbackslash{}u\\{a\\}lines"),
            ("é–", "é–"),
            ("--", "-\\kern0pt{}-\\kern0pt{}"),
            ("<<", "\\textless\\kern0pt{}\\textless\\kern0pt{}"),
        ] {
            assert_eq!(escaped(text), latex);
        }
    }
}
