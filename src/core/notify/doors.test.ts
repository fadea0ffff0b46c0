import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { groundOf, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { Walker } from '../../../tests/walker.ts';
import { visitor } from '../access.ts';
import { actAs, asSystem } from '../acting-as.ts';
import { buildSite } from '../http/app.ts';
import { newId } from '../identifier.ts';
import { readBounce } from './bounces.ts';
import { fileDrivers } from './drivers/file.ts';
import { people } from './fixture.ts';
import { masked } from './masking.ts';
import { notify } from './notify.ts';
import { sendMessage } from './sending.ts';
import { smsSettings } from './settings.ts';
import { messageVerbs } from './verbs.ts';

const now = new Date('2026-11-24T10:00:00Z');
const secret = 'un secret de seize lettres';
const sms = smsSettings.parse({ url: 'http://127.0.0.1:9/', reports: { secret } });
let base: TestDatabase;
let folder: string;
let administrator: Someone;
let member: Someone;

beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-doors-'));
  const pilot = await openedOrganisation(base, now, 'Département', true);
  administrator = await someone(base, now, { in: { organisation: pilot, roles: ['administrateur'] } });
  member = await someone(base, now, { in: { organisation: pilot, roles: ['aidant'] } });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ground = (settings: Parameters<typeof groundOf>[2] = {}) =>
  groundOf(base, () => now, { folder, ...settings });
const siteOf = (at = ground()) => buildSite(at, () => ({ jobs: true }));

/** A message of this template, sent by file or accepted by a gateway under a reference. */
async function sentMessage(template: string, options: { publicUrl?: string } = {}) {
  const account = newId(now);
  people.set(account, {
    name: 'Marie',
    language: 'fr',
    email: `${account}@landes.example`,
    phone: '+33600000001',
    address: null,
    organisation: null,
  });
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, visitor);
    await notify(transaction, now, {
      template,
      to: { account },
      occurrence: newId(now),
      values: { name: 'Marie', code: '123456' },
      causedBy: visitor,
    });
  });
  const at = ground({ settings: options });
  for (const { id } of await rows(account)) await sendMessage(at, id, fileDrivers(join(folder, 'outbox')));
  return { account, messages: await rows(account) };
}

const rows = (account: string) =>
  base.db
    .transaction()
    .execute(transaction =>
      asSystem(transaction, 'test', () =>
        transaction
          .selectFrom('core.message')
          .selectAll()
          .where('recipient_account', '=', account)
          .orderBy('channel')
          .execute(),
      ),
    );

describe('the outbox page', () => {
  it('shows whole messages on a machine for trying, seen from itself; nothing that opens an account elsewhere', async () => {
    await sentMessage('trial.code');
    const url = 'http://localhost/pro/admin/boite-d-envoi';
    const local = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    const trying = await siteOf().request(url, { headers: administrator.headers }, local);
    expect(await trying.text()).toContain('Votre code Airial : 123456');
    const production = siteOf(ground({ settings: { environment: 'production' } }));
    for (const [site, from] of [
      [production, local],
      [siteOf(), { incoming: { socket: { remoteAddress: '192.0.2.1' } } }],
    ] as const) {
      const response = await site.request(url, { headers: administrator.headers }, from);
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(page).toContain('••••');
      expect(page).not.toContain('123456');
    }
  });

  it('is for administrators', async () => {
    const site = siteOf();
    const url = 'http://localhost/pro/admin/boite-d-envoi';
    expect((await site.request(url, { headers: member.headers })).status).toBe(403);
    expect((await site.request(url)).headers.get('Location')).toContain('/se-connecter');
  });

  it('masks addresses, codes and card numbers, and leaves words', () => {
    expect(masked('Ouvrez https://a.example/x?y=1 ou tapez 123 456, carte 7K3F-9QWE. Mardi à 9 h 30.')).toBe(
      'Ouvrez •••• ou tapez ••••, carte •••• Mardi à 9 h 30.'.replace('carte •••• ', 'carte ••••. '),
    );
  });
});

describe('one-click stop', () => {
  it('stops by the button of a mail program or of the page, not by opening the address', async () => {
    const { account, messages } = await sentMessage('trial.news', { publicUrl: 'http://localhost' });
    expect(messages.map(({ channel }) => channel)).toEqual(['sms']);
    const { stopLink } = await import('./stopping.ts');
    const link = stopLink(ground({ settings: { publicUrl: 'http://localhost' } }), messages[0]!)!;
    const site = siteOf();
    expect((await site.request(link)).status).toBe(200);
    expect(await stops(account)).toBe(0);
    const pressed = await site.request(link, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(pressed.headers.get('Location')).toMatch(/^\/messages\/arret\/[^?]+\?fait=arret$/);
    expect(await stops(account)).toBe(1);
    // Nobody signed in: the page that says so takes it back, and stops again.
    const walker = new Walker('http://localhost', request => site.request(request));
    const path = new URL(link).pathname;
    const done = await walker.get(`${path}?fait=arret`);
    expect(done.html).toContain('ces messages sont arrêtés');
    const resumed = await walker.send(done, path, { reprendre: 'oui' });
    expect(resumed.html).toContain('ces messages arrivent de nouveau');
    expect(await stops(account)).toBe(0);
    await walker.send(resumed, path, {});
    expect(await stops(account)).toBe(1);
    const forged = await site.request(`${link.slice(0, -3)}abc`, { method: 'POST' });
    expect(forged.headers.get('Location')).toBe('/messages/arretes?ancien=oui');
    expect(await (await site.request('/messages/arretes?ancien=oui')).text()).toContain('plus récent');
  });

  it('never stops a message of security, even with a link well sealed', async () => {
    const { account, messages } = await sentMessage('trial.security', { publicUrl: 'http://localhost' });
    const settings = { publicUrl: 'http://localhost' };
    const { stopLink } = await import('./stopping.ts');
    expect(stopLink(ground({ settings }), messages[0]!)).toBeNull();
    const link = stopLink(ground({ settings }), { ...messages[0]!, kind: 'information' })!;
    const refused = await siteOf().request(link, { method: 'POST' });
    expect(refused.headers.get('Location')).toBe('/messages/arretes?ancien=oui');
    expect(await stops(account)).toBe(0);
  });

  const stops = (account: string) =>
    base.db.transaction().execute(transaction =>
      asSystem(transaction, 'test', async () => {
        const found = await transaction
          .selectFrom('core.message_stop')
          .select('template')
          .where('account_id', '=', account)
          .execute();
        return found.length;
      }),
    );
});

describe('delivery reports', () => {
  async function report(body: string, seal = createHmac('sha256', secret).update(body).digest('hex')) {
    const site = siteOf(ground({ settings: { sms } }));
    const headers = { 'Content-Type': 'application/json', 'X-Signature': seal };
    return (
      await site.request('http://localhost/api/messages/rapports-sms', { method: 'POST', headers, body })
    ).status;
  }

  it('are noted once, under seal only', async () => {
    const { account, messages } = await sentMessage('trial.security');
    const { id, provider_ref: ref } = messages.find(({ channel }) => channel === 'sms')!;
    const body = JSON.stringify({ id: ref, status: 'delivered' });
    expect(await report(body, 'ab'.repeat(32))).toBe(403);
    expect(await report(body)).toBe(200);
    expect(await report(body)).toBe(200);
    expect((await rows(account)).find(message => message.id === id)!.state).toBe('remis');
    expect(await report(JSON.stringify({ id: ref, status: 'failed' }))).toBe(200);
    const after = await rows(account);
    expect(after.map(({ channel, state }) => [channel, state])).toEqual([
      ['email', 'envoye'],
      ['onscreen', 'envoye'],
      ['sms', 'echec'],
    ]);
    expect(await report('{')).toBe(400);
    expect(await report(JSON.stringify({ id: 'inconnu', status: 'delivered' }))).toBe(200);
  });

  it('have no door without a gateway', async () => {
    const url = 'http://localhost/api/messages/rapports-sms';
    expect((await siteOf().request(url, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('messages that come back', () => {
  const bounce = (
    id: string,
    { to = `rebonds+${id}@landes.example`, action = 'failed', status = '5.2.2' } = {},
  ) =>
    [
      'From: MAILER-DAEMON@mx.exemple.fr',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.exemple.fr',
      '',
      'Final-Recipient: rfc822; marie@exemple.fr',
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${id}@landes.example>`,
      '',
      'Bonjour',
      '',
      '--b--',
      '',
    ].join('\r\n');

  it('are known by the address they come back to, or by what they quote', async () => {
    const id = newId(now);
    expect(await readBounce(bounce(id))).toEqual({ message: id, outcome: 'failed', detail: 'bounced' });
    expect(await readBounce(bounce(id, { to: 'contact@landes.example', status: '5.1.1' }))).toEqual({
      message: id,
      outcome: 'failed',
      detail: 'address_refused',
    });
    expect(await readBounce(bounce(id, { action: 'delayed' }))).toMatchObject({ outcome: 'delayed' });
    expect(
      await readBounce(`To: rebonds+${id}@landes.example\r\nSubject: Absent\r\n\r\nDe retour lundi.`),
    ).toBeNull();
    expect(await readBounce('n’importe quoi')).toBeNull();
  });

  it('are said another way within the same second', async () => {
    const { account, messages } = await sentMessage('trial.security');
    const { id } = messages.find(({ channel }) => channel === 'email')!;
    const file = join(folder, 'retour.eml');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, bounce(id));
    const at = ground();
    const said: string[] = [];
    const code = await messageVerbs[0]!.run!({
      ground: at,
      database: base.db,
      values: {},
      positionals: [file],
      say: line => void said.push(line),
      now: () => now,
      data: folder,
      actor: { kind: 'command', ref: 'messages bounce' },
    });
    expect([code, said[0]]).toEqual([0, expect.stringContaining('n’est pas arrivé')]);
    expect((await rows(account)).map(({ channel, state }) => [channel, state])).toEqual([
      ['email', 'echec'],
      ['onscreen', 'envoye'],
      ['sms', 'envoye'],
    ]);
  });
});
