use super::*;

#[test]
fn rows_come_back_and_colours_are_counted() {
    for width in [1, 15, 16, 37] {
        let height = 13;
        let index =
            |x: usize, y: usize| ((x / 3 + y / 5) % 4 + x * usize::from(y == 4)) as ColorIndex;
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| index(x, y)));
        let pixels: Vec<ColorIndex> = pixels.collect();
        let colours: Vec<Rgba> = (0..50).map(|number| 1000 + number).collect();
        let mut painted = IndexedRows::new(width, &pixels, colours);

        let bytes: Vec<[u8; 1]> = (0..50).map(|number| [number]).collect();
        let mut found: Vec<ColorIndex> = Vec::new();
        painted.each_row(bytes, |row| {
            found.extend(row.iter().map(|byte| ColorIndex::from(*byte)));
        });
        assert_eq!(found, pixels);

        let mut expected = std::collections::BTreeMap::new();
        for index in pixels {
            *expected.entry(1000 + Rgba::from(index)).or_default() += 1;
        }
        let mut counts = painted.merge_edges();
        counts.sort_unstable();
        assert!(counts.into_iter().eq(expected));
    }
}
