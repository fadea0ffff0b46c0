import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { lines } from './easy.tsx';
import { Ask } from './forms.tsx';
import { homeMessages } from './home-messages.ts';
import type { IconName } from './icons.tsx';
import { type NeedItem, Needs } from './lists.tsx';
import { Scene } from './scene.tsx';
import type { PageFrame, Reader, Territory } from './site.ts';

/** The eight needs, in the order of the page, with their drawing. */
const needs = {
  procedure: 'doc',
  nearby: 'pin',
  learn: 'learn',
  appointment: 'cal',
  mailbox: 'mail',
  papers: 'safe',
  computer: 'pc',
  internet: 'home',
} as const satisfies Record<string, IconName>;

export type Need = keyof typeof needs;

/** The needs in the words of the reader; each leads where the territory answers it today. */
export function needItems(reader: Reader, hrefOf: (need: Need) => string): NeedItem[] {
  const words = say(homeMessages, reader);
  return (Object.keys(needs) as Need[]).map(need => ({
    icon: needs[need],
    title: words[need],
    hint: words[`${need}Hint`],
    href: hrefOf(need),
  }));
}

export function homeFrame(reader: Reader, territory: Territory): PageFrame {
  const words = say(homeMessages, reader);
  return {
    title: words.title,
    description: words.description(territory.inName),
    crumbs: [],
    easyToRead: true,
  };
}

interface HomePageProps {
  reader: Reader;
  needs: readonly NeedItem[];
  /** What the reader must know today, drawn by the houses; often nothing. */
  first?: Child;
  /** Places open now, drawn by the house that knows them. */
  open: Child | null;
  help: Child;
  /** Communes offered while typing. */
  suggestions?: readonly string[];
}

/** The question first, eight answers, the places open now and a person to call. */
export function HomePage({ reader, needs: items, first, open, help, suggestions }: HomePageProps) {
  const words = say(homeMessages, reader);
  return (
    <>
      <div class="hero">
        <div class="flow">
          <h1>{words.title}</h1>
          <p class="lead">{lines(words.lead, reader)}</p>
          <Ask
            action="/lieux"
            name="ou"
            label={words.where}
            button={words.find}
            autocomplete="postal-code"
            suggestions={suggestions}
          />
        </div>
        <Scene label={words.scene} />
      </div>
      {first}
      <Needs items={items} />
      <div class="side after">
        {open}
        {help}
      </div>
    </>
  );
}
