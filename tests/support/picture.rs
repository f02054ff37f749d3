//! Pictures as pixels, and how two of them differ.

/// RGBA pixels, not premultiplied.
#[derive(Clone)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

/// How two pictures differ.
pub struct Difference {
    pub words: String,
    /// Pixels with a channel off by more than what was allowed.
    pub pixels: usize,
    pub same_size: bool,
    /// Expected, actual, and where they differ.
    pub side_by_side: Picture,
}

impl Picture {
    pub fn decode(bytes: &[u8]) -> Picture {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut buffer).unwrap();
        buffer.truncate(info.buffer_size());
        let pixels = match info.color_type {
            png::ColorType::Rgba => buffer,
            png::ColorType::Rgb => buffer
                .chunks_exact(3)
                .flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255])
                .collect(),
            other => panic!("{other:?} is not written by evalboard"),
        };
        Picture {
            width: info.width,
            height: info.height,
            pixels,
        }
    }

    /// What resvg paints of an SVG, at `scale` pixels a unit.
    pub fn of_svg(svg: &str, scale: f32) -> Picture {
        Picture::painted(svg, scale, 1)
    }

    /// The same, painted at twice the size, and the mean of each four pixels: resvg paints a
    /// pattern once, on whole pixels, and copies it. Of a picture without transparency.
    pub fn of_svg_averaged(svg: &str, scale: f32) -> Picture {
        Picture::painted(svg, scale, 2).halved()
    }

    fn painted(svg: &str, scale: f32, times: u32) -> Picture {
        use resvg::tiny_skia::{Pixmap, Transform};
        use resvg::usvg::{Options, Tree};
        let tree = Tree::from_str(svg, &Options::default()).unwrap();
        let pixels = |length: f32| (length * scale).round() as u32 * times;
        let scale = scale * times as f32;
        let (width, height) = (pixels(tree.size().width()), pixels(tree.size().height()));
        let mut pixmap = Pixmap::new(width, height).unwrap();
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut pixmap.as_mut(),
        );
        let straight = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        };
        Picture {
            width,
            height,
            pixels: pixmap.pixels().iter().flat_map(straight).collect(),
        }
    }

    fn halved(&self) -> Picture {
        let (width, height) = (self.width / 2, self.height / 2);
        let mean = |x: u32, y: u32| {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(i, j)| self.at(2 * x + i, 2 * y + j));
            let of = |channel: usize| {
                four.iter()
                    .map(|pixel| u32::from(pixel[channel]))
                    .sum::<u32>()
            };
            [0, 1, 2, 3].map(|channel| (of(channel) / 4) as u8)
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Picture {
            width,
            height,
            pixels: places.flat_map(|(x, y)| mean(x, y)).collect(),
        }
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&self.pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// The pixel at a place; transparent outside.
    fn at(&self, x: u32, y: u32) -> [u8; 4] {
        if x >= self.width || y >= self.height {
            return [0; 4];
        }
        let start = (y as usize * self.width as usize + x as usize) * 4;
        self.pixels[start..start + 4].try_into().unwrap()
    }
}

/// How `actual` differs from `expected`, channels off by at most `allowed` left aside; `None` if it
/// does not.
pub fn difference(expected: &Picture, actual: &Picture, allowed: u8) -> Option<Difference> {
    let width = expected.width.max(actual.width);
    let height = expected.height.max(actual.height);
    let mut pixels = 0;
    let mut shown = Vec::with_capacity(width as usize * 3 * height as usize * 4);
    for y in 0..height {
        let off = |x| {
            let pairs = expected.at(x, y).into_iter().zip(actual.at(x, y));
            pairs.map(|(a, b)| a.abs_diff(b)).max() > Some(allowed)
        };
        (0..width).for_each(|x| shown.extend(expected.at(x, y)));
        (0..width).for_each(|x| shown.extend(actual.at(x, y)));
        for x in 0..width {
            pixels += usize::from(off(x));
            shown.extend(if off(x) { [255, 0, 0, 255] } else { [255; 4] });
        }
    }
    let same_size = (expected.width, expected.height) == (actual.width, actual.height);
    if same_size && pixels == 0 {
        return None;
    }
    let words = if same_size {
        format!("{pixels} pixels differ")
    } else {
        format!(
            "{} x {} expected, {} x {} drawn",
            expected.width, expected.height, actual.width, actual.height
        )
    };
    Some(Difference {
        words,
        pixels,
        same_size,
        side_by_side: Picture {
            width: width * 3,
            height,
            pixels: shown,
        },
    })
}
