use super::*;

const WITHIN: Area = Area {
    x: 0.0,
    y: 0.0,
    width: 600.0,
    height: 400.0,
};

fn label(x: f64, y: f64, width: f64) -> Wanted {
    Wanted {
        mark: Point { x, y },
        radius: 5.0,
        width,
        height: 14.0,
    }
}

#[test]
fn a_lone_label_stands_right_of_its_mark_and_left_of_it_at_the_edge() {
    let at = |x: f64| place(&[label(x, 200.0, 60.0)], &[], &[], WITHIN)[0].unwrap();
    assert_eq!((at(100.0).area.x, at(100.0).leader), (108.0, None));
    assert_eq!(at(580.0).area.right(), 572.0);
}

#[test]
fn names_below_one_another() {
    assert_eq!(
        spread(&[50.0, 50.0, 90.0], 15.0, 0.0, 100.0),
        [50.0, 65.0, 90.0]
    );
    assert_eq!(spread(&[99.0, 98.0], 15.0, 0.0, 100.0), [92.5, 77.5]);
    assert_eq!(spread(&[0.0], 15.0, 0.0, 100.0), [7.5]);
}

#[test]
fn lines_are_spared() {
    let wanted = label(300.0, 200.0, 60.0);
    let right = (Point { x: 310.0, y: 200.0 }, Point { x: 400.0, y: 200.0 });
    let right = Obstacle {
        line: right,
        cost: 8.0,
    };
    let placed = place(&[wanted], &[], &[right], WITHIN)[0].unwrap();
    assert!(placed.area.right() < 300.0);
}

#[test]
fn lines_through_areas() {
    let area = Area::new(10.0, 10.0, 10.0, 10.0);
    let at = |x: f64, y: f64| Point { x, y };
    assert!(meets((at(0.0, 15.0), at(30.0, 15.0)), &area));
    assert!(meets((at(12.0, 12.0), at(13.0, 13.0)), &area));
    assert!(!meets((at(0.0, 15.0), at(9.0, 15.0)), &area));
    assert!(!meets((at(0.0, 25.0), at(30.0, 21.0)), &area));
    assert!(!meets((at(0.0, 10.0), at(30.0, 10.0)), &area));
}
