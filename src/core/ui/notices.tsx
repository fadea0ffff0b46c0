import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { Heading, lines } from './easy.tsx';
import { frameMessages } from './messages.ts';
import type { Reader, Territory } from './site.ts';

/** A state in two to four words: colour, shape and words say the same. */
export type TagKind = 'open' | 'warn' | 'bad' | 'info' | 'plain';

export function Tag({ kind = 'plain', box, children }: { kind?: TagKind; box?: boolean; children: Child }) {
  const names = ['tag', kind !== 'plain' && kind, box && 'box'].filter(Boolean);
  return <span class={names.join(' ')}>{children}</span>;
}

interface NoticeProps {
  kind?: 'warning' | 'info' | 'bad';
  /** Says it all, in bold. */
  first: Child;
  children?: Child;
  /** The notice answers an act of the person: it is read aloud. */
  answers?: boolean;
}

/** Before the thing it speaks of; one per screen. */
export function Notice({ kind = 'warning', first, children, answers }: NoticeProps) {
  return (
    <div class={kind === 'warning' ? 'note' : `note ${kind}`} role={answers ? 'status' : 'note'}>
      <p>
        <b>{first}</b> {children}
      </p>
    </div>
  );
}

/** After an act: what happened and what comes next. It takes the focus when it answers a form. */
export function Done({ first, children, focused }: { first: Child; children?: Child; focused?: boolean }) {
  return (
    <div
      class="done"
      role={focused ? 'status' : undefined}
      tabindex={focused ? -1 : undefined}
      autofocus={focused}
    >
      <p>
        <b>{first}</b> {children}
      </p>
    </div>
  );
}

/** No result: why, and the next step with a button. */
export function Empty({ picture, title, children }: { picture?: Child; title: string; children: Child }) {
  return (
    <div class="empty flow">
      {picture}
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface HelpPanelProps {
  id?: string;
  reader: Reader;
  territory: Pick<Territory, 'helpPhone' | 'helpHours'>;
  children?: Child;
}

/** A person to speak to: phone and hours of the territory, or the way to a place when it gave no phone. One per page. */
export function HelpPanel({ id = 'parler', reader, territory, children }: HelpPanelProps) {
  const words = say(frameMessages, reader);
  const phone = territory.helpPhone;
  return (
    <aside class="call" aria-labelledby={id}>
      <Heading id={id} icon="phone" reader={reader}>
        {words.talkTo}
      </Heading>
      {phone ? (
        <>
          <p>
            <a class="phone" href={phone.href}>
              {phone.label}
            </a>
          </p>
          <p>
            <span lang={reader.language === 'fr' ? undefined : 'fr'}>
              {lines(territory.helpHours, reader)}
            </span>
            <br />
            {words.someoneAnswers}
          </p>
        </>
      ) : (
        <>
          <p>{lines(words.placesAnswer, reader)}</p>
          <p>
            <a href="/lieux">{words.seePlaces}</a>
          </p>
        </>
      )}
      {children}
    </aside>
  );
}

/** A secondary block beside the main text. */
export function Panel({ children }: { children: Child }) {
  return <div class="panel flow">{children}</div>;
}
