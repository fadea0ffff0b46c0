import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Paragraphs } from '../../../core/notify/pages.tsx';
import type { Channel } from '../../../core/notify/vocabulary.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Select, TickLine } from '../../../core/ui/forms.tsx';
import { Done, Empty, Tag, type TagKind } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { postMessages } from '../post-messages.ts';

export interface ReceivedLine {
  id: string;
  when: string;
  kind: string;
  subject: string;
  text: string | null;
  /** Why there is no text. */
  noText: string;
  link: string | null;
  /** « SMS : remis » */
  ways: readonly string[];
  isNew: boolean;
}

interface ReceivedPageProps {
  messages: readonly ReceivedLine[];
  unread: number;
  seal: FormSeal;
  reader: Reader;
}

/** `/compte/messages`: everything Airial wrote to me. */
export function ReceivedPage({ messages, unread, seal, reader }: ReceivedPageProps) {
  const words = say(postMessages, reader);
  return (
    <div class="flow">
      <h1>{words.mine}</h1>
      <p class="lead">{words.mineLead}</p>
      <p>
        <a href="/compte/messages/reglages">{words.settings}</a>
      </p>
      {unread > 0 ? (
        <form method="post" action="/compte/messages">
          <Seal seal={seal} />
          <p class="row">
            <span>{words.unread(unread)}</span> <Button>{words.iHaveRead}</Button>
          </p>
        </form>
      ) : null}
      {messages.length === 0 ? (
        <Empty title={words.mineEmpty}>
          <p>{words.mineEmptyMore}</p>
        </Empty>
      ) : (
        messages.map(message => <Received message={message} reader={reader} />)
      )}
    </div>
  );
}

function Received({ message, reader }: { message: ReceivedLine; reader: Reader }) {
  const words = say(postMessages, reader);
  return (
    <article class="flow after-s" id={message.id}>
      <h2>
        {message.subject} {message.isNew ? <Tag kind="info">{words.isNew}</Tag> : null}
      </h2>
      <p class="mute">
        {message.when}. {message.kind}. {message.ways.join(' ; ')}.
      </p>
      {message.text === null ? <p class="mute">{message.noText}</p> : <Paragraphs text={message.text} />}
      {message.link ? (
        <p>
          <a href={message.link}>{words.open}</a>
        </p>
      ) : null}
    </article>
  );
}

interface PreferencePageProps {
  order: readonly string[];
  large: boolean;
  stops: number;
  error: string | null;
  saved: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** Names of the four lists, in order. */
export const orderFields = ['moyen1', 'moyen2', 'moyen3', 'moyen4'] as const;

/** `/compte/messages/reglages` */
export function PreferencePage({ order, large, stops, error, saved, seal, reader }: PreferencePageProps) {
  const words = say(postMessages, reader);
  const channels: readonly Channel[] = ['sms', 'email', 'letter', 'onscreen'];
  const labels = [words.first, words.second, words.third, words.fourth];
  return (
    <div class="flow">
      <ErrorSummary problems={error ? [{ id: orderFields[0], message: error }] : []} reader={reader} />
      <h1>{words.settingsTitle}</h1>
      <p class="lead">{words.settingsLead}</p>
      {saved ? <Done first={words.saved} focused /> : null}
      <form method="post" action="/compte/messages/reglages" class="flow">
        <Seal seal={seal} />
        <div class="cols">
          {orderFields.map((name, index) => (
            <Select
              name={name}
              label={labels[index]!}
              options={channels.map(channel => ({ value: channel, label: words[channel] }))}
              value={order[index] ?? channels[index]!}
              {...(error && index === 0 ? { error } : {})}
            />
          ))}
        </div>
        <TickLine name="gros" value="oui" checked={large}>
          {words.large}
        </TickLine>
        {stops > 0 ? (
          <>
            <p>{words.stopped(stops)}</p>
            <TickLine name="reprendre" value="oui">
              {words.resume}
            </TickLine>
          </>
        ) : null}
        <p class="mute">{words.always}</p>
        <p>
          <Button>{words.save}</Button>
        </p>
      </form>
    </div>
  );
}

export interface CausedLine {
  id: string;
  when: string;
  what: string;
  to: string;
  by: string;
  state: { kind: TagKind; words: string };
  why: string | null;
  canSettle: boolean;
}

interface CausedPageProps {
  messages: readonly CausedLine[];
  whole: boolean;
  undelivered: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/messages`: what became of what I sent. */
export function CausedPage({ messages, whole, undelivered, seal, reader }: CausedPageProps) {
  const words = say(postMessages, reader);
  return (
    <div class="flow">
      <h1>{words.caused}</h1>
      <p>{whole ? words.causedLeadAll : words.causedLead}</p>
      <p>
        {undelivered ? (
          <a href="/pro/messages">{words.all}</a>
        ) : (
          <a href="/pro/messages?etat=non-remis">{words.onlyUndelivered}</a>
        )}
      </p>
      {messages.length === 0 ? (
        <Empty title={words.causedEmpty}>
          <p>{words.causedEmptyMore}</p>
        </Empty>
      ) : (
        <Table
          id="messages-envoyes"
          caption={words.caused}
          captionHidden
          tight
          columns={[words.when, words.what, words.to, words.by, words.state, words.act].map(title => ({
            title,
          }))}
          rows={messages.map(message => [
            message.when,
            message.what,
            message.to,
            message.by,
            <>
              <Tag kind={message.state.kind}>{message.state.words}</Tag>
              {message.why ? (
                <>
                  <br />
                  <span class="small">{message.why}</span>
                </>
              ) : null}
            </>,
            message.canSettle ? (
              <form method="post" action="/pro/messages">
                <Seal seal={seal} />
                <Button kind="quiet" name="message" value={message.id}>
                  {words.seen}
                  <span class="sr">
                    {' '}
                    {message.what}, {message.when}
                  </span>
                </Button>
              </form>
            ) : (
              ''
            ),
          ])}
        />
      )}
    </div>
  );
}
