import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { frameMessages } from './messages.ts';
import { Tag } from './notices.tsx';
import type { Reader } from './site.ts';

export interface Letter {
  href: string;
  from: string;
  when: string;
  subject: string;
  preview: string;
  unread?: boolean;
  /** In words, instead of the preview: « Message douteux ». */
  doubt?: string;
}

interface MailProps {
  title: string;
  letters: readonly Letter[];
  /** Address of the open letter. */
  openHref?: string;
  /** The open letter; alone on its page under 960 px. */
  children?: Child;
  reader: Reader;
}

/** The mailbox: letters received, and the one that is open. */
export function Mail({ title, letters, openHref, children, reader }: MailProps) {
  const words = say(frameMessages, reader);
  return (
    <div class="mail">
      <section aria-labelledby="recus">
        <h2 id="recus">{title}</h2>
        <ul class="inbox">
          {letters.map(letter => (
            <li class={letter.unread ? 'new' : undefined}>
              <a href={letter.href} aria-current={letter.href === openHref ? 'true' : undefined}>
                <span class="who">
                  <span>
                    {letter.unread ? <span class="sr">{words.unread}</span> : null}
                    {letter.from}
                  </span>
                  <span class="when">{letter.when}</span>
                </span>
                <b>{letter.subject}</b>
                {letter.doubt ? (
                  <Tag kind="bad">{letter.doubt}</Tag>
                ) : (
                  <span class="mute small">{letter.preview}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </section>
      {children}
    </div>
  );
}

/** One letter, read. */
export function LetterBody({
  id,
  subject,
  from,
  children,
}: {
  id: string;
  subject: string;
  from: Child;
  children: Child;
}) {
  return (
    <article class="flow letter" aria-labelledby={id}>
      <h2 id={id}>{subject}</h2>
      <p class="mute">{from}</p>
      <div class="text flow">{children}</div>
    </article>
  );
}
