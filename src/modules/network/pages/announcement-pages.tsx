import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Paragraphs } from '../../../core/notify/pages.tsx';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, type Option, Picks, TextArea, TickLine } from '../../../core/ui/forms.tsx';
import { Done, Empty, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { announcementMessages } from '../announcement-messages.ts';
import { postMessages } from '../post-messages.ts';

export interface AnnouncementLine {
  id: string;
  title: string;
  text: string;
  important: boolean;
  /** « CCAS de Sabres, jusqu’au 1er décembre. » */
  by: string;
}

interface ListProps {
  announcements: readonly AnnouncementLine[];
  reader: Reader;
}

/** `/annonces` */
export function AnnouncementsPage({ announcements, reader }: ListProps) {
  const words = say(announcementMessages, reader);
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {announcements.length === 0 ? (
        <Empty title={words.empty}>
          <p>{words.emptyMore}</p>
        </Empty>
      ) : (
        announcements.map(announcement => (
          <article class="flow after-s" id={announcement.id}>
            <h2>
              {announcement.title} {announcement.important ? <Tag kind="warn">{words.important}</Tag> : null}
            </h2>
            <Paragraphs text={announcement.text} />
            <p class="mute">{announcement.by}</p>
          </article>
        ))
      )}
    </div>
  );
}

interface BannerProps extends ListProps {
  /** Messages on screen that were not read. */
  unread: number;
  seal: FormSeal;
  /** Under another part of the page, or at the head of its column. */
  under: boolean;
}

/** On the home page of people and of helpers: two announcements at most, and messages not read. */
export function AnnouncementBanner({ announcements, unread, seal, under, reader }: BannerProps) {
  const words = say(announcementMessages, reader);
  const post = say(postMessages, reader);
  return (
    <section class={under ? 'flow after-s' : 'flow'} aria-labelledby="annonces">
      <h2 id="annonces">{announcements.length > 0 ? words.title : post.mine}</h2>
      {unread > 0 ? (
        <div class="note info">
          <p>
            <b>{post.unread(unread)}.</b> <a href="/compte/messages">{post.seeThem}</a>
          </p>
        </div>
      ) : null}
      {announcements.map(announcement => (
        <div class={announcement.important ? 'note' : 'note info'}>
          <p>
            <b>{announcement.title}.</b>
          </p>
          <Paragraphs text={announcement.text} />
          <p class="mute">{announcement.by}</p>
          {announcement.important ? null : (
            <form method="post" action="/annonces">
              <Seal seal={seal} />
              <Button kind="quiet" name="annonce" value={announcement.id}>
                {words.dismiss}
                <span class="sr">, {announcement.title}</span>
              </Button>
            </form>
          )}
        </div>
      ))}
      {announcements.length > 0 ? (
        <p>
          <a href="/annonces">{words.see}</a>
        </p>
      ) : null}
    </section>
  );
}

export interface PublishedLine extends AnnouncementLine {
  /** For whom, in words. */
  audience: string;
  ended: string | null;
  canEnd: boolean;
}

interface PublishPageProps {
  published: readonly PublishedLine[];
  /** Name of the organisation when it may speak to its own members only. */
  ownOnly: string | null;
  roles: readonly Option[];
  typed: {
    titre: string;
    texte: string;
    pour: string;
    roles: readonly string[];
    importance: string;
    du: string;
    au: string;
    message: boolean;
  };
  errors: Readonly<Record<string, string>>;
  done: 'published' | 'ended' | null;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/reseau/annonces`: to write one, and those published. */
export function PublishPage({
  published,
  ownOnly,
  roles,
  typed,
  errors,
  done,
  seal,
  reader,
}: PublishPageProps) {
  const words = say(announcementMessages, reader);
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.publishTitle}</h1>
      {done ? <Done first={words[done]} focused /> : null}
      <div class="side">
        <section aria-labelledby="ecrire" class="flow">
          <h2 id="ecrire">{words.write}</h2>
          <p>
            {words.publishLead} {ownOnly ? words.ownOnly(ownOnly) : null}
          </p>
          <form method="post" action="/pro/reseau/annonces" class="flow">
            <Seal seal={seal} />
            <Field
              name="titre"
              label={words.titleField}
              hint={words.titleHint}
              value={typed.titre}
              maxlength={80}
              {...error('titre')}
            />
            <TextArea
              name="texte"
              label={words.textField}
              hint={words.textHint}
              value={typed.texte}
              maxlength={600}
              {...error('texte')}
            />
            {ownOnly ? null : (
              <>
                <Picks
                  name="pour"
                  type="radio"
                  legend={words.audience}
                  options={(['tous', 'habitants', 'roles', 'organisations'] as const).map(value => ({
                    value,
                    label: words[value],
                  }))}
                  chosen={[typed.pour]}
                  {...error('pour')}
                />
                <Picks
                  name="roles"
                  type="checkbox"
                  legend={words.rolesField}
                  options={roles}
                  chosen={typed.roles}
                  {...error('roles')}
                />
              </>
            )}
            <Picks
              name="importance"
              type="radio"
              legend={words.level}
              options={[
                { value: 'information', label: words.information },
                { value: 'important', label: words.importantLevel },
              ]}
              chosen={[typed.importance]}
            />
            <div class="cols">
              <Field name="du" type="date" label={words.from} value={typed.du} {...error('du')} />
              <Field name="au" type="date" label={words.until} value={typed.au} {...error('au')} />
            </div>
            <TickLine name="message" value="oui" checked={typed.message}>
              {words.tell}
            </TickLine>
            <p>
              <Button>{words.publish}</Button>
            </p>
          </form>
        </section>
        <section aria-labelledby="publiees" class="flow">
          <h2 id="publiees">{words.title}</h2>
          {published.length === 0 ? <p>{words.none}</p> : null}
          {published.map(line => (
            <Published line={line} seal={seal} reader={reader} />
          ))}
        </section>
      </div>
    </div>
  );
}

function Published({ line, seal, reader }: { line: PublishedLine; seal: FormSeal; reader: Reader }) {
  const words = say(announcementMessages, reader);
  return (
    <div class="flow">
      <h3>
        {line.title} {line.important ? <Tag kind="warn">{words.important}</Tag> : null}
      </h3>
      <p class="mute">
        {line.audience}. {line.by} {line.ended}
      </p>
      {line.canEnd ? (
        <form method="post" action="/pro/reseau/annonces">
          <Seal seal={seal} />
          <Button kind="quiet" name="retirer" value={line.id}>
            {words.end}
            <span class="sr">, {line.title}</span>
          </Button>
        </form>
      ) : null}
    </div>
  );
}
