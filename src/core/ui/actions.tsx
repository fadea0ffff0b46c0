import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icons.tsx';

/** Plain is the one main action of a screen; `stop` only on a confirmation page. */
type ButtonKind = 'main' | 'alt' | 'quiet' | 'stop';

interface Look {
  kind?: ButtonKind;
  icon?: IconName;
  children: Child;
}

const classes: Record<ButtonKind, string> = {
  main: 'btn',
  alt: 'btn alt',
  quiet: 'btn quiet',
  stop: 'btn stop',
};

/** A button that does something: sends its form. Never disabled; a press that cannot work is explained. */
export function Button({
  kind = 'main',
  icon,
  name,
  value,
  children,
}: Look & { name?: string; value?: string }) {
  return (
    <button type="submit" class={classes[kind]} name={name} value={value}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

/** A link that looks like a button: goes somewhere. */
export function ButtonLink({ kind = 'main', icon, href, children }: Look & { href: string }) {
  return (
    <a class={classes[kind]} href={href}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  );
}

/** Actions side by side, the main one first; on paper they disappear. */
export function Actions({ children }: { children: Child }) {
  return <p class="row noprint">{children}</p>;
}

/** Secondary choices behind one line that says what they are; on paper they disappear. */
export function More({ summary, open, children }: { summary: string; open?: boolean; children: Child }) {
  return (
    <details class="filter noprint" open={open}>
      <summary>
        <span>{summary}</span>
      </summary>
      {children}
    </details>
  );
}

/** The same question as a confirmation page, opened in place by an island; closed without one. */
export function Dialog({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <dialog id={id} aria-labelledby={`${id}-titre`}>
      <div class="flow">
        <h2 id={`${id}-titre`}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
