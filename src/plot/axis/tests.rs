use super::*;

fn labels(axis: &Axis) -> String {
    let labels: Vec<&str> = axis.ticks.iter().map(|(_, label)| label.as_str()).collect();
    labels.join(" ")
}

#[test]
fn ticks_that_a_person_would_choose() {
    assert_eq!(
        labels(&Axis::linear(483.0, 907.0, 1000.0, 6)),
        "500 600 700 800 900"
    );
    assert_eq!(
        labels(&Axis::linear(930.0, 988.0, 1000.0, 6)),
        "930 940 950 960 970 980 990"
    );
    assert_eq!(
        labels(&Axis::linear(457.0, 457.0, 1000.0, 6)),
        "445 450 455 460 465"
    );
    assert_eq!(labels(&Axis::share()), "0 .2 .4 .6 .8 1");
    assert_eq!(labels(&Axis::log(180.0, 9_500.0)), "200 500 1k 2k 5k 10k");
    assert_eq!(labels(&Axis::log(0.5, 3e6)), "1 10 100 1k 10k 100k 1M");
    assert_eq!(labels(&Axis::log(660.0, 4_200.0)), "700 1k 1.5k 2k 3k");
    assert_eq!(labels(&Axis::ranks(14, 8)), "1 2 4 6 8 10 12 14");
    assert_eq!(labels(&Axis::ranks(3, 8)), "1 2 3");
}

#[test]
fn one_value_has_an_axis_around_it() {
    let axis = Axis::linear(700.0, 700.0, 1000.0, 6);
    assert!(axis.ends.0 <= 700.0 && axis.ends.1 >= 700.0 && axis.ends.0 < axis.ends.1);
    let axis = Axis::log(640.0, 640.0);
    assert!((axis.part(640.0) - 0.5).abs() < 1e-9 && !axis.ticks.is_empty());
    for most in [100.0, 1000.0] {
        for value in [0.0, most] {
            let axis = Axis::linear(value, value, most, 6);
            assert!(axis.ends.0 >= 0.0 && axis.ends.1 <= most && axis.ends.0 < axis.ends.1);
        }
    }
}

#[test]
fn ticks_stand_where_they_say() {
    for axis in [
        Axis::log(3.0, 70.0),
        Axis::log(120.0, 300.0),
        Axis::log(1e3, 1e7),
    ] {
        assert!(axis.ticks.len() >= 3, "{axis:?}");
        for (at, label) in &axis.ticks {
            let value = label
                .replace('k', "e3")
                .replace('M', "e6")
                .parse::<f64>()
                .unwrap();
            assert!((axis.position(value) - at).abs() < 1e-9, "{label}");
            assert!((0.0..=1.0).contains(&axis.part(value)));
        }
    }
}
