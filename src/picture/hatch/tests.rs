use super::*;

#[test]
fn lines_are_centred_between_those_of_the_other_tone() {
    let backgrounds = css_backgrounds("#000", "#fff");
    assert_eq!(
        backgrounds[1],
        "repeating-linear-gradient(45deg,transparent 0 1.97px,#000 1.97px 2.97px,\
         transparent 2.97px 4.95px)"
    );
    assert!(backgrounds[4].starts_with("repeating-linear-gradient(135deg"));
    assert!(backgrounds[4].contains("#fff 1.27px 3.67px"));
    assert_eq!(
        backgrounds[0],
        "linear-gradient(90deg,transparent calc(100% - 1px),#000 0)"
    );
    assert_eq!(
        tikz_patterns(1.0 / 7.0)[1],
        "Hatch[angle=45,distance=0.707mm,line width=0.143mm]"
    );
}
