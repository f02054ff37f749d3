//! Levels and tasks that a project file makes of names.

use super::{board, texts};
use crate::support::folder::Folder;

#[test]
fn a_source_may_become_a_task_and_a_level() {
    let wide = "model,Math easy,Math hard,Code\nalpha,.9,.7,.5\nbeta,.8,.6,.4\n";
    let toml = r#"
[tasks."Math easy"]
task = "Math"
level = "easy"
[tasks."Math hard"]
task = "Math"
level = "hard"
[tasks.Math]
label = "Mathematics"
[tasks.Code]
level = "hard"
"#;
    let folder = Folder::new([("data.csv", wide), ("evalboard.toml", toml)]);
    let (json, said) = board(&folder, &["data.csv"]);
    assert_eq!(texts(&json["tasks"], "label"), ["Mathematics", "Code"]);
    assert_eq!(texts(&json["levels"], "label"), ["Easy", "Hard"]);
    assert!(!said.contains("no effect"), "{said}");
    let (json, _) = board(&folder, &["data.csv", "--tasks", "Mathematics"]);
    assert_eq!(texts(&json["tasks"], "label"), ["Mathematics"]);
}

#[test]
fn levels_of_one_label_are_one_unless_a_model_has_a_task_at_both() {
    let toml = "[levels.\"?1\"]\nlabel = \"One\"\n";
    let apart = "model,level,task,n,correct\na,x1,t,9,3\nb,y1,t,9,3\n";
    let folder = Folder::new([("data.csv", apart), ("evalboard.toml", toml)]);
    let (json, _) = board(&folder, &["data.csv"]);
    assert_eq!(texts(&json["levels"], "label"), ["One"]);
    folder.write("data.csv", format!("{apart}a,y1,t,9,4\n"));
    let (json, said) = board(&folder, &["data.csv"]);
    assert_eq!(json["levels"].as_array().unwrap().len(), 2);
    assert!(said.contains("several levels have one label"), "{said}");
}

/// A source of a task is hidden by a glob, shown by its own name; the levels of what stays hidden
/// are none of the board's.
#[test]
fn hidden_tasks_take_their_levels_with_them() {
    let data = "model,level,task,n,correct\n\
                a,,x,100,50\na,,y,100,60\na,,z,100,70\na,ref,z,100,70\n\
                b,,x,100,40\nb,,y,100,80\nb,,z,100,90\nb,ref,z,100,90\n";
    let toml = "[tasks.\"*\"]\nhide = true\n\
                [tasks.x]\nhide = false\ntask = \"Maths\"\nlevel = \"easy\"\n\
                [tasks.y]\nhide = false\ntask = \"Maths\"\nlevel = \"hard\"\n";
    let folder = Folder::new([("data.csv", data), ("evalboard.toml", toml)]);
    let (board, _) = board(&folder, &["data.csv"]);
    assert_eq!(texts(&board["tasks"], "label"), ["Maths"]);
    assert_eq!(texts(&board["levels"], "label"), ["Easy", "Hard"]);
    assert_eq!(board["models"][0]["score"]["incomplete"], false);
}

/// A filter on tasks leaves no level without any of them.
#[test]
fn chosen_tasks_have_their_levels_only() {
    let data = "model,level,task,n,correct\na,easy,x,100,50\na,hard,y,100,60\n";
    let folder = Folder::new([("data.csv", data)]);
    let (board, _) = board(&folder, &["data.csv", "--tasks", "x"]);
    assert_eq!(texts(&board["levels"], "label"), ["Easy"]);
    assert_eq!(board["models"][0]["score"]["incomplete"], false);
}

#[test]
fn a_task_belongs_to_the_levels_that_the_file_puts_it_at() {
    let wide =
        "Model,gsm8k,bbh,math_1,math_2\nalpha,.9,.8,.7,.6\nbeta,.5,.4,.3,.2\ngamma,.1,.2,.3,\n";
    let toml = "[tasks.\"*\"]\nlevel = \"easy\"\n[tasks.\"math_*\"]\ntask = \"MATH\"\n\
                [tasks.math_2]\nlevel = \"hard\"\n";
    let folder = Folder::new([("wide.csv", wide), ("evalboard.toml", toml)]);
    let (board, _) = board(&folder, &["wide.csv"]);
    let incomplete = |model: usize| &board["models"][model]["score"]["incomplete"];
    // Nobody has gsm8k at the hard level; gamma alone lacks hard MATH.
    assert_eq!([incomplete(0), incomplete(1)], [false, false]);
    assert_eq!(*incomplete(2), true);
    assert_eq!(board["summary"]["cells_missing"], 0);
    let table = folder.run(&["table", "wide.csv", "--models", "alpha,beta"]);
    assert!(!table.stdout.contains("N/A"), "{}", table.stdout);
    for to in ["svg", "html-table", "markdown"] {
        let command = if to == "svg" { "render" } else { "export" };
        let options = ["wide.csv", "--models", "alpha,beta", "-o", "-", "--to", to];
        let written = folder.run(&[&[command], &options[..]].concat()).stdout;
        assert!(written.contains("MATH"), "{to}");
        assert!(!written.contains("N/A"), "{to}: {written}");
    }
}
