//! `--logo`: drawn alike in each kind of picture, beside the title and not over it; and logos that
//! mean harm.

mod support;

use std::fs;

use support::folder::{Folder, Said};
use support::picture::{Picture, difference};

const DATA: &str = "model,task,n,correct\none,task,100,87\n";

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 120"
  width="24" height="12">
<defs><linearGradient id="t0" x1="0" x2="1"><stop offset="0" stop-color="#7c3aed"/>
<stop offset="1" stop-color="#06b6d4"/></linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#fff"/>
<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
<clipPath id="title"><circle cx="60" cy="60" r="50"/></clipPath></defs>
<rect x="4" y="4" width="232" height="112" rx="24" fill="url(#t0)"/>
<g clip-path="url(#title)" opacity=".8"><rect width="120" height="60" y="60" fill="#fde047"/></g>
<circle cx="180" cy="60" r="40" fill="url(#r)"/>
<path d="M120 20 L150 100 L90 100 Z" fill="none" stroke="#111" stroke-width="8"
  stroke-linejoin="round"/>
</svg>"##;

/// The beginning and the end of an SVG with `content`.
fn svg(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 10 10\">{content}<rect width=\"10\" height=\"10\" fill=\"#123456\"/></svg>"
    )
}

/// Draws with this logo, to `board.svg`, `board.png` and `board.pdf`.
fn drawn(folder: &Folder, logo: &str, kind: &str, more: &[&str]) -> Said {
    let output = format!("board.{kind}");
    let arguments = [
        "render",
        "data.csv",
        "--logo",
        logo,
        "-o",
        &output,
        "--title",
        "The title",
    ];
    folder.run(&[&arguments, more].concat())
}

fn folder(name: &str, logo: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::new([("data.csv", DATA)]);
    folder.write(name, logo);
    folder
}

/// The SVG with a logo that is taken, and what was said.
fn taken(logo: &str) -> (String, String) {
    let folder = folder("logo.svg", logo);
    let said = drawn(&folder, "logo.svg", "svg", &[]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    (
        fs::read_to_string(folder.path("board.svg")).unwrap(),
        said.stderr,
    )
}

/// The message about a logo that is not taken.
fn refused(name: &str, logo: impl AsRef<[u8]>) -> String {
    let folder = folder(name, logo);
    for kind in ["svg", "png", "pdf"] {
        let said = drawn(&folder, name, kind, &[]);
        assert_eq!(said.code, Some(2), "{kind}: {}", said.stderr);
        assert!(said.stderr.contains(name), "{}", said.stderr);
        assert!(said.stderr.lines().count() <= 2, "{}", said.stderr);
        assert!(!folder.path(&format!("board.{kind}")).exists());
    }
    drawn(&folder, name, "svg", &[]).stderr
}

/// An opaque PNG of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let pixel = [200, 30, 90, 255];
    let pixels = pixel.repeat((width * height) as usize);
    Picture {
        width,
        height,
        pixels,
    }
    .encode()
}

#[test]
fn an_svg_stands_as_shapes_in_each_picture() {
    let folder = folder("logo.svg", LOGO);
    for (kind, start) in [
        ("svg", b"<svg ".as_slice()),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
    ] {
        let said = drawn(&folder, "logo.svg", kind, &[]);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
        let file = fs::read(folder.path(&format!("board.{kind}"))).unwrap();
        assert!(file.starts_with(start));
    }
    let text = fs::read_to_string(folder.path("board.svg")).unwrap();
    assert!(text.contains("<linearGradient id=\"") && text.contains("<clipPath id=\""));
    // Its names are ours: no two are the same.
    let mut names: Vec<&str> = text
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    let ours = Picture::decode(&fs::read(folder.path("board.png")).unwrap());
    if let Some(found) = difference(&ours, &Picture::of_svg(&text, 2.0), 32) {
        let share = found.pixels as f64 / f64::from(ours.width * ours.height);
        assert!(share <= 0.005, "{}", found.words);
    }
    // In the PDF it is drawn, not painted.
    let pdf = fs::read(folder.path("board.pdf")).unwrap();
    assert!(memchr::memmem::find(&pdf, b"/Subtype/Image").is_none());
}

#[test]
fn a_png_keeps_its_colours() {
    let folder = folder("logo.png", png(300, 200));
    for kind in ["svg", "png", "pdf"] {
        let said = drawn(&folder, "logo.png", kind, &[]);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    }
    let text = fs::read_to_string(folder.path("board.svg")).unwrap();
    assert!(text.contains(
        "<image x=\"16\" y=\"16\" width=\"57\" height=\"38\" href=\"data:image/png;base64,iVBOR"
    ));
    let ours = Picture::decode(&fs::read(folder.path("board.png")).unwrap());
    let at = |x: u32, y: u32| &ours.pixels[((y * ours.width + x) * 4) as usize..][..4];
    // A PNG is drawn at scale 2.
    assert_eq!(at(80, 60), [200, 30, 90, 255]);
    assert_eq!(at(34, 104), [200, 30, 90, 255]);
    assert_eq!(at(20, 60), [255, 255, 255, 255]);
    let pdf = fs::read(folder.path("board.pdf")).unwrap();
    assert!(memchr::memmem::find(&pdf, b"/Subtype/Image").is_some());
}

#[test]
fn it_takes_its_room_from_the_title() {
    for (logo, more) in [
        (svg(""), &["--text", "live"][..]),
        // Wide, high, and with titles that need two lines.
        (
            svg("").replace("0 0 10 10", "0 0 1000 10"),
            &["--text", "live"],
        ),
        (
            svg("").replace("0 0 10 10", "0 0 10 4000"),
            &["--text", "live"],
        ),
        (
            svg(""),
            &[
                "--text",
                "live",
                "--title",
                "a long title that needs more room than there is beside a logo",
            ],
        ),
        (svg(""), &["--text", "live", "--subtitle", ""]),
    ] {
        let folder = folder("logo.svg", &logo);
        let said = drawn(&folder, "logo.svg", "svg", more);
        // The last of two titles counts.
        if said.code != Some(0) {
            let arguments = [
                "render",
                "data.csv",
                "--logo",
                "logo.svg",
                "-o",
                "board.svg",
            ];
            assert_eq!(folder.run(&[&arguments, more].concat()).code, Some(0));
        }
        let text = fs::read_to_string(folder.path("board.svg")).unwrap();
        let number = |element: &str, name: &str| -> f64 {
            let (_, after) = element.split_once(&format!(" {name}=\"")).unwrap();
            after.split('"').next().unwrap().parse().unwrap()
        };
        let logo = text
            .split("<svg")
            .find(|part| part.contains("viewBox") && part.starts_with(" x="))
            .unwrap();
        let right = number(logo, "x") + number(logo, "width");
        let bottom = number(logo, "y") + number(logo, "height");
        let whole = number(&text, "width");
        assert!(right <= 16.0 + 0.3 * whole + 0.01 && number(logo, "height") <= 38.0);
        for element in text.split("<text").skip(1) {
            let (x, top) = (
                number(element, "x"),
                number(element, "y") - number(element, "font-size"),
            );
            assert!(
                x >= right || top >= bottom,
                "a text at {x} touches the logo: {element:.200}"
            );
        }
    }
}

#[test]
fn without_a_logo_nothing_changes() {
    let folder = Folder::new([("data.csv", DATA)]);
    assert_eq!(
        folder.run(&["render", "data.csv", "-o", "board.svg"]).code,
        Some(0)
    );
    let text = fs::read_to_string(folder.path("board.svg")).unwrap();
    assert!(!text.contains("<image") && !text.contains("viewBox=\"0 0 10 10\""));
}

#[test]
fn scripts_links_and_outside_references_do_not_survive() {
    let (text, said) = taken(&svg(
        "<script>alert(1)</script><g onload=\"alert(2)\" onclick=\"alert(3)\"><rect width=\"3\" \
         height=\"3\"/></g><image href=\"https://example.org/x.png\" width=\"9\" height=\"9\"/>\
         <image xlink:href=\"data.csv\" width=\"9\" height=\"9\"/>\
         <image xlink:href=\"data:image/png;base64,iVBORw0KGgo=\" width=\"9\" height=\"9\"/>\
         <use href=\"https://example.org/y.svg#z\"/><a href=\"javascript:alert(4)\"><rect \
         width=\"2\" height=\"2\"/></a><foreignObject width=\"9\" height=\"9\"><p \
         xmlns=\"http://www.w3.org/1999/xhtml\">html</p></foreignObject><style>@import \
         url(https://example.org/z.css); circle { fill: url(https://example.org/w.svg#a) #123 \
         }</style><text x=\"1\" y=\"5\">text</text>",
    ));
    for gone in [
        "alert",
        "script",
        "onload",
        "example.org",
        "javascript",
        "foreignObject",
        "html",
        "<image",
        "import",
        "href=\"data",
        ">text<",
    ] {
        assert!(!text.contains(gone), "{gone} survived");
    }
    assert!(text.contains("#123456"));
    for named in [
        "<script>",
        "<image>",
        "<foreignObject>",
        "<text>",
        "logo.svg",
    ] {
        assert!(said.contains(named), "{named} is not in {said}");
    }
}

/// What drawing programs write: a style sheet of classes, a clip of a shape used twice.
#[test]
fn clips_by_class_and_by_use_are_taken() {
    let (text, said) = taken(&svg(
        "<style>.cls-1{clip-path:url(#clip-path);}.cls-2{fill:#abcdef;}</style>\
         <defs><rect id=\"SVGID_1_\" width=\"5\" height=\"5\"/></defs>\
         <clipPath id=\"clip-path\"><use xlink:href=\"#SVGID_1_\" \
         style=\"overflow:visible\"/></clipPath><g class=\"cls-1\"><circle class=\"cls-2\" \
         cx=\"5\" cy=\"5\" r=\"4\"/></g>",
    ));
    assert_eq!(said, "");
    assert!(text.contains("l1\"><path d=\"M0 0L5 0L5 5L0 5Z\"/></clipPath>"));
    assert!(text.contains("l1)\"") && text.contains("#abcdef"));
}

#[test]
fn names_do_not_break_out() {
    let (text, _) = taken(&svg(
        "<linearGradient id=\"a&quot;&gt;&lt;script&gt;\"><stop stop-color=\"#fff\"/><stop \
         offset=\"1\" stop-color=\"#000\"/></linearGradient><rect id=\"x&lt;y&amp;\" width=\"4\" \
         height=\"4\" fill=\"url(#a&quot;&gt;&lt;script&gt;)\"/>",
    ));
    assert!(!text.contains("script") && !text.contains("x&lt;y"));
    Picture::of_svg(&text, 1.0);
}

#[test]
fn what_would_not_end_is_refused() {
    let laughs: String = (1..10)
        .map(|ix| {
            format!(
                "<!ENTITY l{ix} \"{}\">",
                format!("&l{};", ix - 1).repeat(10)
            )
        })
        .collect();
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY l0 \"lol\">{laughs}]>{}",
        svg("<g>&l9;</g>")
    );
    assert!(refused("laughs.svg", laughs).contains("entities"));

    let uses: String = (1..12)
        .map(|ix| {
            let inner = format!("<use xlink:href=\"#u{}\"/>", ix - 1).repeat(10);
            format!("<g id=\"u{ix}\">{inner}</g>")
        })
        .collect();
    let bomb = svg(&format!(
        "<defs><rect id=\"u0\" width=\"1\" height=\"1\"/>{uses}</defs><use xlink:href=\"#u11\"/>"
    ));
    assert!(refused("uses.svg", bomb).contains("elements"));

    let itself =
        svg("<g id=\"a\"><use xlink:href=\"#b\"/></g><g id=\"b\"><use xlink:href=\"#a\"/></g>");
    assert!(refused("itself.svg", itself).contains("deep"));

    let clips: String = (0..9)
        .map(|ix| {
            let inner = format!(
                "<rect width=\"9\" height=\"9\" clip-path=\"url(#c{})\"/>",
                ix + 1
            )
            .repeat(9);
            format!("<clipPath id=\"c{ix}\">{inner}</clipPath>")
        })
        .collect();
    let clips = svg(&format!(
        "{clips}<rect width=\"9\" height=\"9\" clip-path=\"url(#c0)\"/>"
    ));
    assert!(refused("clips.svg", clips).contains("clip"));

    let rules: String = (0..9)
        .map(|ix| format!(".a{ix}{{clip-path:url(#c{ix})}}"))
        .collect();
    let clips: String = (0..9)
        .map(|ix| {
            let inner =
                format!("<rect width=\"1\" height=\"1\" class=\"b a{}\"/>", ix + 1).repeat(9);
            format!("<clipPath id=\"c{ix}\" clipPathUnits=\"objectBoundingBox\">{inner}</clipPath>")
        })
        .collect();
    let last = "<rect width=\"9\" height=\"9\" class=\"a0\"/>";
    let styled = svg(&format!("<style>{rules}</style>{clips}{last}"));
    assert!(refused("styled.svg", styled).contains("clip"));
    let sly = rules.replace(".a", "rect.a");
    let sly = svg(&format!("<style>{sly}</style>{clips}{last}"));
    assert!(refused("sly.svg", sly).contains("plain classes"));
    let clips: String = (0..9)
        .map(|ix| {
            let inner = format!("<use xlink:href=\"#r{ix}\"/>").repeat(9);
            let shape = format!(
                "<rect id=\"r{ix}\" width=\"1\" height=\"1\" \
                                 clip-path=\"url(#c{})\"/>",
                ix + 1
            );
            format!(
                "{shape}<clipPath id=\"c{ix}\" \
                     clipPathUnits=\"objectBoundingBox\">{inner}</clipPath>"
            )
        })
        .collect();
    assert!(refused("used.svg", svg(&clips)).contains("clip"));
    let many = format!(
        "<clipPath id=\"c\">{}</clipPath>{}",
        "<rect width=\"1\" height=\"1\"/>".repeat(500),
        "<g clip-path=\"url(#c)\"><rect width=\"9\" height=\"9\"/></g>".repeat(500)
    );
    assert!(refused("crowd.svg", svg(&many)).contains("elements"));

    let deep = svg(&format!(
        "{}{}",
        "<g>".repeat(100_000),
        "</g>".repeat(100_000)
    ));
    assert!(refused("deep.svg", deep).contains("deep.svg"));
    let deep = svg(&format!("{}{}", "<g>".repeat(900), "</g>".repeat(900)));
    assert!(refused("deeper.svg", deep).contains("nested more than"));

    let many = svg(&"<rect width=\"1\" height=\"1\"/>".repeat(20_000));
    assert!(refused("many.svg", many).contains("elements"));

    let endless = format!("<path d=\"M0 0{}\"/>", "L9 9L1 5".repeat(20_000));
    assert!(refused("endless.svg", svg(&endless)).contains("points"));

    let layers = svg(
        &"<g opacity=\".5\"><rect width=\"4\" height=\"4\"/><rect width=\"4\" height=\"4\"/></g>"
            .repeat(101),
    );
    assert!(refused("layers.svg", layers).contains("clipped or translucent"));

    for name in ["filter", "pattern", "mask", "marker"] {
        let logo = svg(&format!("<{name} id=\"f\"/>"));
        assert!(refused("refused.svg", logo).contains(&format!("<{name}>")));
    }
    let blended = svg("<rect width=\"4\" height=\"4\" style=\"mix-blend-mode:multiply\"/>");
    assert!(refused("blended.svg", blended).contains("blending"));
}

#[test]
fn what_is_no_logo_is_refused() {
    assert!(refused("no.svg", "just words").contains("neither"));
    assert!(refused("no.png", "just words").contains("neither"));
    assert!(refused("empty.svg", "").contains("neither"));
    assert!(refused("broken.svg", "<svg><rect").contains("not an SVG"));
    assert!(refused("page.svg", "<html><svg/></html>").contains("SVG"));
    assert!(
        refused(
            "nothing.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><text>x</text></svg>"
        )
        .contains("nothing to draw")
    );
    assert!(refused("flat.svg", svg("").replacen("<svg", "<svg width=\"0\"", 1)).contains("SVG"));
    assert!(refused("photo.png", [0xff, 0xd8, 0xff, 0xe0]).contains("JPEG"));
    assert!(refused("logo.svgz", [0x1f, 0x8b, 8, 0]).contains("unpack"));
    assert!(refused("bytes.svg", [0xfe, 0xff, 0, 60]).contains("UTF-8"));
    assert!(refused("cut.png", &png(40, 40)[..60]).contains("not a readable PNG"));
    assert!(refused("large.svg", svg(&" ".repeat(5 << 20))).contains("MiB"));
    let folder = folder("logo.svg", LOGO);
    let said = drawn(&folder, "missing.svg", "svg", &[]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("cannot read missing.svg"));
}

#[test]
fn a_giant_png_is_refused_before_it_is_unpacked() {
    // The header says 60,000 x 60,000; nothing follows but an end.
    let mut giant = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (
            b"IHDR",
            [60_000u32.to_be_bytes(), 60_000u32.to_be_bytes()]
                .concat()
                .into_iter()
                .chain([8, 6, 0, 0, 0])
                .collect(),
        ),
        (b"IDAT", vec![0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        (b"IEND", Vec::new()),
    ] {
        let data: Vec<u8> = data;
        giant.extend((data.len() as u32).to_be_bytes());
        let checked = [kind.as_slice(), &data].concat();
        giant.extend(&checked);
        let mut sum = flate2::Crc::new();
        sum.update(&checked);
        giant.extend(sum.sum().to_be_bytes());
    }
    assert!(refused("giant.png", giant).contains("60000 x 60000"));
    // Large, but not too large: fewer pixels are kept.
    let folder = folder("logo.png", png(3000, 3000));
    assert_eq!(drawn(&folder, "logo.png", "svg", &[]).code, Some(0));
    assert!(fs::metadata(folder.path("board.svg")).unwrap().len() < 100_000);
}

#[test]
fn a_clip_is_one_shape() {
    let clip = "<clipPath id=\"c\"><path d=\"M0 0H7V7H0Z\"/><path d=\"M3 3V10H10V3Z\"/></clipPath>";
    let logo = svg(&format!(
        "{clip}<rect width=\"9\" height=\"9\" clip-path=\"url(#c)\"/>"
    ));
    assert!(refused("clip.svg", logo).contains("one path"));
}

#[test]
fn the_logo_is_not_overwritten() {
    let folder = folder("board.svg", svg("<rect width=\"9\" height=\"9\"/>"));
    let before = fs::read(folder.path("board.svg")).unwrap();
    let said = drawn(&folder, "board.svg", "svg", &[]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("one of the inputs"), "{}", said.stderr);
    assert_eq!(fs::read(folder.path("board.svg")).unwrap(), before);
}

#[test]
fn numbers_without_sense() {
    for content in [
        "<rect width=\"NaN\" height=\"inf\"/><rect width=\"1e3\" height=\"1e3\"/>",
        "<path d=\"M0 0L9 9\" stroke=\"#000\" stroke-dasharray=\"1e-20 1e-20\"/>",
        "<path d=\"M0 0L9 9\" stroke=\"#000\" stroke-width=\"1e-30\"/><path d=\"M0 0\"/>",
    ] {
        let folder = folder("logo.svg", svg(content));
        for kind in ["svg", "png", "pdf"] {
            let said = drawn(&folder, "logo.svg", kind, &[]);
            assert_eq!(said.code, Some(0), "{content} as {kind}: {}", said.stderr);
        }
    }
    for content in [
        "<rect x=\"-1e30\" y=\"-1e30\" width=\"1e38\" height=\"1e38\"/>",
        "<path d=\"M0 0L1e38 1e38L-1e38 5z\" stroke=\"#000\" stroke-width=\"1e30\" \
         stroke-dasharray=\"1e-20 1e-20\"/>",
        "<g transform=\"scale(1e20)rotate(45)\"><circle r=\"1e20\"/></g>",
        "<path d=\"M0 0C1e6 1e6-1e6 1e6 5 5\"/>",
    ] {
        assert!(
            refused("far.svg", svg(content)).contains("too far"),
            "{content}"
        );
    }
    let size = svg("").replacen("<svg", "<svg width=\"1e30\" height=\"1\"", 1);
    assert!(refused("size.svg", size).contains("makes no sense"));
}
