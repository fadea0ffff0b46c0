import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Driver, Email, Outcome } from './driver.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587`, `smtps://…` for TLS from the first byte. */
  url: string;
  /** « Airial <ne-pas-repondre@landes.example> » */
  from: string;
  /** Where mailboxes send messages back; the identifier of the message is added before the @. */
  bounces: string | null;
}

/** Waits of one conversation, in milliseconds; a person waits for a code behind it. */
const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
};

/**
 * Sends by SMTP. A server has no key for a message sent twice: once the words have begun to leave and the answer does
 * not come, nobody can know, and the outcome says so.
 */
export function smtpDriver(settings: SmtpSettings, waits: Partial<typeof patience> = {}): Driver<Email> {
  return {
    idempotent: false,
    leaves: true,
    async send(email) {
      const envelope = { from: returnPath(settings, email.id), to: [email.to] };
      return await converse(settings.url, waits, envelope, await compose(settings, email));
    },
  };
}

/** The bounce address of one message: `rebonds+<id>@…`; the sender's when there is none. */
function returnPath({ bounces, from }: SmtpSettings, id: string): string {
  return bounces ? bounces.replace('@', `+${id}@`) : addressOf(from);
}

/** `Name <a@b>` → `a@b` */
function addressOf(sender: string): string {
  return /<([^>]+)>/.exec(sender)?.[1] ?? sender.trim();
}

async function compose({ from }: SmtpSettings, email: Email): Promise<Buffer> {
  const domain = addressOf(from).split('@')[1] ?? 'localhost';
  const composer = new MailComposer({
    from,
    to: email.to,
    subject: email.subject,
    text: email.text,
    messageId: `<${email.id}@${domain}>`,
    headers: {
      // Robots that answer « I am away » leave this one alone (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(email.stop
        ? { 'List-Unsubscribe': `<${email.stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

async function converse(
  url: string,
  waits: Partial<typeof patience>,
  envelope: { from: string; to: string[] },
  message: Buffer,
): Promise<Outcome> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
  const connection = new SMTPConnection({
    host: hostname.replaceAll(/[[\]]/g, ''),
    ...(port ? { port: Number(port) } : {}),
    secure: protocol === 'smtps:',
    // A password never crosses a network in clear.
    requireTLS: protocol === 'smtp:' && username !== '' && !isLocal,
    ...(isIP(hostname) ? {} : { servername: hostname }),
    ...patience,
    ...waits,
  });
  // The words leave when the server says « go on »: from then on, silence is doubt.
  let begun = false;
  const words = Readable.from(
    (function* () {
      begun = true;
      yield message;
    })(),
  );
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null;
  try {
    return await new Promise<Outcome>(resolve => {
      const failed = (error: unknown) => resolve(outcomeOf(error as SmtpError, begun));
      connection.once('error', failed);
      connection.once('end', () => failed({}));
      const send = () =>
        connection.send(envelope, words, error =>
          error ? failed(error) : resolve({ kind: 'accepted', providerRef: null }),
        );
      connection.connect(error => {
        if (error) return failed(error);
        if (!auth) return send();
        connection.login({ credentials: auth }, wrong => (wrong ? failed(wrong) : send()));
      });
    });
  } finally {
    connection.on('error', () => {});
    connection.close();
  }
}

interface SmtpError {
  responseCode?: number;
  code?: string;
}

/** What a failed conversation means: refused for good, refused for now, or not known. */
function outcomeOf({ responseCode, code }: SmtpError, begun: boolean): Outcome {
  const answered = responseCode !== undefined && responseCode >= 400;
  if (begun && !answered) return { kind: 'unknown' };
  // Wrong credentials are ours to mend: the person's address is not at fault.
  const permanent = answered && responseCode >= 500 && code !== 'EAUTH';
  if (!permanent) return { kind: 'refused', permanent: false, detail: 'unreachable' };
  return { kind: 'refused', permanent: true, detail: code === 'EENVELOPE' ? 'address_refused' : 'refused' };
}
