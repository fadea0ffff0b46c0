import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks } from '../../../core/ui/forms.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { cardMessages } from '../messages-card.ts';
import { Going, problemsOf, text } from './form-parts.tsx';
import { Ticks } from './sign-in-page.tsx';

interface Around {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

/** `/carte`: the number, scanned or typed, and the four words. */
export function CardPage({ typed, errors, seal, suite, reader }: Around & { suite: string | null }) {
  const words = say(cardMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form method="post" action="/carte" class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Going suite={suite} form={null} />
        <Field
          name="carte_secrete"
          label={words.number}
          hint={words.numberHint}
          value={text(typed, 'carte_secrete')}
          error={errors.carte_secrete}
          autocomplete="off"
          maxlength={80}
        />
        <Field
          name="mots"
          label={words.words}
          hint={words.wordsHint}
          error={errors.mots}
          autocomplete="off"
          maxlength={200}
        />
        <Ticks typed={typed} shared reader={reader} />
        <p>
          <Button>{words.enter}</Button>
        </p>
      </form>
      <p>
        <a href="/lieux">{words.places}</a>
      </p>
    </div>
  );
}

export const identityChecks = [
  'piece_identite',
  'connu_de_la_structure',
  'deux_professionnels',
  'attestation_hebergement',
] as const;

/** `/pro/cartes`: hand a card over, make it again, block it. */
export function CardsPage({
  cards,
  found,
  typed,
  errors,
  seal,
  reader,
}: Around & {
  cards: readonly { account: string; name: string; day: string; blocked: boolean }[];
  /** Whom a search found; null when nobody was sought. */
  found: readonly { account: string; name: string; state: string; mark: string }[] | null;
}) {
  const words = say(cardMessages, reader);
  const options = identityChecks.map(value => ({ value, label: words[`check_${value}`] }));
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.issueTitle}</h1>
      <p class="mute">{words.issueLead}</p>
      <form method="post" action="/pro/cartes" class="flow">
        <Seal seal={seal} />
        <Field
          name="personne"
          label={words.person}
          hint={words.personHint}
          value={text(typed, 'personne')}
          error={errors.personne}
          autocomplete="off"
        />
        <Picks
          name="verification"
          type="radio"
          legend={words.checked}
          options={options}
          chosen={[text(typed, 'verification')]}
          error={errors.verification}
        />
        <p class="hint">{words.paper}</p>
        <p>
          <Button icon="print">{words.issue}</Button>
        </p>
      </form>
      <form method="post" action="/pro/cartes/retrouver" class="flow">
        <Seal seal={seal} />
        <h2>{words.seekTitle}</h2>
        <p class="hint">{words.seekLead}</p>
        <Field
          name="qui"
          label={words.seek}
          value={text(typed, 'qui')}
          error={errors.qui}
          autocomplete="off"
        />
        <p>
          <Button kind="alt">{words.seekButton}</Button>
        </p>
      </form>
      {found && found.length > 0 ? <h3>{words.foundTitle}</h3> : null}
      {found?.map(it => (
        <form method="post" action={`/pro/cartes/${it.account}`} class="panel flow">
          <Seal seal={seal} />
          <input type="hidden" name="trouve" value={it.mark} />
          <p>
            <b>{it.name}</b>, {it.state}
          </p>
          <Picks
            name="verification"
            id={`verification-${it.account}`}
            type="radio"
            legend={words.checked}
            options={options}
            error={errors[`verification-${it.account}`]}
          />
          <p>
            <Button kind="alt" icon="print">
              {words.again(it.name)}
            </Button>
          </p>
        </form>
      ))}
      <h2>{words.issued}</h2>
      {cards.length === 0 ? <p>{words.noCard}</p> : null}
      <ul class="plain flow">
        {cards.map(card => (
          <li>
            <p>
              <b>{card.name}</b>, {words.since(card.day)}
              {card.blocked ? ` (${words.blockedState})` : ''}
            </p>
            <More summary={words.again(card.name)}>
              <form method="post" action={`/pro/cartes/${card.account}`} class="flow">
                <Seal seal={seal} />
                <p class="hint">{words.againHint}</p>
                <Picks
                  name="verification"
                  id={`verification-${card.account}`}
                  type="radio"
                  legend={words.checked}
                  options={options}
                  error={errors[`verification-${card.account}`]}
                />
                <p>
                  <Button kind="alt" icon="print">
                    {words.issue}
                  </Button>
                </p>
              </form>
            </More>
            {card.blocked ? null : (
              <form method="post" action={`/pro/cartes/${card.account}/blocage`}>
                <Seal seal={seal} />
                <Button kind="quiet">{words.block(card.name)}</Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
