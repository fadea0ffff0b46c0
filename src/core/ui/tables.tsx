import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { Icon, type IconName } from './icons.tsx';
import { frameMessages } from './messages.ts';
import type { Reader } from './site.ts';

export interface Column {
  title: Child;
  /** Numbers are aligned on the right. */
  numeric?: boolean;
}

interface TableProps {
  /** For the caption; two tables of a page have two identifiers. */
  id: string;
  caption: string;
  columns: readonly Column[];
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Child[])[];
  tight?: boolean;
  /** The caption is already said by the heading above. */
  captionHidden?: boolean;
}

/** A list of figures. On a narrow screen it scrolls by itself, by keyboard too. */
export function Table({ id, caption, columns, rows, tight, captionHidden }: TableProps) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby={id}>
      <table class={tight ? 'data tight-t' : 'data'}>
        <caption id={id} class={captionHidden ? 'sr' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th scope="col" class={column.numeric ? 'n' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...cells]) => (
            <tr>
              <th scope="row">{heading}</th>
              {cells.map((cell, index) => (
                <td class={columns[index + 1]?.numeric ? 'n' : undefined}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export interface HoursLine {
  /** « Lundi » */
  day: string;
  /** « 9 h – 13 h », one line each; empty when closed. */
  spans: readonly Child[];
  /** Said when there is no span: « fermé ». */
  closed: string;
  today?: boolean;
}

/** Opening hours of a week; the row of today is marked for the eye and in words. */
export function Hours({
  caption,
  lines,
  reader,
}: {
  caption: string;
  lines: readonly HoursLine[];
  reader: Reader;
}) {
  return (
    <table class="data hours">
      <caption>
        {reader.falc ? <Icon name="cal" size={28} /> : null}
        {caption}
      </caption>
      <tbody>
        {lines.map(line => (
          <tr class={line.today ? 'today' : undefined}>
            <th scope="row">
              {line.day}
              {line.today ? <span class="sr"> ({say(frameMessages, reader).today})</span> : null}
            </th>
            <td class="num">
              {line.spans.length === 0 ? <span class="mute">{line.closed}</span> : null}
              {line.spans.map((span, index) => (
                <>
                  {index > 0 ? <br /> : null}
                  {span}
                </>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface Fact {
  /** Drawn before the term in easy-to-read. */
  icon?: IconName;
  term: Child;
  text: Child;
}

/** A sheet of facts; `tight` for figures followed by their words. */
export function Facts({ facts, tight }: { facts: readonly Fact[]; tight?: boolean }) {
  return (
    <dl class={tight ? 'facts tight' : 'facts'}>
      {facts.map(fact => (
        <>
          <dt class={fact.icon ? 'idea' : undefined}>
            {fact.icon ? <Icon name={fact.icon} size={28} /> : null}
            {fact.term}
          </dt>
          <dd>{fact.text}</dd>
        </>
      ))}
    </dl>
  );
}
