use super::*;

#[test]
fn the_longest_idle_makes_room() {
    let slots = Slots::new(2);
    let first = slots.take().unwrap();
    let second = slots.take().unwrap();
    first.set_busy(true);
    let third = slots.take().unwrap();
    assert_eq!(slots.lock().by_id.len(), 2);
    assert!(!slots.lock().by_id.contains_key(&second.id));
    third.set_busy(true);
    assert!(slots.take().is_none(), "all are busy");
    drop(first);
    assert!(slots.take().is_some());
}

#[test]
fn only_the_silent_are_dismissed() {
    let slots = Slots::new(3);
    let (silent, served) = (slots.take().unwrap(), slots.take().unwrap());
    served.set_busy(true);
    served.set_busy(false);
    slots.dismiss_silent();
    let told = |slot: &Slot| {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::pin!(slot.told_to_leave())
            .poll(&mut context)
            .is_ready()
    };
    assert!(told(&silent) && !told(&served));
}
