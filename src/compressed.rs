//! What a file's first bytes say about its compression, and readers that stream it.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// One or more gzip members.
    Gzip,
    /// One or more zstd frames.
    Zstd,
}

impl Compression {
    /// Recognises a file by its first four bytes.
    pub fn of(start: &[u8]) -> Compression {
        match start {
            [0x1f, 0x8b, ..] => Compression::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
            _ => Compression::None,
        }
    }

    /// The content of `file`. Files of several gzip members or zstd frames are read to their end.
    pub fn reader<R: Read>(self, file: R) -> Content<R> {
        match self {
            Compression::None => Content::Plain(file),
            Compression::Gzip => Content::Gzip(Box::new(MultiGzDecoder::new(file))),
            Compression::Zstd => Content::Zstd(Box::new(ZstdFrames {
                file: BufReader::with_capacity(64 << 10, file),
                decoder: FrameDecoder::new(),
                within: false,
            })),
        }
    }
}

/// The content of a file, decompressed as it is read.
pub enum Content<R: Read> {
    /// As it is.
    Plain(R),
    /// Unpacked from gzip.
    Gzip(Box<MultiGzDecoder<R>>),
    /// Unpacked from zstd.
    Zstd(Box<ZstdFrames<R>>),
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Content::Plain(file) => file.read(room),
            Content::Gzip(member) => member.read(room),
            Content::Zstd(frames) => frames.read(room),
        }
    }
}

/// A sequence of zstd frames as one stream.
pub struct ZstdFrames<R> {
    file: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether a frame has begun and not ended.
    within: bool,
}

impl<R: Read> ZstdFrames<R> {
    /// Begins the next frame; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.file.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.file) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.file).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for ZstdFrames<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.within {
                if !self.begin()? {
                    return Ok(0);
                }
                self.within = true;
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(room);
            }
            if self.decoder.is_finished() {
                self.within = false;
                continue;
            }
            self.decoder
                .decode_blocks(&mut self.file, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(io::Error::other)?;
        }
    }
}
