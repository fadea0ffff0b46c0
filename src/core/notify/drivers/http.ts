import type { SmsSettings } from '../settings.ts';
import type { Driver, Outcome, Sms } from './driver.ts';

/** Failures of a connection that was never made: nothing left. */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Sends text messages to the gateway of the settings; `patience` in milliseconds. */
export function httpDriver(settings: SmsSettings, patience = 15_000): Driver<Sms> {
  return {
    idempotent: settings.idempotent,
    leaves: true,
    async send(sms) {
      const values = { to: sms.to, text: sms.text, ref: sms.id, sender: settings.sender };
      try {
        const response = await fetch(filled(settings.url, values, encodeURIComponent), {
          method: settings.method,
          headers: headersOf(settings, values),
          ...(settings.method === 'GET' ? {} : { body: filled(settings.body, values, escapeFor(settings)) }),
          redirect: 'error',
          signal: AbortSignal.timeout(patience),
        });
        return await outcomeOf(response, settings, sms.id);
      } catch (error) {
        const code = ((error as Error).cause as { code?: string } | undefined)?.code ?? '';
        return neverLeft.has(code) ? notNow : { kind: 'unknown' };
      }
    },
  };
}

const notNow: Outcome = { kind: 'refused', permanent: false, detail: 'unreachable' };

/** Busy, or our own settings at fault: the message is sound and will be tried again. */
const passing = new Set([401, 402, 403, 404, 405, 425, 429, 503]);

async function outcomeOf(response: Response, settings: SmsSettings, id: string): Promise<Outcome> {
  const { status } = response;
  if (response.ok) {
    const answer: unknown = await response.json().catch(() => null);
    return { kind: 'accepted', providerRef: textAt(answer, settings.refPath) ?? id };
  }
  await response.body?.cancel();
  if (passing.has(status)) return notNow;
  // 408, 500, 502, 504: the gateway, or what stands before it, does not say what became of the message.
  if (status >= 500 || status === 408) return { kind: 'unknown' };
  return { kind: 'refused', permanent: true, detail: 'address_refused' };
}

function headersOf({ headers }: SmsSettings, values: Record<string, string> = {}): Headers {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers))
    sent.set(
      name,
      filled(value, values, text => text),
    );
  if (!sent.has('Content-Type')) sent.set('Content-Type', 'application/json');
  return sent;
}

function escapeFor(settings: SmsSettings): (value: string) => string {
  const type = headersOf(settings).get('Content-Type')!;
  if (type.includes('json')) return value => JSON.stringify(value).slice(1, -1);
  if (type.includes('urlencoded')) return encodeURIComponent;
  return value => value;
}

function filled(pattern: string, values: Record<string, string>, written: (value: string) => string): string {
  return pattern.replaceAll(/\{(to|text|ref|sender)\}/g, (_, name: string) => written(values[name] ?? ''));
}

/** What a JSON answer holds at `data.messages.0.id`, as text; null when there is nothing of the sort. */
export function textAt(answer: unknown, path: string): string | null {
  let at: unknown = answer;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Record<string, unknown>)[name];
  }
  return typeof at === 'string' || typeof at === 'number' ? String(at) : null;
}
