import type { SourceFiles } from '../sourceFiles';

/** Rust: how packets look on the radio. */
export const codec: SourceFiles = {
  'codec/src/varint.rs': `/// Writes a number in as few bytes as it needs, seven bits to a byte.
pub fn write_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub fn read_varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, index + 1));
        }
    }
    None
}

pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}
`,
  'codec/src/delta.rs': `use crate::varint::{read_varint, write_varint, zigzag};

/// Stores how fast a series of times changes instead of the times, since clocks tick evenly.
pub fn encode_times(times: &[i64]) -> Vec<u8> {
    let mut out = Vec::with_capacity(times.len() + 8);
    let mut previous = 0i64;
    let mut step = 0i64;
    for &time in times {
        let delta = time - previous;
        write_varint(zigzag(delta - step), &mut out);
        step = delta;
        previous = time;
    }
    out
}

pub fn decode_times(mut bytes: &[u8]) -> Option<Vec<i64>> {
    let mut times = Vec::new();
    let (mut previous, mut step) = (0i64, 0i64);
    while !bytes.is_empty() {
        let (raw, used) = read_varint(bytes)?;
        bytes = &bytes[used..];
        step += ((raw >> 1) as i64) ^ -((raw & 1) as i64);
        previous += step;
        times.push(previous);
    }
    Some(times)
}
`,
  'codec/src/checksum.rs': `const POLYNOMIAL: u16 = 0x1021;

/// Sixteen bits that tell whether a packet was damaged on its way over the radio.
pub fn crc16(bytes: &[u8]) -> u16 {
    let mut crc = 0xffffu16;
    for &byte in bytes {
        crc ^= u16::from(byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 != 0 { (crc << 1) ^ POLYNOMIAL } else { crc << 1 };
        }
    }
    crc
}
`,
  'codec/src/frame.rs': `use crate::checksum::crc16;

const FLAG: u8 = 0x7e;
const ESCAPE: u8 = 0x7d;

#[derive(Debug, PartialEq)]
pub enum FrameError {
    TooShort,
    Corrupt,
}

/// Marks where a packet begins and ends, and disguises bytes inside it that look like such a mark.
pub fn wrap(payload: &[u8]) -> Vec<u8> {
    let mut out = vec![FLAG];
    let sum = crc16(payload).to_be_bytes();
    for &byte in payload.iter().chain(sum.iter()) {
        if byte == FLAG || byte == ESCAPE {
            out.push(ESCAPE);
            out.push(byte ^ 0x20);
        } else {
            out.push(byte);
        }
    }
    out.push(FLAG);
    out
}

pub fn unwrap(frame: &[u8]) -> Result<Vec<u8>, FrameError> {
    let inner = frame.strip_prefix(&[FLAG]).and_then(|rest| rest.strip_suffix(&[FLAG])).ok_or(FrameError::TooShort)?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut escaped = false;
    for &byte in inner {
        if byte == ESCAPE && !escaped {
            escaped = true;
            continue;
        }
        bytes.push(if escaped { byte ^ 0x20 } else { byte });
        escaped = false;
    }
    if bytes.len() < 2 {
        return Err(FrameError::TooShort);
    }
    let sum = bytes.split_off(bytes.len() - 2);
    if crc16(&bytes).to_be_bytes() != sum[..] {
        return Err(FrameError::Corrupt);
    }
    Ok(bytes)
}
`,
  'codec/src/bits.rs': `pub struct BitWriter {
    bytes: Vec<u8>,
    used: u8,
}

impl BitWriter {
    pub fn new() -> Self {
        Self { bytes: Vec::new(), used: 8 }
    }

    pub fn push(&mut self, value: u32, width: u8) {
        for shift in (0..width).rev() {
            if self.used == 8 {
                self.bytes.push(0);
                self.used = 0;
            }
            let bit = ((value >> shift) & 1) as u8;
            if let Some(last) = self.bytes.last_mut() {
                *last |= bit << (7 - self.used);
            }
            self.used += 1;
        }
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}
`,
  'codec/src/lib.rs': `pub mod bits;
pub mod checksum;
pub mod delta;
pub mod frame;
pub mod varint;

pub const PROTOCOL_VERSION: u8 = 4;
`,
  'codec/tests/round_trip.rs': `use codec::delta::{decode_times, encode_times};
use codec::frame::{unwrap, wrap, FrameError};

#[test]
fn times_come_back_as_they_were() {
    let times = vec![1_700_000_000, 1_700_000_010, 1_700_000_020, 1_700_000_031];
    assert_eq!(decode_times(&encode_times(&times)), Some(times));
}

#[test]
fn a_damaged_packet_is_refused() {
    let mut frame = wrap(b"hello");
    frame[2] ^= 1;
    assert_eq!(unwrap(&frame), Err(FrameError::Corrupt));
}
`,
};
