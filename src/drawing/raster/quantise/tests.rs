use super::*;

fn palette(colours: impl Iterator<Item = (Rgba, u64)>) -> Palette {
    Palette::new(&[colours.collect()])
}

#[test]
fn few_colours_are_kept() {
    let palette = palette((0..256).map(|ix| (ix * 1000, 1)));
    assert_eq!(palette.colours().len(), 256);
    for ix in 0..256 {
        assert_eq!(palette.nearest(ix * 1000).1, 0);
    }
}

#[test]
fn many_colours_are_near() {
    // Every grey with a tint, and two areas.
    let grey = |ix: u32| ix << 16 | ix << 8 | ix;
    let tints = (0..256).flat_map(|ix| (0..4).map(move |tint| grey(ix) ^ tint));
    let areas = [(0x123456, 10_000), (0x133456, 9_000)];
    let palette = palette(tints.clone().map(|colour| (colour, 3)).chain(areas));
    assert!(palette.colours().len() <= 256);
    assert_eq!(palette.nearest(0x123456).1, 0);
    for colour in tints {
        assert!(palette.nearest(colour).1 <= 8);
    }
}
