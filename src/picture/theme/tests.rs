use super::*;

#[test]
fn texts_are_legible() {
    for theme in Theme::ALL {
        for palette in Palette::ALL {
            let colours = Colours::new(theme, palette);
            let on = |text: Rgb, below: Rgb| text.contrast(below) >= MIN_CONTRAST;
            for ground in [colours.ground, colours.band] {
                assert!(on(colours.ink, ground) && on(colours.muted, ground));
                assert!(on(colours.best, ground) && on(colours.worst, ground));
            }
            assert!(on(colours.best, colours.best_ground));
            assert!(on(colours.number, colours.halo) && on(colours.number, colours.track));
        }
    }
}

#[test]
fn dark_fills_need_no_plate() {
    for palette in Palette::ALL {
        let colours = Colours::new(Theme::Dark, palette);
        for percent in 0..=100 {
            let fill = colours.accuracy(f64::from(percent) / 100.0);
            assert!(
                colours.number_is_legible_on(fill),
                "{palette:?} {percent} {fill} {}",
                colours.number.contrast(fill)
            );
        }
    }
}
