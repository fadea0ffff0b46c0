import type { Child } from 'hono/jsx';
import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, TextArea } from '../../../core/ui/forms.tsx';
import { Done, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import { moderationMessages } from '../messages-moderation.ts';

export interface QueueLine {
  href: string;
  title: string;
  sentence: string;
  /** Days since it came. */
  age: number;
}

export interface QueueSection {
  title: string;
  lines: readonly QueueLine[];
  /** How many are not shown. */
  more: number;
}

export interface DecidedLine {
  sentence: string;
  action: string;
  button: string;
}

/** Days after which what waits is late (directory.md §8). */
const promisedDays = 3;

/** `/pro/lieux/a-moderer`: one list, every thing a link; nothing decided from here. */
export function QueuePage({
  sections,
  decided,
  done,
  seal,
  reader,
}: {
  sections: readonly QueueSection[];
  decided: readonly DecidedLine[];
  done: string | null;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(moderationMessages, reader);
  const full = sections.filter(section => section.lines.length > 0);
  return (
    <div class="flow">
      <h1>{words.queue}</h1>
      {done ? <Done first={done} focused /> : null}
      <p class="mute">{words.queueLead}</p>
      <p class="row noprint">
        <a href="/pro/lieux/doublons">{words.duplicatesTitle}</a>
        <a href="/pro/lieux/imports">{words.importsTitle}</a>
      </p>
      {full.length === 0 ? <p>{words.nothing}</p> : null}
      {full.map(section => (
        <section>
          <h2>
            {section.title} <span class="count">{section.lines.length + section.more}</span>
          </h2>
          <ul class="todo">
            {section.lines.map(line => (
              <li>
                <a href={line.href}>{line.title}</a>
                <Tag kind={line.age >= promisedDays ? 'bad' : 'plain'}>{words.since(line.age)}</Tag>
                <p>{line.sentence}</p>
              </li>
            ))}
          </ul>
          {section.more > 0 ? <p class="mute">{words.more(section.more)}</p> : null}
        </section>
      ))}
      {decided.length > 0 ? (
        <section>
          <h2>{words.decided}</h2>
          {decided.map(line => (
            <form method="post" action={line.action} class="row">
              <Seal seal={seal} />
              <span>{line.sentence}</span>
              <Button kind="quiet">
                {line.button}
                <span class="sr"> {line.sentence}</span>
              </Button>
            </form>
          ))}
        </section>
      ) : null}
    </div>
  );
}

interface ItemProps {
  title: string;
  lead: string | null;
  facts: readonly { term: string; text: Child }[];
  /** What differs: field, today, proposed. */
  changes: readonly (readonly [field: string, before: string, after: string])[];
  links: readonly { href: string; label: string }[];
  children?: Child;
  action: string;
  accept: string;
  /** Null: what is refused is only put aside. */
  refuse: { label: string; withReason: boolean } | null;
  typedReason: string;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

/** One thing to decide: what it is, what it would change, two buttons. */
export function ItemPage(it: ItemProps) {
  const words = say(moderationMessages, it.reader);
  return (
    <>
      <ErrorSummary
        problems={Object.entries(it.errors).map(([id, message]) => ({ id, message }))}
        reader={it.reader}
      />
      <div class="flow">
        <h1>{it.title}</h1>
        {it.lead ? <p class="lead">{it.lead}</p> : null}
        {it.facts.length > 0 ? <Facts facts={it.facts} /> : null}
        {it.changes.length > 0 ? (
          <Table
            id="changements"
            caption={words.kind_change}
            captionHidden
            columns={[{ title: words.field }, { title: words.before }, { title: words.after }]}
            rows={it.changes}
          />
        ) : null}
        {it.children}
        <p class="row noprint">
          {it.links.map(link => (
            <a href={link.href}>{link.label}</a>
          ))}
        </p>
      </div>
      <form method="post" action={it.action} class="flow after">
        <Seal seal={it.seal} />
        {it.refuse?.withReason ? (
          <TextArea
            name="motif"
            label={words.reason}
            hint={words.reasonHint}
            rows={3}
            value={it.typedReason}
            error={it.errors.motif}
            maxlength={1000}
          />
        ) : null}
        <Actions>
          <Button name="decision" value="accepter">
            {it.accept}
          </Button>
          {it.refuse ? (
            <Button kind="alt" name="decision" value="refuser">
              {it.refuse.label}
            </Button>
          ) : null}
        </Actions>
      </form>
    </>
  );
}

/** A report: what is wrong, who waits for an answer, the answer. */
export function ReportToSettlePage({
  facts,
  links,
  action,
  typed,
  errors,
  seal,
  reader,
}: {
  facts: ItemProps['facts'];
  links: ItemProps['links'];
  action: string;
  typed: string;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(moderationMessages, reader);
  return (
    <>
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <div class="flow">
        <h1>{words.kind_report}</h1>
        <Facts facts={facts} />
        <p class="row noprint">
          {links.map(link => (
            <a href={link.href}>{link.label}</a>
          ))}
        </p>
      </div>
      <form method="post" action={action} class="flow after">
        <Seal seal={seal} />
        <TextArea
          name="reponse"
          label={words.answer}
          hint={words.answerHint}
          value={typed}
          error={errors.reponse}
          maxlength={2000}
        />
        <Actions>
          <Button>{words.settle}</Button>
        </Actions>
      </form>
    </>
  );
}
