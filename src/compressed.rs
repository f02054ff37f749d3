//! What a file's first bytes say about its compression, and readers that stream it.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::errors::ReadFrameHeaderError::SkipFrame;
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

    /// The content of `file`, decompressed as it is read. Files of several gzip members or zstd
    /// frames are read to their end.
    pub fn reader<'a, R: Read + 'a>(self, file: R) -> Box<dyn Read + 'a> {
        match self {
            Compression::None => Box::new(file),
            Compression::Gzip => Box::new(SmallReads(MultiGzDecoder::new(file))),
            Compression::Zstd => Box::new(ZstdFrames {
                file: BufReader::with_capacity(64 << 10, file),
                decoder: FrameDecoder::new(),
                within: false,
                damage: None,
            }),
        }
    }
}

/// Gives out few bytes a call: what a call unpacks before it meets damage is lost with the call.
struct SmallReads<R>(R);

impl<R: Read> Read for SmallReads<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let end = room.len().min(16 << 10);
        self.0.read(&mut room[..end])
    }
}

/// A sequence of zstd frames as one stream.
struct ZstdFrames<R> {
    file: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether a frame has begun and not ended.
    within: bool,
    /// What ends the stream once all that was unpacked before it is read.
    damage: Option<io::Error>,
}

impl<R: Read> ZstdFrames<R> {
    /// Begins the next frame; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.file.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.file) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.file).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(_) => return Err(self.broken()),
            }
        }
        Ok(false)
    }

    /// Decodes the next block. Where it is damaged, the frame ends before it, so that the decoder
    /// gives out the window that it keeps for later blocks.
    fn decode_block(&mut self) -> io::Result<()> {
        let one = BlockDecodingStrategy::UptoBlocks(1);
        if self.decoder.decode_blocks(&mut self.file, one).is_ok() {
            return Ok(());
        }
        let damage = self.broken();
        // An empty last block, and room for a checksum.
        let end_of_frame: &[u8] = &[1, 0, 0, 0, 0, 0, 0];
        self.decoder
            .decode_blocks(end_of_frame, BlockDecodingStrategy::All)
            .map_err(io::Error::other)?;
        self.damage = Some(damage);
        Ok(())
    }

    /// What is wrong where the decoder cannot go on: its own words are about its insides.
    fn broken(&mut self) -> io::Error {
        let is_at_end = self.file.fill_buf().is_ok_and(<[u8]>::is_empty);
        io::Error::other(match is_at_end {
            true => "incomplete zstd stream",
            false => "corrupt zstd stream",
        })
    }

    /// The error of a frame whose content is not what its checksum says.
    fn check_frame(&self) -> io::Result<()> {
        match self.decoder.get_checksum_from_data() {
            Some(told) if self.decoder.get_calculated_checksum() != Some(told) => {
                Err(io::Error::other("the checksum does not match the content"))
            }
            _ => Ok(()),
        }
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
            if let Some(damage) = self.damage.take() {
                return Err(damage);
            }
            if self.decoder.is_finished() {
                self.check_frame()?;
                self.within = false;
                continue;
            }
            self.decode_block()?;
        }
    }
}

#[cfg(test)]
mod tests;
