import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icons.tsx';
import type { Reader } from './site.ts';

/*
 * Easy-to-read French (facile à lire): one sentence a line, one drawing an idea.
 * Usual pages are drawn by the same pieces, which then add nothing.
 */

/** A text of the product for this reader: easy-to-read puts each sentence on its own line. */
export function lines(text: string, reader: Pick<Reader, 'falc'>): Child {
  return reader.falc ? stacked(text.split(/(?<=[.?!]) /)) : text;
}

/** Pieces one under the other. */
export function stacked(pieces: readonly Child[]): Child {
  return pieces.map((piece, index) => (
    <>
      {index > 0 ? <br /> : null}
      {piece}
    </>
  ));
}

/** Heading of a part of the page, with its drawing in easy-to-read. */
export function Heading({
  id,
  icon,
  reader,
  children,
}: {
  id?: string;
  icon: IconName;
  reader: Reader;
  children: Child;
}) {
  return reader.falc ? (
    <h2 id={id} class="idea">
      <Icon name={icon} size={36} />
      <span>{children}</span>
    </h2>
  ) : (
    <h2 id={id}>{children}</h2>
  );
}

export interface Idea {
  icon: IconName;
  text: Child;
}

/** Ideas of an easy-to-read page, each with its drawing on the left. */
export function Ideas({ ideas }: { ideas: readonly Idea[] }) {
  return (
    <ul class="ideas">
      {ideas.map(({ icon, text }) => (
        <li class="idea">
          <Icon name={icon} size={28} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
