import type { FormSeal } from '../forms.ts';
import { say } from '../i18n.ts';
import { Button } from '../ui/actions.tsx';
import { Done, Empty, Notice } from '../ui/notices.tsx';
import { Seal } from '../ui/seal.tsx';
import type { Reader } from '../ui/site.ts';
import { notifyMessages } from './messages.ts';

interface OutboxLine {
  channel: 'email' | 'sms';
  to: string;
  when: string;
  subject: string | null;
  text: string;
}

interface OutboxPageProps {
  messages: readonly OutboxLine[];
  leaves: { email: boolean; sms: boolean };
  whole: boolean;
  reader: Reader;
}

/** `/pro/admin/boite-d-envoi`: what would have left. */
export function OutboxPage({ messages, leaves, whole, reader }: OutboxPageProps) {
  const words = say(notifyMessages, reader);
  const first = leaves.email
    ? leaves.sms
      ? words.allLeaves
      : words.emailLeaves
    : leaves.sms
      ? words.smsLeaves
      : words.nothingLeaves;
  return (
    <div class="flow">
      <h1>{words.outbox}</h1>
      <Notice first={first} kind={leaves.email && leaves.sms ? 'info' : 'warning'}>
        {leaves.email || leaves.sms ? null : words.nothingLeavesMore}
      </Notice>
      <p class="mute">{whole ? words.shown : words.masked}</p>
      {messages.length === 0 ? (
        <Empty title={words.empty}>
          <p>{words.emptyMore}</p>
        </Empty>
      ) : (
        <>
          <h2>{words.lastOnes(messages.length)}</h2>
          {messages.map(message => (
            <section class="flow">
              <h3>{message.subject ?? words.sms}</h3>
              <p class="mute">
                {message.channel === 'sms' ? words.sms : words.email}. {words.to(message.to, message.when)}
              </p>
              <Paragraphs text={message.text} />
            </section>
          ))}
        </>
      )}
    </div>
  );
}

/** A plain text as people wrote it: paragraphs, and lines in them. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text
        .trim()
        .split(/\n{2,}/)
        .map(paragraph => (
          <p>
            {paragraph.split('\n').map((line, index) => (
              <>
                {index > 0 ? <br /> : null}
                {line}
              </>
            ))}
          </p>
        ))}
    </>
  );
}

/** `/messages/arret/…`: one button, so that a program that opens links stops nothing. */
export function StopPage({
  action,
  state,
  seal,
  reader,
}: {
  action: string;
  /** What the last press did. */
  state: 'asked' | 'stopped' | 'resumed';
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(notifyMessages, reader);
  return (
    <div class="flow">
      <h1>{words.stopTitle}</h1>
      {state === 'stopped' ? (
        <Done first={words.stopped} focused>
          {words.stopKept}
        </Done>
      ) : (
        <>
          {state === 'resumed' ? <Done first={words.resumed} focused /> : null}
          <p class="lead">{words.stopLead}</p>
          <p>{words.stopKept}</p>
        </>
      )}
      <form method="post" action={action}>
        <Seal seal={seal} />
        <p>
          {state === 'stopped' ? (
            <Button kind="alt" name="reprendre" value="oui">
              {words.resume}
            </Button>
          ) : (
            <Button>{words.stop}</Button>
          )}
        </p>
      </form>
    </div>
  );
}

/** `/messages/arretes`: the message is no longer known, or is of a sort that is never stopped. */
export function TooOldPage({ reader }: { reader: Reader }) {
  const words = say(notifyMessages, reader);
  return (
    <div class="flow">
      <h1>{words.stopTitle}</h1>
      <Notice first={words.tooOld}>{words.tooOldMore}</Notice>
    </div>
  );
}
