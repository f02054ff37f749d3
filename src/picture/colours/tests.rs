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
fn fills_that_reach_a_number_need_no_plate() {
    for (theme, from) in [(Theme::Light, 135), (Theme::Dark, 0)] {
        for palette in Palette::ALL {
            let colours = Colours::new(theme, palette);
            for share in from..=1000 {
                let fill = colours.accuracy(f64::from(share) / 1000.0);
                assert!(
                    colours.number_is_legible_on(fill),
                    "{theme:?} {palette:?} {share} {fill} {}",
                    colours.number.contrast(fill)
                );
            }
        }
    }
}
