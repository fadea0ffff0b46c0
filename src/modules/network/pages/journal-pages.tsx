import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, type Option, Select, TextArea } from '../../../core/ui/forms.tsx';
import { Done, Empty, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { journalMessages } from '../messages-journal.ts';
import { problemsOf, text } from './form-parts.tsx';

/** A line as one reads it. */
export interface ToldLine {
  id: string;
  at: string;
  /** « 14 h 20 » */
  clock: string;
  sentence: string;
  who: string;
  about: string | null;
  facts: string;
  alert: 'none' | 'raised' | 'answered';
}

export interface Day {
  /** « Mardi 24 novembre » */
  name: string;
  lines: readonly ToldLine[];
}

interface MyJournalProps {
  days: readonly Day[];
  isEmpty: boolean;
  services: readonly Option[];
  organisations: readonly Option[];
  typed: Typed;
  /** Address of what is shown, on paper. */
  pdf: string;
  older: string | null;
  reported: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/compte/journal`: what was done on one's account, the newest first. */
export function MyJournalPage(props: MyJournalProps) {
  const { days, isEmpty, services, organisations, typed, pdf, older, reported, seal, reader } = props;
  const words = say(journalMessages, reader);
  return (
    <div class="flow">
      <h1>{words.mine}</h1>
      <p class="lead">{words.mineLead}</p>
      {reported ? (
        <Done first={words.oddDone} focused>
          {words.oddDoneMore}
        </Done>
      ) : null}
      {isEmpty ? (
        <Empty title={words.mineEmpty}>
          <p>{words.mineEmptyMore}</p>
        </Empty>
      ) : (
        <>
          <More summary={words.filter} open={Object.keys(typed).length > 0}>
            <form method="get" action="/compte/journal" class="flow">
              <div class="cols">
                <Select
                  name="service"
                  label={words.service}
                  options={services}
                  value={text(typed, 'service')}
                />
                <Select
                  name="structure"
                  label={words.organisation}
                  options={organisations}
                  value={text(typed, 'structure')}
                />
              </div>
              <p>
                <Button kind="alt">{words.show}</Button>
              </p>
            </form>
          </More>
          {days.length === 0 ? <p>{words.nothing}</p> : null}
          {days.map(day => (
            <section class="flow after-s">
              <h2>{day.name}</h2>
              <ul class="time">
                {day.lines.map(line => (
                  <li id={line.id}>
                    <time datetime={line.at}>{line.clock}</time>
                    <br />
                    {line.sentence} {line.who ? <span class="mute">{line.who}</span> : null}
                    <Report line={line} seal={seal} reader={reader} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {older ? (
            <p class="noprint">
              <a href={older} rel="next">
                {words.older}
              </a>
            </p>
          ) : null}
          <p class="noprint">
            <ButtonLink kind="alt" href={pdf} icon="print">
              {words.print}
            </ButtonLink>
          </p>
          <p class="noprint">
            <a href="/compte/journal/copie" download="journal.jsonl">
              {words.export}
            </a>
            <br />
            <span class="mute">{words.exportMore}</span>
          </p>
        </>
      )}
    </div>
  );
}

function Report({ line, seal, reader }: { line: ToldLine; seal: FormSeal; reader: Reader }) {
  const words = say(journalMessages, reader);
  if (line.alert !== 'none')
    return (
      <p>
        <Tag kind="info">{words[line.alert]}</Tag>
      </p>
    );
  return (
    <form method="post" action="/compte/journal">
      <Seal seal={seal} />
      <input type="hidden" name="ligne" value={line.id} />
      <Button kind="quiet">{words.odd}</Button>
    </form>
  );
}

interface DeskJournalProps {
  title: string;
  lead: string;
  action: string;
  days: readonly Day[];
  older: string | null;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** The officer looks for somebody or something. */
  search: boolean;
  reader: Reader;
}

/** The journal of an organisation, or of the territory: a table by day. */
export function DeskJournalPage({
  title,
  lead,
  action,
  days,
  older,
  typed,
  errors,
  search,
  reader,
}: DeskJournalProps) {
  const words = say(journalMessages, reader);
  const field = (name: string, label: string, type: 'date' | 'text') => (
    <Field
      name={name}
      label={label}
      type={type}
      value={text(typed, name)}
      {...(errors[name] ? { error: errors[name] } : {})}
    />
  );
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <form method="get" action={action} class="flow">
        <div class="cols">
          {field('du', words.from, 'date')}
          {field('au', words.to, 'date')}
          {search ? field('qui', words.somebody, 'text') : null}
          {search ? field('objet', words.object, 'text') : null}
        </div>
        <p>
          <Button kind="alt">{words.show}</Button>
        </p>
      </form>
      {days.length === 0 ? <p>{words.nothing}</p> : null}
      {days.map((day, index) => (
        <Table
          id={`jour-${index}`}
          caption={day.name}
          columns={[words.when, words.what, words.who, words.about, words.facts].map(column => ({
            title: column,
          }))}
          rows={day.lines.map(line => [
            <time datetime={line.at}>{line.clock}</time>,
            line.sentence,
            line.who,
            line.about ?? '',
            line.facts,
          ])}
          tight
        />
      ))}
      {older ? (
        <p>
          <a href={older} rel="next">
            {words.older}
          </a>
        </p>
      ) : null}
    </div>
  );
}

export interface AlertLine {
  id: string;
  sentence: string;
  /** « Signalée par Marie, mardi 24 novembre » */
  origin: string;
  isLate: boolean;
}

interface AlertsProps {
  alerts: readonly AlertLine[];
  /** The alert answered, as typed, when the answer was refused. */
  refused: { id: string; answer: string; error: string } | null;
  gone: boolean;
  sent: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/alertes`: lines that people find abnormal, to answer. */
export function AlertsPage({ alerts, refused, gone, sent, seal, reader }: AlertsProps) {
  const words = say(journalMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary
        problems={refused ? [{ id: `reponse-${refused.id}`, message: refused.error }] : []}
        reader={reader}
      />
      <h1>{words.alerts}</h1>
      <p class="lead">{words.alertsLead}</p>
      {sent ? <Done first={words.sent} focused /> : null}
      {gone ? <Done first={words.gone} focused /> : null}
      {alerts.length === 0 ? (
        <Empty title={words.noAlert}>
          <p>{words.noAlertMore}</p>
        </Empty>
      ) : null}
      {alerts.map(alert => (
        <section class="flow after-s">
          <h2>{alert.sentence}</h2>
          <p>
            {alert.origin}{' '}
            <Tag kind={alert.isLate ? 'bad' : 'warn'}>{alert.isLate ? words.late : words.waits}</Tag>
          </p>
          <form method="post" action="/pro/alertes" class="flow">
            <Seal seal={seal} />
            <input type="hidden" name="alerte" value={alert.id} />
            <TextArea
              id={`reponse-${alert.id}`}
              name="reponse"
              label={words.answer}
              hint={words.answerHint}
              {...(refused?.id === alert.id ? { value: refused.answer, error: refused.error } : {})}
            />
            <p>
              <Button>{words.sendAnswer}</Button>
            </p>
          </form>
        </section>
      ))}
    </div>
  );
}
