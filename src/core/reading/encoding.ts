export type Encoding = 'utf-8' | 'windows-1252';

/**
 * Decides the encoding of a file while its bytes pass: UTF-8, or Windows-1252 on bytes UTF-8 cannot hold.
 * A few broken bytes among many good sequences stay UTF-8, so that one bad row does not spoil the others.
 */
export class EncodingGuess {
  private good = 0;
  private bad = 0;
  private expected = 0;
  private low = 0x80;
  private high = 0xbf;

  push(bytes: Uint8Array) {
    for (const byte of bytes) {
      if (this.expected > 0) {
        if (byte >= this.low && byte <= this.high) {
          this.expected--;
          this.low = 0x80;
          this.high = 0xbf;
          if (this.expected === 0) this.good++;
          continue;
        }
        this.bad++;
        this.expected = 0;
      }
      if (byte >= 0x80) this.lead(byte);
    }
  }

  /** First byte of a sequence, with the bounds of its second byte (no overlong form, no surrogate). */
  private lead(byte: number) {
    this.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) this.expected = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.expected = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.expected = 3;
    else this.bad++;
  }

  answer(): Encoding {
    const bad = this.bad + (this.expected > 0 ? 1 : 0);
    return bad === 0 || this.good > 20 * bad ? 'utf-8' : 'windows-1252';
  }
}
