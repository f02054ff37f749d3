//! A board as a LaTeX table: booktabs, a heat cell a task drawn with TikZ, hatched over the
//! truncated share.
//!
//! A whole document by default, cut to the size of the table; or the table alone, to be read in by
//! a paper. pdfLaTeX, XeLaTeX and LuaLaTeX take both. A long model's name is set in several lines,
//! so that the table stays on its page; turned task names and levels, which cannot be, are cut
//! where what stays tells them apart.
//! Characters outside Latin-1 are printed as `[U+4E2D]` by pdfLaTeX, and by the other two where the
//! document's font lacks them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::abbreviation::abbreviated;
use crate::board::caption::{self, WHOLE};
use crate::board::columns::{Align, Scope, Value, link_text};
use crate::board::{Board, Entry, Mark, TaskCell};
use crate::drawing::colour::Rgb;
use crate::format;
use crate::output_format::{Format, Text, Writer};
use crate::picture::hatch::{END, tikz_patterns};
use crate::picture::{Colours, Palette, Theme};
use crate::table::{Cell, Head, Table};

use super::Emit;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "latex",
    label: "LaTeX",
    about: "a table with coloured cells, as a document of its own, or with --fragment to be read \
            in by a paper",
    endings: &["tex"],
    media_type: "application/x-tex",
    page_file: None,
    writer: Writer::Text(Text {
        emitter: || Box::new(Latex::default()),
        fragment: Some(|| {
            Box::new(Latex {
                fragment: true,
                ..Latex::default()
            })
        }),
    }),
};

/// Writes LaTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Latex {
    /// The table alone: what it needs stands in a comment above it.
    pub fragment: bool,
    /// Colours of accuracy.
    pub palette: Palette,
}

/// What the table needs. `\evalcell{fill}{colour}{truncated}{number}` draws a cell; shares are of
/// its width.
const PREAMBLE: &str = concat!(
    r"\usepackage{booktabs,graphicx,iftex}
\usepackage[table]{xcolor}
\usepackage{tikz}
\usetikzlibrary{patterns.meta}
\ifPDFTeX\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{textcomp}",
    r"\else\usepackage{fontspec}\fi
"
);

const MACROS: &str = concat!(
    r##"\providecommand{\evaluni}[2]{\ifPDFTeX[U+#1]\else"##,
    r##"\iffontchar\font"#1 #2\else[U+#1]\fi\fi}
\providecommand{\evalplain}[1]{\node[inner sep=0pt] at (.5,.5) {#1};}
\providecommand{\evalplate}[1]{\node[inner sep=1pt,fill=white,fill opacity=.8,text opacity=1,"##,
    r##"rounded corners=1pt] at (.5,.5) {#1};}
\providecommand{\evalcell}[4]{\begin{tikzpicture}[x=9mm,y=4mm,baseline=1.1mm]
  \fill[black!9] (0,0) rectangle (1,1);
  \ifdim #1pt>0pt \fill[#2] (0,0) rectangle (#1,1);\fi
  \ifdim #3pt>0pt \evalhatch{#3}\fi
  \footnotesize\bfseries #4\end{tikzpicture}}
\providecommand{\evalnone}{\begin{tikzpicture}[x=9mm,y=4mm,baseline=1.1mm]
  \draw[black!50,densely dashed] (.02,.04) rectangle (.98,.96); "##,
    r##"\node[inner sep=0pt] at (.5,.5) {\scriptsize N/A};\end{tikzpicture}}
\providecommand{\evalbest}[1]{\cellcolor{green!18}\textbf{#1}}
"##
);

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
    let end = END * MM_PER_PX;
    writeln!(
        out,
        "  \\draw[line width={end:.3}mm,opacity={}] (#1,0) -- (#1,1);}}",
        tones.over_opacity
    )?;
    out.write_all(MACROS.as_bytes())
}

impl Emit for Latex {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::of(board);
        table.spread(&["overall", "score"]);
        if self.fragment {
            writeln!(out, "% Needs, in the preamble:")?;
            for line in PREAMBLE.lines() {
                writeln!(out, "%   {line}")?;
            }
            macros(out)?;
            return self.tabular(&table, out);
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
        if let Some(title) = table.title {
            writeln!(
                out,
                "{{\\large\\bfseries {}}}\\par\\medskip",
                escaped(&caption::shortened(title, WHOLE))
            )?;
        }
        self.tabular(&table, out)?;
        writeln!(out, "\\end{{document}}")
    }
}

impl Latex {
    fn tabular(&self, table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
        if table.groups.is_empty() {
            return writeln!(out, "{}", escaped(table.why_empty));
        }
        let colours = Colours::new(Theme::Light, self.palette);
        writeln!(out, "{{\\small\\setlength{{\\tabcolsep}}{{1.6mm}}")?;
        writeln!(out, "\\begin{{tabular}}{{{}}}", preamble(table))?;
        writeln!(out, "\\toprule")?;
        let names = ShortNames::of(table);
        let heads = table.columns.iter().map(|one| head(&names, one));
        let heads: Vec<String> = heads.collect();
        writeln!(out, "{} \\\\", heads.join(" & "))?;
        for group in &table.groups {
            writeln!(out, "\\midrule")?;
            for (ix, row) in group.rows.iter().enumerate() {
                let cells = table.columns.iter().zip(row);
                let fields: Vec<String> = cells
                    .map(|(head, cell)| field(&colours, &names, head, ix, cell))
                    .collect();
                writeln!(out, "{} \\\\", fields.join(" & "))?;
            }
        }
        writeln!(out, "\\bottomrule\n\\end{{tabular}}\\par}}")?;
        let notes: Vec<String> = table.notes.iter().map(|note| escaped(note)).collect();
        writeln!(out, "\\smallskip{{\\scriptsize {}\\par}}", notes.join(" "))
    }
}

/// How the columns are set; those of tasks stand closer, and a little away from what is before
/// them.
fn preamble(table: &Table<'_>) -> String {
    let mut preamble = String::new();
    let mut columns = table.columns.iter().peekable();
    while let Some(column) = columns.next() {
        let next = columns.peek().map(|next| next.align);
        preamble += match (column.align, next) {
            (Align::Middle, _) => "c@{\\hspace{1mm}}",
            (Align::Left, Some(Align::Middle)) => "l@{\\hspace{2mm}}",
            (Align::Left, _) => "l",
            (Align::Right, Some(Align::Middle)) => "r@{\\hspace{2mm}}",
            (Align::Right, _) => "r",
        };
    }
    preamble
}

/// What stands above a column; the name of a task is turned.
fn head(names: &ShortNames<'_>, head: &Head<'_>) -> String {
    let title = names.title(head.title);
    match head.align {
        Align::Middle => format!("\\rotatebox{{90}}{{{title}}}"),
        _ => percent(&title),
    }
}

/// `latex` with a thin space before each percent sign.
fn percent(latex: &str) -> String {
    latex.replace(" \\%", "\\,\\%")
}

/// A cell in row `ix` of its group.
fn field(
    colours: &Colours,
    names: &ShortNames<'_>,
    head: &Head<'_>,
    ix: usize,
    cell: &Cell<'_>,
) -> String {
    if let Value::Model(at) = cell.value {
        return name(at.board, at.entry, names, ix);
    }
    if head.scope == Scope::Model && ix > 0 {
        return String::new();
    }
    let dashes = |interval: String| interval.replace('–', "--");
    let text = match cell.value {
        Value::Cell(at) => return heat(colours, at.cell()),
        Value::Absent if !head.blank => "--".to_owned(),
        Value::Absent | Value::Model(_) => String::new(),
        Value::Rank(at) if at.entry.rank.is_none() => String::new(),
        Value::Rank(_) | Value::Score(_) => cell.value.text(),
        Value::Text(text) => names.text(text),
        Value::Link(url) => names.text(link_text(url)),
        Value::ScoreInterval(..) | Value::RankInterval(..) => dashes(cell.value.text()),
        Value::Number(..) => percent(&escaped(&cell.value.text())),
    };
    match cell.mark {
        Some(Mark::Best) => format!("\\evalbest{{{text}}}"),
        _ => text,
    }
}

/// A heat cell.
fn heat(colours: &Colours, cell: &TaskCell) -> String {
    let Some(cell) = cell.measured() else {
        return "\\evalnone".to_owned();
    };
    let fill = colours.accuracy(cell.shown.value);
    let truncation = cell.truncation.unwrap_or(0.0);
    // Where hatch reaches the number in the middle, it stands on a plate.
    let plate = match colours.number_needs_plate(cell.truncation) {
        true => "plate",
        false => "plain",
    };
    let Rgb(r, g, b) = fill;
    format!(
        "\\evalcell{{{:.3}}}{{fill={{rgb,255:red,{r};green,{g};blue,{b}}}}}\
         {{{truncation:.3}}}{{\\eval{plate}{{{}}}}}",
        cell.shown.value,
        format::share(cell.shown.value)
    )
}

/// The model's name beside its first row, its overall score and rank interval under it.
fn name(board: &Board, entry: &Entry, names: &ShortNames<'_>, ix: usize) -> String {
    match ix {
        0 => in_lines(shown(&names.models, &entry.label)),
        1 => {
            let rank = entry.rank_interval_words(board, "not comparable");
            let rank = rank.map_or(String::new(), |rank| {
                format!(", {}", rank.replace('–', "--"))
            });
            format!("{{\\scriptsize {} overall{rank}}}", entry.overall.starred())
        }
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
    for c in caption::shortened(label, usize::MAX).chars() {
        lines.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
        since_break += 1;
        if matches!(c, '-' | '_' | '/' | '.' | ':' | '@' | '+') || since_break == 8 {
            lines.push_str("\\hspace{0pt}");
            since_break = 0;
        }
    }
    format!("\\parbox[t]{{48mm}}{{\\raggedright\\textbf{{{lines}}}\\strut}}")
}

/// The names of a table as they are set: cut where what stays tells them apart.
struct ShortNames<'a> {
    titles: BTreeMap<&'a str, String>,
    models: BTreeMap<&'a str, String>,
    texts: BTreeMap<&'a str, String>,
}

impl<'a> ShortNames<'a> {
    fn of(table: &Table<'a>) -> Self {
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        let (mut models, mut texts) = (Vec::new(), Vec::new());
        for cell in rows.flatten() {
            match cell.value {
                Value::Model(at) => models.push(at.entry.label.as_str()),
                Value::Text(text) => texts.push(text),
                Value::Link(url) => texts.push(link_text(url)),
                _ => {}
            }
        }
        let titles = table.columns.iter().map(|head| head.title).collect();
        ShortNames {
            titles: of_at_most(ONE_LINE, titles),
            models: of_at_most(WHOLE, models),
            texts: of_at_most(ONE_LINE, texts),
        }
    }

    fn title(&self, name: &str) -> String {
        escaped(shown(&self.titles, name))
    }

    fn text(&self, name: &str) -> String {
        escaped(shown(&self.texts, name))
    }
}

/// Names with what is shown of each in at most so many characters.
fn of_at_most(longest: usize, mut names: Vec<&str>) -> BTreeMap<&str, String> {
    names.sort_unstable();
    names.dedup();
    let whole: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let fits = |name: &str| caption::shortened(name, usize::MAX).chars().count() <= longest;
    names.into_iter().zip(abbreviated(&whole, fits)).collect()
}

fn shown<'a>(names: &'a BTreeMap<&str, String>, name: &'a str) -> &'a str {
    names.get(name).map_or(name, String::as_str)
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
