/** One line of the server's log: codes, counts and places only. What people typed or are called never goes there. */
export function log(fields: Readonly<Record<string, string | number | boolean>>): void {
  console.error(JSON.stringify(fields));
}

/**
 * Where an error comes from: its kind, its code, its frames. PostgreSQL, mail servers and parsers quote in their
 * sentences what they were given, which may be anybody's name: the sentences of errors with a code are left out.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const quotes = code !== undefined || /^(SyntaxError|URIError|ZodError)$/.test(error.name);
  const head = [error.name, code, constraint, quotes ? '' : error.message].filter(Boolean).join(' ');
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`caused by ${traceOf(error.cause)}`];
  return [head, ...frames, ...cause].join('\n');
}
