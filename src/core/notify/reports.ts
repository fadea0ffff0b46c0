import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../access.ts';
import { readAs } from '../acting-as.ts';
import type { Ground } from '../ground.ts';
import { textAt } from './drivers/http.ts';
import { recordReport } from './recording.ts';
import { messageOfProvider } from './store.ts';

/** Where the gateway of text messages tells what became of them. */
export const reportsPath = '/api/messages/rapports-sms';

const actor: Actor = { kind: 'job', ref: 'core:read-reports' };

/** `unknown`: no such message, or a status nobody told us about; the gateway need not send it again. */
export type ReportAnswer = 'off' | 'forged' | 'unreadable' | 'unknown' | 'noted';

/** Reads one delivery report of the gateway, sealed with the key of the settings. */
export async function receiveReport(ground: Ground, body: string, headers: Headers): Promise<ReportAnswer> {
  const settings = ground.config.sms?.reports;
  if (!settings) return 'off';
  if (!isSealed(body, headers.get(settings.header), settings.secret)) return 'forged';
  const said = jsonOf(body);
  const ref = textAt(said, settings.refPath);
  const status = textAt(said, settings.statusPath);
  if (ref === null || status === null) return 'unreadable';
  const delivered = settings.delivered.includes(status);
  if (!delivered && !settings.failed.includes(status)) return 'unknown';
  const message = await readAs(ground.database, actor, transaction =>
    messageOfProvider(transaction, 'sms', ref),
  );
  if (!message) return 'unknown';
  const report = delivered ? { delivered } : ({ delivered, detail: 'refused' } as const);
  return (await recordReport(ground, actor, message, report)) ? 'noted' : 'unknown';
}

function isSealed(body: string, given: string | null, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const seal = Buffer.from((given ?? '').replace(/^sha256=/i, ''), 'hex');
  return seal.length === expected.length && timingSafeEqual(seal, expected);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
