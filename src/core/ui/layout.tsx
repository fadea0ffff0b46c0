import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { Icon } from './icons.tsx';
import { mark, skyline } from './landscape.tsx';
import { frameMessages } from './messages.ts';
import type { Crumb, PageFrame, Reader, Site } from './site.ts';

interface LayoutProps {
  frame: PageFrame;
  reader: Reader;
  site: Site;
  children?: Child;
}

/** The whole document, without its doctype: one frame for every public page, useful without sheet or script. */
function Layout({ frame, reader, site, children }: LayoutProps) {
  const words = say(frameMessages, reader);
  const title = frame.error ? words.toCorrect(frame.title) : frame.title;
  return (
    <html lang={reader.language} dir="ltr" class={rootClass(frame, reader)}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – Airial, ${site.territory.name}`}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {frame.description ? <meta name="description" content={frame.description} /> : null}
        {frame.robots ? <meta name="robots" content={frame.robots} /> : null}
        {site.sheets.map(sheet => (
          <link rel="stylesheet" href={sheet} />
        ))}
        {frame.canonical ? <link rel="canonical" href={frame.canonical} /> : null}
        {frame.feeds?.map(feed => (
          <link rel="alternate" type="application/atom+xml" title={feed.title} href={feed.href} />
        ))}
        {frame.head}
        {site.islands?.map(source => (
          <script src={source} defer />
        ))}
      </head>
      <body class={frame.desk ? 'dense' : undefined}>
        {frame.bare ? null : (
          <>
            <a class="skip" href="#contenu">
              {words.skip}
            </a>
            <Header frame={frame} reader={reader} site={site} />
            {frame.desk ? <DeskMenu site={site} label={words.menu} /> : null}
            <Situation reader={reader} site={site} />
            <EasyToRead frame={frame} reader={reader} url={site.url} />
            <Crumbs crumbs={frame.crumbs} label={words.breadcrumb} />
          </>
        )}
        <main id="contenu" class="wrap">
          {children}
        </main>
        {frame.bare || frame.desk ? null : <Footer reader={reader} site={site} />}
      </body>
    </html>
  );
}

/** Easy-to-read wins over the language only where the page has it; sizes hold everywhere. */
function rootClass(frame: PageFrame, reader: Reader): string | undefined {
  const names = [
    reader.size === 'grand' && 'big',
    reader.size === 'tres-grand' && 'huge',
    frame.easyToRead && reader.falc && 'falc',
  ].filter(Boolean);
  return names.length ? names.join(' ') : undefined;
}

function Header({ frame, reader, site }: Omit<LayoutProps, 'children'>) {
  const words = say(frameMessages, reader);
  const { territory } = site;
  return (
    <header class="top">
      <div class="wrap">
        <a class="brand" href={frame.desk ? '/pro' : '/'}>
          {territory.logo ? (
            <img
              src={territory.logo.href}
              alt=""
              height={44}
              width={Math.min(120, Math.round((44 * territory.logo.width) / territory.logo.height))}
            />
          ) : (
            mark
          )}
          <span>
            <b>Airial</b>
            <span lang={reader.language === 'fr' ? undefined : 'fr'}>
              {frame.desk ? words.deskSlogan(territory.name) : territory.slogan}
            </span>
          </span>
        </a>
        <nav class="tools" aria-label={words.tools}>
          <TextAndLanguage frame={frame} reader={reader} url={site.url} account={site.signedIn?.name} />
          <AccountTools reader={reader} site={site} />
        </nav>
        <a class="btn alt help" href={territory.helpPhone ? territory.helpPhone.href : '/aide'}>
          <Icon name="phone" size={20} />
          {words.help}
        </a>
      </div>
    </header>
  );
}

/** « Mon espace », or who is signed in and the way out, which never hides. */
function AccountTools({ reader, site }: Pick<LayoutProps, 'reader' | 'site'>) {
  const words = say(frameMessages, reader);
  if (!site.signedIn) return <a href="/compte">{words.mySpace}</a>;
  return (
    <>
      <a class="me" href="/compte">
        {site.signedIn.name}
      </a>
      <form method="post" action="/quitter">
        <button type="submit">{words.leave}</button>
      </form>
    </>
  );
}

/** Whom they act for, and what a shared computer asks: seen on every page of who is signed in. */
function Situation({ reader, site }: Pick<LayoutProps, 'reader' | 'site'>) {
  if (!site.signedIn) return null;
  const words = say(frameMessages, reader);
  const { organisation, sharedComputer } = site.signedIn;
  return (
    <>
      {sharedComputer ? (
        <aside class="wrap noprint" aria-label={words.sharedComputer}>
          <form method="post" action="/quitter" class="note row">
            <b>{words.sharedComputerLeave}</b>
            <button type="submit" class="btn alt" name="effacer" value="oui">
              {words.leaveAndErase}
            </button>
          </form>
          <div class="note bad" role="alert" data-soon-over hidden>
            <div class="row">
              <b>{words.soonOver}</b>
              <button type="button" class="btn alt">
                {words.stay}
              </button>
            </div>
          </div>
        </aside>
      ) : null}
      {organisation ? (
        <nav class="wrap small noprint acting" aria-label={words.actingFor}>
          {words.actingFor} <a href="/contexte">{organisation}</a>
        </nav>
      ) : null}
    </>
  );
}

/** The professional menu; under it the content is one screen away. */
function DeskMenu({ site, label }: { site: Site; label: string }) {
  if (!site.menu?.length) return null;
  return (
    <nav class="desknav" aria-label={label}>
      <div class="wrap">
        <ul>
          {site.menu.map(entry => (
            <li>
              <a href={entry.href} aria-current={entry.current ? 'page' : undefined}>
                {entry.label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

/** Plain links: the http layer keeps the choice and takes the parameter out of the address. */
function TextAndLanguage({
  frame,
  reader,
  url,
  account,
}: {
  frame: PageFrame;
  reader: Reader;
  url: URL;
  account?: string;
}) {
  const words = say(frameMessages, reader);
  const falc = Boolean(frame.easyToRead && reader.falc);
  return (
    <details class="drop">
      <summary>
        <span aria-hidden="true">Aa</span>
        <span class="wide">{words.textAndLanguage}</span>
        {'\u00a0▾'}
      </summary>
      <ul>
        {account ? (
          <li>
            <a href="/compte">{words.account(account)}</a>
          </li>
        ) : null}
        {reader.size === 'grand' ? null : (
          <li>
            <a href={withChoice(url, 'texte', 'grand')}>{words.bigger}</a>
          </li>
        )}
        {reader.size === 'tres-grand' ? null : (
          <li>
            <a href={withChoice(url, 'texte', 'tres-grand')}>{words.huge}</a>
          </li>
        )}
        {reader.size === 'normal' ? null : (
          <li>
            <a href={withChoice(url, 'texte', 'normal')}>{words.normalSize}</a>
          </li>
        )}
        {frame.easyToRead && !falc ? (
          <li>
            <a href={withChoice(url, 'langue', 'falc')} lang={reader.language === 'fr' ? undefined : 'fr'}>
              {say(frameMessages, { language: 'fr', falc: false }).easyToRead}
            </a>
          </li>
        ) : null}
        {falc ? (
          <li>
            <a href={withChoice(url, 'langue', 'fr')}>{words.usualText}</a>
          </li>
        ) : null}
        <li>
          {reader.language === 'en' ? (
            <a href={withChoice(url, 'langue', 'fr')} lang="fr">
              Français
            </a>
          ) : (
            <a href={withChoice(url, 'langue', 'en')} lang="en">
              English
            </a>
          )}
        </li>
      </ul>
    </details>
  );
}

/** Who reads easy-to-read is told so, and how to leave it, without opening a menu. */
function EasyToRead({ frame, reader, url }: { frame: PageFrame; reader: Reader; url: URL }) {
  if (!reader.falc) return null;
  const words = say(frameMessages, reader);
  return (
    <aside class="easy wrap noprint" aria-label={words.easyToRead}>
      <p>
        {frame.easyToRead ? words.inEasyToRead : words.onlyUsual}
        <br />
        <a href={withChoice(url, 'langue', 'fr')}>{words.backToUsual}</a>
      </p>
    </aside>
  );
}

/** The same page with one choice added, every other parameter kept. */
function withChoice(url: URL, name: 'langue' | 'texte', value: string): string {
  const query = new URLSearchParams(url.search);
  query.delete('langue');
  query.delete('texte');
  query.append(name, value);
  return `?${query}`;
}

/** On a phone only the parent shows (`up`), as a way back. */
function Crumbs({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) {
  if (crumbs.length === 0) return null;
  const parent = crumbs.findLastIndex(crumb => crumb.href !== undefined);
  return (
    <nav class="crumbs wrap" aria-label={label}>
      <ol>
        {crumbs.map((crumb, index) =>
          crumb.href === undefined ? (
            <li aria-current="page">{crumb.label}</li>
          ) : (
            <li class={index === parent ? 'up' : undefined}>
              <a href={crumb.href}>{crumb.label}</a>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

function Footer({ reader, site }: Pick<LayoutProps, 'reader' | 'site'>) {
  const words = say(frameMessages, reader);
  return (
    <footer class="foot">
      {skyline}
      <div class="wrap">
        <ul>
          <li>
            <a href="/accessibilite">{words.accessibility}</a>
          </li>
          <li>
            <a href="/vos-donnees">{words.yourData}</a>
          </li>
          <li>
            <a href="/mentions-legales">{words.legal}</a>
          </li>
          <li>
            <a href="/lieux/donnees">{words.openData}</a>
          </li>
        </ul>
        {site.attribution ? (
          <p lang={reader.language === 'fr' ? undefined : 'fr'}>{site.attribution}</p>
        ) : null}
      </div>
    </footer>
  );
}

/** A complete page as text, doctype included. Bodies are drawn at once: no component may wait for data. */
export function renderPage(frame: PageFrame, reader: Reader, site: Site, body: Child): string {
  const document = (
    <Layout frame={frame} reader={reader} site={site}>
      {body}
    </Layout>
  ).toString();
  if (typeof document !== 'string')
    throw new Error('une page ne doit pas attendre de données pendant son dessin');
  return `<!doctype html>\n${document}`;
}
