use super::*;

fn found(text: &[u8], part: Part) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut source = text;
    lines(&mut source, part, Room::new().block(), |line| {
        if let Line::Bytes(bytes) = line {
            found.push(bytes.to_vec());
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

#[test]
fn parts_cover_every_line_once() {
    for text in ["", "a", "a\n", "\n\na\nbb\n\nccc", "aaaaaaaaaaaa\nb\n"] {
        let whole = found(text.as_bytes(), Part::WHOLE);
        for size in 1..=text.len() + 1 {
            let mut parts = Vec::new();
            for start in (0..text.len()).step_by(size) {
                let from = start.saturating_sub(1);
                let part = Part {
                    starts_before: start > 0,
                    end: (start + size - from) as u64,
                };
                parts.extend(found(&text.as_bytes()[from..], part));
            }
            assert_eq!(parts, whole, "{text:?} in parts of {size}");
        }
    }
}

#[test]
fn long_lines_are_read_and_too_long_ones_named_once() {
    let mut text = vec![b'x'; 3 * BLOCK];
    text.extend(b"\nshort\n");
    text.extend(vec![b'y'; MAX_LINE + 3 * BLOCK]);
    text.extend(b"\nend");
    let mut seen = Vec::new();
    let mut room = Room::new();
    lines(&mut text.as_slice(), Part::WHOLE, room.block(), |line| {
        seen.push(match line {
            Line::Bytes(bytes) => bytes.len(),
            _ => usize::MAX,
        });
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(seen, [3 * BLOCK, 5, usize::MAX, 3]);
}
