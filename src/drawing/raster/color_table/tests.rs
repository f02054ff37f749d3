use super::*;

#[test]
fn parts_are_rounded() {
    for part in 0..=255u32 {
        for channel in 0..=255u32 {
            let expected = (f64::from(channel * part) / 255.0).round() as u32;
            let colour = channel | 255 << 8 | channel << 16 | channel << 24;
            let all = expected | part << 8 | expected << 16 | expected << 24;
            assert_eq!(scale_alpha(colour, part), all);
        }
    }
}

#[test]
fn mixing() {
    let (white, black) = (0xffff_ffff, 0xff00_0000);
    let mut colors = ColorTable::new(true);
    let paper = colors.index(white);
    assert_eq!(colors.blend(0, white), paper);
    let half = colors.blend(paper, scale_alpha(black, 128));
    assert_eq!(colors.blend(paper, scale_alpha(black, 128)), half);
    assert_eq!(colors.blend(half, 0), half);
    let colours = colors.into_colours();
    assert_eq!(colours[usize::from(half)], 0xff7f_7f7f);
    assert_eq!(blend(0, 0x8040_2010), 0x8040_2010);
}

#[test]
fn never_more_than_numbers() {
    for opaque in [true, false] {
        let mut colors = ColorTable::new(opaque);
        let early = colors.index(0xff12_3455);
        for code in 0..0x20_0000u32 {
            let colour = code.wrapping_mul(0x9e37_79b1);
            colors.index(colour | 0xff00_0000);
            if !opaque {
                colors.index(colour);
            }
        }
        let late = colors.index(0xff12_3456);
        assert_eq!(colors.index(0xff12_3455), early);
        let colours = colors.into_colours();
        assert!(colours.len() <= 1 << 16);
        assert_eq!(colours[usize::from(early)], 0xff12_3455);
        assert_eq!(colours[usize::from(late)], 0xff14_3454);
    }
}
