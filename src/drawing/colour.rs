//! Opaque colours: hexadecimal notation, contrast, mixing.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use libm::{cbrt, pow};

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour in OKLab (Ottosson 2020): lightness, green to red, blue to yellow. Mixing there looks
/// even.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OkLab {
    /// Lightness, 0 to 1.
    pub l: f64,
    /// Green (negative) to red.
    pub a: f64,
    /// Blue (negative) to yellow.
    pub b: f64,
}

impl Rgb {
    /// White.
    pub const WHITE: Rgb = Rgb(255, 255, 255);
    /// Black.
    pub const BLACK: Rgb = Rgb(0, 0, 0);

    /// The colour `0xrrggbb`.
    pub const fn hex(code: u32) -> Rgb {
        Rgb((code >> 16) as u8, (code >> 8) as u8, code as u8)
    }

    /// Relative luminance as WCAG 2 defines it: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio as WCAG 2 defines it: 1 for the same colour, 21 for black and white.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour in OKLab.
    pub fn to_oklab(self) -> OkLab {
        let (r, g, b) = (linear(self.0), linear(self.1), linear(self.2));
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        OkLab {
            l: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        }
    }
}

impl OkLab {
    /// The colour at `part` (0 to 1) of the way to `other`.
    pub fn towards(self, other: OkLab, part: f64) -> OkLab {
        let mix = |from: f64, to: f64| from + (to - from) * part;
        OkLab {
            l: mix(self.l, other.l),
            a: mix(self.a, other.a),
            b: mix(self.b, other.b),
        }
    }

    /// The nearest sRGB colour, each channel cut to its range.
    pub fn to_rgb(self) -> Rgb {
        let cube = |x: f64| x * x * x;
        let l = cube(self.l + 0.3963377774 * self.a + 0.2158037573 * self.b);
        let m = cube(self.l - 0.1055613458 * self.a - 0.0638541728 * self.b);
        let s = cube(self.l - 0.0894841775 * self.a - 1.2914855480 * self.b);
        Rgb(
            encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
        )
    }
}

/// Linear light of an sRGB channel.
fn linear(channel: u8) -> f64 {
    static TABLE: LazyLock<[f64; 256]> = LazyLock::new(|| {
        std::array::from_fn(|channel| {
            let value = channel as f64 / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                pow((value + 0.055) / 1.055, 2.4)
            }
        })
    });
    TABLE[usize::from(channel)]
}

/// The sRGB channel of a linear light.
fn encoded(light: f64) -> u8 {
    let value = if light <= 0.0031308 {
        light * 12.92
    } else {
        1.055 * pow(light, 1.0 / 2.4) - 0.055
    };
    (value.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// `#rrggbb`.
impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// `#rgb`, `#rrggbb` (the `#` may be missing), `white` or `black`.
impl FromStr for Rgb {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "white" => return Ok(Rgb::WHITE),
            "black" => return Ok(Rgb::BLACK),
            _ => {}
        }
        let digits = text.strip_prefix('#').unwrap_or(text);
        let all_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        match (digits.len(), u32::from_str_radix(digits, 16)) {
            (6, Ok(code)) if all_hex => Ok(Rgb::hex(code)),
            (3, Ok(code)) if all_hex => {
                let channel = |shift: u32| ((code >> shift) & 0xf) as u8 * 0x11;
                Ok(Rgb(channel(8), channel(4), channel(0)))
            }
            _ => Err("a colour is written as #rrggbb or #rgb".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation() {
        assert_eq!("#1a2b3c".parse(), Ok(Rgb(0x1a, 0x2b, 0x3c)));
        assert_eq!("fa0".parse(), Ok(Rgb(0xff, 0xaa, 0)));
        assert_eq!("White".parse(), Ok(Rgb::WHITE));
        assert_eq!(Rgb(1, 2, 255).to_string(), "#0102ff");
        for wrong in ["", "#", "#12345", "#+12345", "red", "#1234567", "#äöü"] {
            assert!(wrong.parse::<Rgb>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn contrast_and_oklab() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        for colour in [
            Rgb::hex(0x9e1b1b),
            Rgb::hex(0x2fa35a),
            Rgb::WHITE,
            Rgb::BLACK,
        ] {
            assert_eq!(colour.to_oklab().to_rgb(), colour);
        }
    }
}
