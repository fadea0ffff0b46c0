import { expect } from 'vitest';
import { newId } from '../../src/core/identifier.ts';
import { ask } from '../crawl.ts';
import { command, type Running } from '../running.ts';

/** The page of some place of the real Landes. */
export async function somePlace({ url }: Running): Promise<string> {
  const list = (await ask(`${url}/lieux?commune=40088`)).body.toString();
  const found = /<h3[^>]*>\s*<a[^>]*href="(\/lieux\/[^"?]+)"/.exec(list);
  expect(found, list).not.toBeNull();
  return found![1]!;
}

interface Sent {
  status: number;
  /** Number given to the person; null when the report is not acknowledged. */
  reference: string | null;
  page: string;
}

/** Sends the form « signaler » of a place, opened `openedAt`, as a browser does. */
export async function sendReport(
  { url }: Running,
  place: string,
  { openedAt = new Date(Date.now() - 60_000), details = 'La porte est rue des Écoles.' } = {},
): Promise<Sent> {
  const answer = await fetch(`${url}${place}/signaler`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url },
    body: new URLSearchParams({
      cle: newId(openedAt),
      ouvert: String(openedAt.getTime()),
      faux: 'other',
      details,
    }),
  });
  const reference = /ref=([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(answer.headers.get('Location') ?? '')?.[1] ?? null;
  return { status: answer.status, reference, page: await answer.text() };
}

/** Numbers of the reports that the command line shows. */
export async function knownReports(data: string): Promise<string[]> {
  const ran = await command(['directory', 'reports', '--json', '--data', data]).done;
  expect(ran.code, ran.err).toBe(0);
  return ran.out.match(/[A-Z0-9]{4}-[A-Z0-9]{4}(?=")/g) ?? [];
}
