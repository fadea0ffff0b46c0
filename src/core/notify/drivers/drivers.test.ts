import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../../identifier.ts';
import { smsSettings } from '../settings.ts';
import type { Reply } from './driver.ts';
import { emptyOutbox, fileDrivers, readOutbox, takeReplies } from './file.ts';
import { httpDriver } from './http.ts';
import { smtpDriver } from './smtp.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const email = () => ({
  id: newId(new Date()),
  to: 'marie@landes.example',
  subject: 'Votre carte a été remise à l’accueil',
  text: 'Bonjour,\n\nVotre carte est prête.\n',
  stop: null,
});

interface Posted {
  envelope: { from: string; to: string[] };
  raw: string;
}

/** A real SMTP server on the loopback that keeps what it receives. */
async function postOffice(options: SMTPServerOptions = {}) {
  const received: Posted[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 10,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          envelope: {
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to: session.envelope.rcptTo.map(({ address }) => address),
          },
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  ends.push(() => new Promise<void>(closed => server.close(() => closed())));
  const { port } = server.server.address() as AddressInfo;
  const lines = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => lines.add(socket));
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  const settings = {
    url: `smtp://127.0.0.1:${port}`,
    from: 'Airial <ne-pas-repondre@landes.example>',
    bounces: 'rebonds@landes.example',
  };
  return {
    received,
    cut,
    driver: smtpDriver(settings),
    hurried: smtpDriver(settings, { socketTimeout: 800 }),
    settings,
  };
}

const failure = (code: number) => Object.assign(new Error('non'), { responseCode: code });

describe('smtp', () => {
  it('sends what mail programs read: accents, return path, Message-ID, one-click stop', async () => {
    const { received, driver } = await postOffice();
    const sent = { ...email(), stop: 'https://landes.example/messages/arret/x' };
    expect(await driver.send(sent)).toEqual({ kind: 'accepted', providerRef: null });
    const [posted] = received;
    expect(posted!.envelope).toEqual({
      from: `rebonds+${sent.id}@landes.example`,
      to: ['marie@landes.example'],
    });
    const read = await PostalMime.parse(posted!.raw);
    expect(read.subject).toBe(sent.subject);
    expect(read.text!.trim()).toBe(sent.text.trim());
    expect(read.messageId).toBe(`<${sent.id}@landes.example>`);
    const headers = Object.fromEntries(read.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'list-unsubscribe': '<https://landes.example/messages/arret/x>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
    });
  });

  it('signs in, and takes a wrong password for our own fault', async () => {
    const { settings } = await postOffice({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'pin des landes' ? done(null, { user: 'airial' }) : done(failure(535)),
    });
    const as = (password: string) =>
      smtpDriver({
        ...settings,
        url: settings.url.replace('//', `//airial:${encodeURIComponent(password)}@`),
      });
    expect((await as('pin des landes').send(email())).kind).toBe('accepted');
    expect(await as('faux').send(email())).toEqual({
      kind: 'refused',
      permanent: false,
      detail: 'unreachable',
    });
  });

  it.each([
    [450, { kind: 'refused', permanent: false, detail: 'unreachable' }],
    [550, { kind: 'refused', permanent: true, detail: 'address_refused' }],
  ])('reads an answer %i to the recipient', async (code, outcome) => {
    const { driver } = await postOffice({ onRcptTo: (_address, _session, done) => done(failure(code)) });
    expect(await driver.send(email())).toEqual(outcome);
  });

  it.each([
    [451, { kind: 'refused', permanent: false, detail: 'unreachable' }],
    [554, { kind: 'refused', permanent: true, detail: 'refused' }],
  ])('reads an answer %i to the message', async (code, outcome) => {
    const { driver } = await postOffice({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(failure(code)));
      },
    });
    expect(await driver.send(email())).toEqual(outcome);
  });

  it('does not know, when the answer to the message never comes', async () => {
    const { hurried } = await postOffice({ onData: stream => void stream.resume() });
    expect(await hurried.send(email())).toEqual({ kind: 'unknown' });
  });

  it('does not know, when the line is cut after the message', async () => {
    const office = await postOffice({
      onData: stream => void stream.resume().on('end', () => office.cut()),
    });
    expect(await office.driver.send(email())).toEqual({ kind: 'unknown' });
  });

  it('knows that nothing left, when nobody answers or the line is cut before', async () => {
    const { settings, hurried } = await postOffice({ onRcptTo: () => {} });
    expect(await hurried.send(email())).toEqual({ kind: 'refused', permanent: false, detail: 'unreachable' });
    const nobody = smtpDriver({ ...settings, url: 'smtp://127.0.0.1:1' });
    expect(await nobody.send(email())).toEqual({ kind: 'refused', permanent: false, detail: 'unreachable' });
  });
});

/** A gateway of text messages on the loopback. */
async function gateway(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const server = createHttp((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => answer(request, response, body));
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise<void>(closed => server.close(() => closed()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sms = () => ({ id: newId(new Date()), to: '+33600000000', text: 'Airial : "code" 12\nici' });

describe('the gateway of text messages', () => {
  it('fills the address, the headers and the body as the settings say, in JSON or as a form', async () => {
    const seen: { url: string; key: string; type: string; body: string }[] = [];
    const url = await gateway((request, response, body) => {
      const { 'idempotency-key': key = '', 'content-type': type = '' } = request.headers;
      seen.push({ url: request.url!, key: String(key), type, body });
      response.end('{"messages":[{"id":42}]}');
    });
    const sent = sms();
    const base = {
      url: `${url}/envoi?de={sender}`,
      refPath: 'messages.0.id',
      headers: { 'Idempotency-Key': '{ref}' },
    };
    expect(await httpDriver(smsSettings.parse(base)).send(sent)).toEqual({
      kind: 'accepted',
      providerRef: '42',
    });
    expect(seen[0]).toMatchObject({ url: '/envoi?de=Airial', key: sent.id, type: 'application/json' });
    expect(JSON.parse(seen[0]!.body)).toEqual({
      to: sent.to,
      text: sent.text,
      ref: sent.id,
      sender: 'Airial',
    });
    const form = {
      ...base,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'to={to}&text={text}',
    };
    await httpDriver(smsSettings.parse(form)).send(sent);
    expect(Object.fromEntries(new URLSearchParams(seen[1]!.body))).toEqual({ to: sent.to, text: sent.text });
  });

  it.each([
    [400, { kind: 'refused', permanent: true, detail: 'address_refused' }],
    [401, { kind: 'refused', permanent: false, detail: 'unreachable' }],
    [429, { kind: 'refused', permanent: false, detail: 'unreachable' }],
    [503, { kind: 'refused', permanent: false, detail: 'unreachable' }],
    [500, { kind: 'unknown' }],
    [504, { kind: 'unknown' }],
  ])('reads an answer %i', async (status, outcome) => {
    const url = await gateway((_request, response) => response.writeHead(status).end());
    expect(await httpDriver(smsSettings.parse({ url })).send(sms())).toEqual(outcome);
  });

  it('does not know, when the gateway does not answer or cuts; knows, when nobody listens', async () => {
    const silent = await gateway(() => {});
    expect(await httpDriver(smsSettings.parse({ url: silent }), 300).send(sms())).toEqual({
      kind: 'unknown',
    });
    const cutting = await gateway(request => void request.socket.destroy());
    expect(await httpDriver(smsSettings.parse({ url: cutting })).send(sms())).toEqual({ kind: 'unknown' });
    for (const end of ends.splice(0)) await end();
    const nobody = httpDriver(smsSettings.parse({ url: cutting }));
    expect(await nobody.send(sms())).toMatchObject({ kind: 'refused', permanent: false });
  });
});

describe('files', () => {
  async function folder() {
    const made = await mkdtemp(join(tmpdir(), 'airial-outbox-'));
    ends.push(() => rm(made, { recursive: true, force: true }));
    return made;
  }

  it('writes each message once, last first, and forgets old ones', async () => {
    const at = await folder();
    const drivers = fileDrivers(join(at, 'outbox'));
    const [first, second] = [email(), sms()];
    await drivers.email.send(first);
    await drivers.email.send(first);
    await new Promise(done => setTimeout(done, 20));
    expect(await drivers.sms.send(second)).toMatchObject({ kind: 'accepted' });
    const outbox = await readOutbox(join(at, 'outbox'));
    expect(outbox.map(({ at: _, ...message }) => message)).toEqual([
      { ...second, channel: 'sms', subject: null, stop: null },
      { ...first, channel: 'email' },
    ]);
    expect(await emptyOutbox(join(at, 'outbox'), new Date(Date.now() + 1000))).toBe(2);
    expect(await readOutbox(join(at, 'outbox'))).toEqual([]);
  });

  it('keeps the message for later when the folder cannot be written', async () => {
    const at = await folder();
    await writeFile(join(at, 'outbox'), '');
    const { email: driver } = fileDrivers(join(at, 'outbox'));
    expect(await driver.send(email())).toEqual({ kind: 'refused', permanent: false, detail: 'unreachable' });
  });

  it('hands over replies, each once, and puts aside what it cannot read', async () => {
    const at = await folder();
    await writeFile(join(at, '1.json'), '{"from":"+33600000000","text":"STOP MANDAT"}');
    await writeFile(join(at, '2.json'), '{"from":');
    const replies: Reply[] = [];
    const take = () =>
      takeReplies(at, async reply => {
        replies.push(reply);
      });
    await take();
    await take();
    expect(replies).toMatchObject([{ from: '+33600000000', text: 'STOP MANDAT' }]);
    expect(await readdir(at)).toEqual(['2.json.refuse']);
  });
});
