/** One cell of CSV (RFC 4180): quoted only when it must be. `guarded`: see toCsvLine. */
function csvCell(text: string, guarded: boolean): string {
  const safe = guarded && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * One line of CSV, `\n` included. `forSpreadsheet` puts a quote before cells that a spreadsheet would run
 * as a formula (`= + - @` or tab); never in the standard file, where phones begin with `+`.
 */
export function toCsvLine(cells: readonly string[], forSpreadsheet = false): string {
  return `${cells.map(cell => csvCell(cell, forSpreadsheet)).join(',')}\n`;
}
