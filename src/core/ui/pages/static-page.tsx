import type { Child } from 'hono/jsx';
import type { PageFrame, Reader, Territory } from '../site.ts';

/** The text of a page that changes only with the language and the facts of the territory. */
export interface StaticText {
  title: string;
  lead: Child;
  sections: readonly { title: string; paragraphs: readonly Child[] }[];
}

/** A page of core without data: the http layer makes a route of each. */
export interface StaticPage {
  path: string;
  text: (reader: Reader, territory: Territory) => StaticText;
}

export function staticFrame(page: StaticPage, reader: Reader, territory: Territory): PageFrame {
  const { title } = page.text(reader, territory);
  return {
    title,
    crumbs: [{ label: reader.language === 'en' ? 'Home' : 'Accueil', href: '/' }, { label: title }],
  };
}

/** Body of a static page: a title, one line, then parts; help beside. */
export function StaticBody({ text, help }: { text: StaticText; help?: Child }) {
  return (
    <div class="side">
      <div class="flow">
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        {text.sections.map(section => (
          <>
            <h2>{section.title}</h2>
            {section.paragraphs.map(paragraph => (
              <p>{paragraph}</p>
            ))}
          </>
        ))}
      </div>
      {help}
    </div>
  );
}

/** How to write to the territory: its address if it gave one, else the legal page that names the publisher. */
export function contactOf(territory: Territory, english: boolean): Child {
  if (territory.contact) {
    const href = territory.contact.includes('@') ? `mailto:${territory.contact}` : territory.contact;
    return <a href={href}>{territory.contact}</a>;
  }
  return (
    <a href="/mentions-legales">{english ? 'see who publishes this site' : 'voyez qui publie ce site'}</a>
  );
}
