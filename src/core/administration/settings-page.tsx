import type { FormSeal, Typed } from '../forms.ts';
import { say } from '../i18n.ts';
import { Button } from '../ui/actions.tsx';
import { Conflict, type ConflictLine } from '../ui/conflict.tsx';
import { ErrorSummary, Field, TickLine } from '../ui/forms.tsx';
import { Done } from '../ui/notices.tsx';
import { Seal } from '../ui/seal.tsx';
import type { Reader } from '../ui/site.ts';
import { administrationMessages } from './messages.ts';

export const settingsPath = '/pro/admin/reglages';

interface SettingsPageProps {
  /** By name of field: what is set on screen, and what the machine says when it is not. */
  set: Readonly<Record<string, string>>;
  machine: Readonly<Record<string, string>>;
  version: number;
  logo: { href: string; width: number; height: number } | null;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** What somebody else saved meanwhile, beside what this person wrote. */
  conflict: readonly ConflictLine[] | null;
  saved: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/admin/reglages`: name, contacts, logo and colours of the territory. */
export function SettingsPage({ set, machine, typed, errors, seal, reader, ...page }: SettingsPageProps) {
  const words = say(administrationMessages, reader);
  const field = (name: string, label: string, more: { type?: string; hint?: string } = {}) => (
    <Field
      name={name}
      label={label}
      hint={[more.hint, machine[name] ? words.today(machine[name]) : words.noToday].filter(Boolean).join(' ')}
      type={more.type === 'tel' ? 'tel' : 'text'}
      value={typed[name] === undefined ? (set[name] ?? '') : ([typed[name]].flat()[0] ?? '')}
      error={errors[name]}
    />
  );
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.settings}</h1>
      <p class="lead">{words.settingsLead}</p>
      {page.saved ? <Done first={words.saved} focused /> : null}
      {page.conflict ? <Conflict caption={words.settings} lines={page.conflict} reader={reader} /> : null}
      <form method="post" action={settingsPath} class="flow" enctype="multipart/form-data">
        <Seal seal={seal} />
        <input type="hidden" name="version" value={String(page.version)} />
        <h2>{words.identity}</h2>
        {field('nom', words.name)}
        {field('dans', words.inName)}
        {field('devise', words.slogan)}
        <h2>{words.contacts}</h2>
        {field('telephone', words.helpPhone, { type: 'tel' })}
        {field('heures', words.helpHours)}
        {field('contact', words.contact)}
        {field('editeur', words.publisher)}
        {field('hebergeur', words.host)}
        <h2>{words.picture}</h2>
        {page.logo ? (
          <figure>
            <img src={page.logo.href} alt={words.logoNow} height={page.logo.height} width={page.logo.width} />
            <TickLine name="retirer" value="oui">
              {words.logoRemove}
            </TickLine>
          </figure>
        ) : null}
        <div class={errors.logo ? 'field-error' : undefined}>
          <label for="logo">{words.logo}</label>
          <p class="hint" id="logo-hint">
            {words.logoHint}
          </p>
          {errors.logo ? (
            <p class="why" id="logo-why">
              {errors.logo}
            </p>
          ) : null}
          <input
            type="file"
            id="logo"
            name="logo"
            accept="image/png,image/webp"
            aria-describedby={errors.logo ? 'logo-why logo-hint' : 'logo-hint'}
          />
        </div>
        {field('couleur', words.brand, { hint: words.colourHint })}
        {field('couleur_liens', words.link, { hint: words.colourHint })}
        {field('couleur_accent', words.signal, { hint: words.colourHint })}
        <p>
          <Button>{page.conflict ? words.saveMine : words.save}</Button>
        </p>
      </form>
    </div>
  );
}
