/** Words and signs of an opening-hours string. */
export interface Token {
  kind: 'time' | 'number' | 'word' | 'comment' | '24/7' | ',' | ';' | '-' | '[' | ']' | '/' | '+' | ':';
  text: string;
}

const TOKEN = /\s*(?:(24\s*\/\s*7(?![\d:]))|(\d{1,2}:\d{2}(?!\d))|(\d+)|([a-z]+)|"([^"]*)"|([,;\-[\]/+:]))/iy;

/** Cuts a string into tokens; null when a sign has no meaning here. Comments keep their case. */
export function tokenize(raw: string): Token[] | null {
  // Dashes and spaces of word processors; a comment keeps its own.
  const text = raw.replace(/"[^"]*"|[\u2010-\u2015\u2212]|[\u00A0\u2007\u202F\u2009]/g, found =>
    found.startsWith('"') ? found : /\s/u.test(found) ? ' ' : '-',
  );
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let position = 0;
  while (position < text.trimEnd().length) {
    TOKEN.lastIndex = position;
    const found = TOKEN.exec(text);
    if (!found) return null;
    position = TOKEN.lastIndex;
    const [, always, time, number, word, comment, sign] = found;
    if (always !== undefined) tokens.push({ kind: '24/7', text: always });
    else if (time !== undefined) tokens.push({ kind: 'time', text: time });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
    else if (comment !== undefined) tokens.push({ kind: 'comment', text: comment.trim() });
    else tokens.push({ kind: sign as Token['kind'], text: sign! });
  }
  return tokens;
}

/** Walks through tokens, one step at a time. */
export class Reader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  done(): boolean {
    return this.position >= this.tokens.length;
  }

  peekKind(ahead = 0): Token['kind'] | null {
    return this.tokens[this.position + ahead]?.kind ?? null;
  }

  peekWord(ahead = 0): string | null {
    const token = this.tokens[this.position + ahead];
    return token?.kind === 'word' ? token.text : null;
  }

  peekNumber(ahead = 0): number | null {
    const token = this.tokens[this.position + ahead];
    return token?.kind === 'number' ? Number(token.text) : null;
  }

  next(): void {
    this.position += 1;
  }

  /** Steps over the sign if it comes next. */
  skip(kind: Token['kind']): boolean {
    if (this.peekKind() !== kind) return false;
    this.next();
    return true;
  }

  /** Text of the next token if it is of this kind. An empty comment says nothing. */
  take(kind: Token['kind']): string | null {
    const token = this.tokens[this.position];
    if (token?.kind !== kind) return null;
    this.next();
    return token.text === '' ? null : token.text;
  }

  takeNumber(): number | null {
    const text = this.take('number');
    return text === null ? null : Number(text);
  }
}
