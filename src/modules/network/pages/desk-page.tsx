import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import type { TodoItem } from '../../../core/module.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import { Notice, Tag } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { deskMessages } from '../messages-desk.ts';
import { FewCodes } from './means-pages.tsx';

interface DeskPageProps {
  title: string;
  organisation: string;
  isDraft: boolean;
  settings: string;
  /** Few recovery codes are left to who works here. */
  fewCodes: boolean;
  todo: readonly TodoItem[];
  later: number;
  total: number;
  parts: readonly Child[];
  reader: Reader;
}

/** `/pro`: the day, what waits, then what the houses bring. */
export function DeskPage({
  title,
  organisation,
  isDraft,
  settings,
  fewCodes,
  todo,
  later,
  total,
  parts,
  reader,
}: DeskPageProps) {
  const words = say(deskMessages, reader);
  return (
    <>
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p class="mute">{words.here(organisation, total)}</p>
        </div>
      </div>
      {isDraft ? (
        <>
          <Notice first={words.draft}>{words.draftMore}</Notice>
          <p class="row">
            <ButtonLink href={settings}>{words.openIt}</ButtonLink>
          </p>
        </>
      ) : fewCodes ? (
        <FewCodes reader={reader} />
      ) : null}
      <div class="desk after">
        <section aria-labelledby="a-traiter">
          <h2 id="a-traiter">
            {words.todo} {total > 0 ? <span class="count">{total}</span> : null}
          </h2>
          {todo.length === 0 ? (
            <p>{words.nothing}</p>
          ) : (
            <ul class="todo">
              {todo.map(item => (
                <li>
                  <a href={item.href}>{item.title}</a>
                  <Tag kind={item.tag.kind}>{item.tag.words}</Tag>
                  <p>{item.sentence}</p>
                </li>
              ))}
            </ul>
          )}
          {later > 0 ? (
            <p>
              <a href="/pro?tout=oui">{words.later(later)}</a>
            </p>
          ) : null}
        </section>
        {parts}
      </div>
    </>
  );
}
