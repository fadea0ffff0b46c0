import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { type Idea, Ideas } from './easy.tsx';
import { Icon, type IconName } from './icons.tsx';
import { frameMessages } from './messages.ts';
import { Tag, type TagKind } from './notices.tsx';
import type { Reader } from './site.ts';

export interface NeedItem {
  icon: IconName;
  title: string;
  hint: string;
  href: string;
}

/** Needs of the home page, eight at most; the whole line is the target. */
export function Needs({ items }: { items: readonly NeedItem[] }) {
  return (
    <ul class="needs">
      {items.map(item => (
        <li>
          <a href={item.href}>
            <span class="pic">
              <Icon name={item.icon} size={28} />
            </span>
            <span>
              <b>{item.title}</b>
              <span>{item.hint}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The number of a place, the same on the map; green when it is open. */
function Pin({ number, open }: { number: number; open: boolean }) {
  return (
    <span class={open ? 'pin o' : 'pin'} aria-hidden="true">
      {number}
    </span>
  );
}

export interface PlaceLine {
  /** Number on the map; without it the list has no pins. */
  number?: number;
  href: string;
  name: string;
  state: { kind: TagKind; text: Child };
  /** Beside the state: « 9,5 h par semaine ». */
  note?: string;
  /** Commune, distance, phone. */
  where: Child;
  /** Easy-to-read says these, one a line, instead of `note` and `where`. */
  ideas?: readonly Idea[];
}

/** Places found, in their order; the state is said in words. `level` follows the heading above the list. */
export function Places({ places, level = 3 }: { places: readonly PlaceLine[]; level?: 2 | 3 }) {
  const numbered = places.some(place => place.number !== undefined);
  const items = places.map(place => <PlaceItem place={place} level={level} />);
  return numbered ? <ol class="places">{items}</ol> : <ul class="places">{items}</ul>;
}

function PlaceItem({ place, level }: { place: PlaceLine; level: 2 | 3 }) {
  const link = <a href={place.href}>{place.name}</a>;
  return (
    <li>
      {place.number === undefined ? null : <Pin number={place.number} open={place.state.kind === 'open'} />}
      <div>
        {level === 2 ? <h2>{link}</h2> : <h3>{link}</h3>}
        <p>
          <Tag kind={place.state.kind}>{place.state.text}</Tag>
          {place.note && !place.ideas ? (
            <>
              {' '}
              <span class="mute small">{place.note}</span>
            </>
          ) : null}
        </p>
        {place.ideas ? <Ideas ideas={place.ideas} /> : <p class="mute">{place.where}</p>}
      </div>
    </li>
  );
}

export interface Paper {
  icon: IconName;
  href: string;
  title: string;
  /** « 2 pages, ajoutées le 3 mars » */
  detail: string;
  state?: { kind: TagKind; text: string };
  /** Who can see it. */
  seen: Child;
  actions: Child;
}

/** Papers of the safe: title, state, who can see it, what can be done. */
export function Docs({ papers }: { papers: readonly Paper[] }) {
  return (
    <ul class="docs">
      {papers.map(paper => (
        <li>
          <span class="pic doc">
            <Icon name={paper.icon} size={28} />
          </span>
          <div class="what">
            <h3>
              <a href={paper.href}>{paper.title}</a>
            </h3>
            <p class="mute">{paper.detail}</p>
            {paper.state ? (
              <p>
                <Tag kind={paper.state.kind} box>
                  {paper.state.text}
                </Tag>
              </p>
            ) : null}
            <p class="seen">{paper.seen}</p>
          </div>
          <p class="row">{paper.actions}</p>
        </li>
      ))}
    </ul>
  );
}

export interface Task {
  href: string;
  title: string;
  state: { kind: TagKind; text: string };
  detail: Child;
}

/** What waits, from late to later; `empty` is said when nothing does. */
export function Todo({ tasks, empty }: { tasks: readonly Task[]; empty: string }) {
  if (tasks.length === 0) return <p>{empty}</p>;
  return (
    <ul class="todo">
      {tasks.map(task => (
        <li>
          <a href={task.href}>{task.title}</a>
          <Tag kind={task.state.kind}>{task.state.text}</Tag>
          <p>{task.detail}</p>
        </li>
      ))}
    </ul>
  );
}

export interface Appointment {
  /** Machine and human forms of the time: `14:00`, « 14 h ». */
  time: { at: string; text: string };
  title: string;
  detail: Child;
  when: 'past' | 'now' | 'later';
}

/** A day in its order; only one line is « en ce moment », and it says so in words. */
export function DayPlan({ appointments, reader }: { appointments: readonly Appointment[]; reader: Reader }) {
  return (
    <ol class="day">
      {appointments.map(appointment => (
        <li class={appointment.when === 'later' ? undefined : appointment.when}>
          <time datetime={appointment.time.at}>{appointment.time.text}</time>
          <div>
            <b>{appointment.title}</b>
            {appointment.when === 'now' ? (
              <>
                {' '}
                <Tag>{say(frameMessages, reader).now}</Tag>
              </>
            ) : null}
            <p class="small">{appointment.detail}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface Moment {
  time: { at: string; text: string };
  text: Child;
}

/** Coming dates, the soonest first, or a journal, the newest first. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  return (
    <ul class="time">
      {moments.map(moment => (
        <li>
          <time datetime={moment.time.at}>{moment.time.text}</time>
          <br />
          {moment.text}
        </li>
      ))}
    </ul>
  );
}

/** What one can do or has: each line with a tick. */
export function Ticks({ lines }: { lines: readonly Child[] }) {
  return (
    <ul class="ticks">
      {lines.map(line => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

/** A short list of links or lines, without marks. */
export function PlainList({ lines }: { lines: readonly Child[] }) {
  return (
    <ul class="plain">
      {lines.map(line => (
        <li>{line}</li>
      ))}
    </ul>
  );
}
