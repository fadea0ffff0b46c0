import type { Body } from './answer.ts';

/** An answer for everybody, as it was made: its headers before compression, and its body. */
export interface KeptAnswer {
  version: string;
  headers: [string, string][];
  body: Body;
}

/** Most answers kept at once, some 30 kB each: beyond, the one asked the longest ago leaves. */
const most = 500;

/** A longer address is nobody’s but its sender’s, and makes a longer page. In characters, reader included. */
const longestKey = 500;

/** Public answers of the present minute, by address and reader: what many ask at once is drawn and compressed once. */
export class KeptAnswers {
  private minute = Number.NaN;
  private readonly answers = new Map<string, KeptAnswer>();

  /** The answer of this address made this minute from the same data. */
  find(key: string, version: string, now: Date): KeptAnswer | undefined {
    const answers = this.ofMinute(now);
    const answer = answers.get(key);
    if (answer?.version !== version) return undefined;
    answers.delete(key);
    answers.set(key, answer);
    return answer;
  }

  /** Keeps an answer made just now, when it is the same for everybody. */
  keep(key: string, version: string, now: Date, { status, headers }: Response, body: Body): void {
    const isPublic = headers.get('Cache-Control')?.startsWith('public') && !headers.has('Set-Cookie');
    if (status !== 200 || !isPublic || key.length > longestKey) return;
    const answers = this.ofMinute(now);
    const [oldest] = answers.keys();
    if (answers.size >= most && oldest !== undefined) answers.delete(oldest);
    answers.set(key, { version, headers: [...headers], body });
  }

  private ofMinute(now: Date): Map<string, KeptAnswer> {
    const minute = Math.floor(now.getTime() / 60_000);
    if (minute !== this.minute) this.answers.clear();
    this.minute = minute;
    return this.answers;
  }
}
