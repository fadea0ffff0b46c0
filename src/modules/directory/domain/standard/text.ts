import type { FieldIssue, FieldResult } from './types.ts';

const SHOWN = 300;

/** A long value cut for the report; the whole row stays in the source record. */
function shown(raw: string): string {
  return raw.length <= SHOWN ? raw : `${raw.slice(0, SHOWN).toWellFormed()}…`;
}

/** A remark that keeps the row: the value was dropped, repaired or kept as it is. */
export function warn(
  field: string,
  code: string,
  message_fr: string,
  raw: string,
  stored: string | null,
): FieldIssue {
  return {
    field,
    code,
    severity: 'warn',
    message_fr,
    raw: shown(raw),
    stored: stored === null ? null : shown(stored),
  };
}

/** A defect that no place can live with. */
export function rejection(field: string, code: string, message_fr: string, raw: string): FieldIssue {
  return { field, code, severity: 'rejected', message_fr, raw: shown(raw), stored: null };
}

/** A value between French quotation marks, for messages. */
export function quoted(text: string): string {
  const short = text.length <= 60 ? text : `${text.slice(0, 60).toWellFormed()}…`;
  return `«\u00a0${short}\u00a0»`;
}

// Invisible characters: controls (line breaks and tabs apart), zero width, direction marks, soft hyphen.
const INVISIBLE = /(?![\n\r\t])[\p{Cc}\p{Cf}]/gu;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

// What nearly every cell is made of: nothing to remove, nothing to compose.
const PLAIN = /^[\n\r\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e\u20ac]*$/;

function visible(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.replace(LONE_SURROGATE, '').replace(INVISIBLE, '').normalize('NFC');
}

/** One line: invisible characters gone, every run of spaces or line breaks made one space, ends trimmed. */
export function cleanLine(raw: string): string {
  const text = visible(raw);
  return /[^\S ]| {2}|^ | $/u.test(text) ? text.replace(/\s+/gu, ' ').trim() : text;
}

/** Several lines: same cleaning, line breaks kept (`\n`), at most one empty line in a row. */
export function cleanLines(raw: string): string {
  return visible(raw.replace(/\r\n?|[\u2028\u2029]/g, '\n'))
    .replace(/[^\S\n\u00a0\u202f]+/gu, ' ')
    .replace(/[\s]*\n[^\S\n]*/gu, breaks => (breaks.split('\n').length > 2 ? '\n\n' : '\n'))
    .trim();
}

/** A cell without the quote that spreadsheet downloads put before `=`, `+`, `-`, `@` (`'+33…`). */
export function withoutSpreadsheetGuard(raw: string): string {
  return /^'[=+\-@\t]/.test(raw) ? raw.slice(1) : raw;
}

/** Cut at the last space at or before `limit` characters; a single long word is cut hard. */
export function cutAtSpace(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const space = text.slice(0, limit + 1).search(/\s\S*$/u);
  const cut = space > 0 ? text.slice(0, space) : text.slice(0, limit);
  return cut.replace(/[\ud800-\udbff]$/, '').trimEnd();
}

const TAG = /<\/?[a-z!][^>]*>?/i;
// UTF-8 read as Windows-1252 (« mÃ©diathÃ¨que »), or characters already lost by the sender.
const BROKEN = /Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0«»°]|\ufffd/;

/** Remarks any text deserves: HTML (never interpreted), letters lost by a wrong encoding. */
export function remarksOnText(field: string, text: string): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (TAG.test(text)) {
    issues.push(
      warn(
        field,
        'balises_html',
        'Ce texte contient des balises HTML. Elles sont montrées comme du texte.',
        text,
        text,
      ),
    );
  }
  if (BROKEN.test(text)) {
    issues.push(
      warn(
        field,
        'lettres_abimees',
        'Des lettres accentuées de ce texte sont abîmées. Enregistrez le fichier en UTF-8 et relisez-le.',
        text,
        text,
      ),
    );
  }
  return issues;
}

/**
 * A free text of one line: cleaned, cut at `limit` characters with a remark, null when empty.
 * Text in, text out: nothing is escaped here, pages do it.
 */
export function readLine(field: string, raw: string | undefined, limit: number): FieldResult<string | null> {
  const text = cleanLine(raw ?? '');
  if (text === '') return { value: null, issues: [] };
  const issues = remarksOnText(field, text);
  if (text.length <= limit) return { value: text, issues };
  const value = cutAtSpace(text, limit);
  issues.push(
    warn(
      field,
      'texte_trop_long',
      `Ce texte compte ${text.length} caractères. Il est coupé à ${limit}.`,
      text,
      value,
    ),
  );
  return { value, issues };
}
