/** An object longer than this (characters) is refused alone. */
const LONGEST_OBJECT = 500_000;

/** One element of a JSON array. `text` is null when it was too long to be read. */
export interface JsonElement {
  line: number;
  text: string | null;
  /** Not an element: the text ended before the array did, and this, maybe nothing, is what was begun. */
  isCut?: true;
}

/**
 * Splits a JSON array that arrives in pieces into the texts of its elements; holds one element at most.
 * `isArray()` tells, once something came, whether the text starts as an array.
 */
export class JsonSplitter {
  private started: boolean | null = null;
  private closed = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private startLine = 1;
  private element = '';
  private tooLong = false;

  isArray(): boolean {
    return this.started === true;
  }

  /** Elements completed by this piece of text. */
  push(text: string): JsonElement[] {
    const found: JsonElement[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? '';
      if (char === '\n') this.line++;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (char === '\\') this.escaped = true;
        else if (char === '"') this.inString = false;
        continue;
      }
      if (char === '"') {
        this.inString = true;
        if (this.depth === 1 && this.element === '' && from <= at) this.begin(text, from, at);
        continue;
      }
      if (this.started === null) {
        if (/\s|\ufeff/.test(char)) {
          from = at + 1;
          continue;
        }
        this.started = char === '[';
        this.depth = 1;
        this.startLine = this.line;
        from = at + 1;
        continue;
      }
      if (char === '{' || char === '[') {
        if (this.depth === 1) this.begin(text, from, at);
        this.depth++;
      } else if (char === '}' || char === ']') {
        this.depth--;
        if (this.depth === 0) {
          this.take(text.slice(from, at), found);
          from = at + 1;
          this.closed = true;
        }
      } else if (char === ',' && this.depth === 1) {
        this.take(text.slice(from, at), found);
        from = at + 1;
      }
    }
    this.keep(text.slice(from));
    return found;
  }

  /** What was left when the array was never closed: the last element if it is whole, and the cut. */
  end(): JsonElement[] {
    const found: JsonElement[] = [];
    if (this.started !== true || this.closed) return found;
    if (this.depth === 1 && !this.inString) this.take('', found);
    found.push({ line: this.startLine, text: this.element, isCut: true });
    return found;
  }

  private begin(text: string, from: number, at: number) {
    if (text.slice(from, at).trim() === '' && this.element.trim() === '') this.startLine = this.line;
  }

  private keep(piece: string) {
    if (this.tooLong || this.started !== true || this.closed) return;
    this.element += piece;
    if (this.element.length > LONGEST_OBJECT) {
      this.tooLong = true;
      this.element = '';
    }
  }

  private take(piece: string, found: JsonElement[]) {
    this.keep(piece);
    const text = this.element.trim();
    if (this.tooLong) found.push({ line: this.startLine, text: null });
    else if (text !== '') found.push({ line: this.startLine, text });
    this.element = '';
    this.tooLong = false;
    this.startLine = this.line;
  }
}

/**
 * The cells of a JSON element: texts as they are, numbers and booleans written, lists joined by `|`.
 * Null when it is not an object.
 */
export function cellsOfElement(text: string): Record<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const cells: Record<string, string> = {};
  for (const [key, content] of Object.entries(value)) {
    if (Array.isArray(content)) cells[key] = content.map(asCell).join('|');
    else cells[key] = asCell(content);
  }
  return cells;
}

function asCell(content: unknown): string {
  if (content === null || content === undefined) return '';
  return typeof content === 'object' ? JSON.stringify(content) : String(content);
}
