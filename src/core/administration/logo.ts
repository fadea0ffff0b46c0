/** A picture as its own bytes say it is: never as its name or its sender says. */
export interface Logo {
  type: 'png' | 'webp';
  width: number;
  height: number;
}

/** Largest logo, in bytes, and its smallest and largest sides in pixels. */
export const largestLogo = 200 * 1024;
const smallestSide = 16;
const largestSide = 4000;

/** Reads a PNG or a WebP; why it cannot be used otherwise. Drawings (SVG) may hold programs: they are refused. */
export function readLogo(bytes: Uint8Array): Logo | { fault: 'large' | 'type' | 'size' } {
  if (bytes.length > largestLogo) return { fault: 'large' };
  const read = pngSize(Buffer.from(bytes)) ?? webpSize(Buffer.from(bytes));
  if (!read) return { fault: 'type' };
  const fits = [read.width, read.height].every(side => side >= smallestSide && side <= largestSide);
  return fits ? read : { fault: 'size' };
}

/** PNG (ISO/IEC 15948): signature, then IHDR with width and height. */
function pngSize(bytes: Buffer): Logo | null {
  const signed = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  if (!signed || bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** WebP (RFC 9649): RIFF container, then VP8X, VP8L or VP8 with its size. */
function webpSize(bytes: Buffer): Logo | null {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.length < 32 || text(0, 4) !== 'RIFF' || text(8, 12) !== 'WEBP') return null;
  const kind = text(12, 16);
  if (kind === 'VP8X')
    return { type: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8L' && bytes[20] === 0x2f) {
    const packed = bytes.readUInt32LE(21);
    return { type: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  if (kind === 'VP8 ' && bytes.readUIntLE(23, 3) === 0x2a019d)
    return { type: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  return null;
}
