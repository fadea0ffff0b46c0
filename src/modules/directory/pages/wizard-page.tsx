import { say } from '../../../core/i18n.ts';
import { capital } from '../../../core/typography.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, Steps } from '../../../core/ui/forms.tsx';
import type { IconName } from '../../../core/ui/icons.tsx';
import { Needs, Places, PlainList } from '../../../core/ui/lists.tsx';
import { HelpPanel, Notice } from '../../../core/ui/notices.tsx';
import type { Reader, Territory } from '../../../core/ui/site.ts';
import type { CommuneHit } from '../../territory/index.ts';
import { formMessages } from '../messages-forms.ts';
import { needs } from '../vocabulary.ts';
import { placeLine, type ShownPlace } from './place-line.tsx';

export const ways = ['venir', 'visite', 'telephone', 'indifferent'] as const;
export const specialNeeds = ['rampe', 'signes', 'lecture', 'langue'] as const;

export interface WizardAnswers {
  need: string | null;
  where: string;
  way: (typeof ways)[number] | null;
  special: readonly string[];
}

/** The answers so far as an address: going back keeps them, nothing is stored. */
function wizardAddress({ need, where, way, special }: WizardAnswers): string {
  const query = new URLSearchParams();
  if (need) query.append('besoin', need);
  if (where) query.append('ou', where);
  if (way) query.append('comment', way);
  for (const code of special) query.append('avec', code);
  const text = String(query);
  return text ? `/lieux/aide?${text}` : '/lieux/aide';
}

const icons: Record<string, IconName> = {
  papers: 'doc',
  learn: 'learn',
  work: 'pen',
  safe: 'safe',
  school: 'home',
  print: 'print',
  computer: 'pc',
  question: 'pin',
};

/** First question: eight pictures with words. */
export function NeedQuestion({ answers, reader }: { answers: WizardAnswers; reader: Reader }) {
  const words = say(formMessages, reader);
  return (
    <div class="flow">
      <Steps now={1} all={3} reader={reader} />
      <h1>{words.q1}</h1>
      <Needs
        items={needs.map(need => ({
          icon: icons[need.icon] ?? 'doc',
          title: reader.language === 'en' ? need.labelEn : reader.falc ? need.easy : need.label,
          hint: reader.language === 'en' ? need.hintEn : need.hint,
          href: wizardAddress({ ...answers, need: need.code }),
        }))}
      />
    </div>
  );
}

interface WhereQuestionProps {
  answers: WizardAnswers;
  error: string | null;
  choices: readonly CommuneHit[];
  reader: Reader;
}

/** Second question: the commune; several matches are offered, an unknown one is explained. */
export function WhereQuestion({ answers, error, choices, reader }: WhereQuestionProps) {
  const words = say(formMessages, reader);
  return (
    <div class="flow">
      {error ? <ErrorSummary problems={[{ id: 'ou', message: error }]} reader={reader} /> : null}
      <Steps now={2} all={3} reader={reader} />
      <h1>{words.q2}</h1>
      <form action="/lieux/aide" class="flow">
        {hidden({ ...answers, where: '' })}
        <Field
          name="ou"
          label={words.commune}
          value={answers.where}
          autocomplete="postal-code"
          error={error ?? undefined}
        />
        <Button>{words.next}</Button>
      </form>
      {choices.length > 0 ? (
        <PlainList
          lines={choices.map(hit => (
            <a
              href={wizardAddress({
                ...answers,
                where: `${hit.name}${hit.postalCode ? ` (${hit.postalCode})` : ''}`,
              })}
            >
              {hit.label}
              {hit.postalCode ? ` (${hit.postalCode})` : ''}
            </a>
          ))}
        />
      ) : null}
      <p>
        <a href={wizardAddress({ ...answers, need: null })}>{words.back}</a>
      </p>
    </div>
  );
}

function hidden({ need, where }: WizardAnswers) {
  return [
    ['besoin', need],
    ['ou', where],
  ].map(([name, value]) => (value ? <input type="hidden" name={name!} value={value} /> : null));
}

/** Third question: how, and what else is needed. */
export function WayQuestion({ answers, reader }: { answers: WizardAnswers; reader: Reader }) {
  const words = say(formMessages, reader);
  const wayWords = { venir: words.come, visite: words.visit, telephone: words.phone, indifferent: words.any };
  const specialWords = {
    rampe: words.ramp,
    signes: words.sign,
    lecture: words.reading,
    langue: words.language,
  };
  return (
    <div class="flow">
      <Steps now={3} all={3} reader={reader} />
      <h1>{words.q3}</h1>
      <form action="/lieux/aide" class="flow">
        {hidden(answers)}
        <Picks
          name="comment"
          type="radio"
          legend={<span class="sr">{words.q3}</span>}
          options={ways.map(value => ({ value, label: wayWords[value] }))}
          chosen={[answers.way ?? 'indifferent']}
        />
        <Picks
          name="avec"
          type="checkbox"
          legend={words.special}
          options={specialNeeds.map(value => ({ value, label: specialWords[value] }))}
          chosen={answers.special}
        />
        <Button>{words.find}</Button>
      </form>
      <p>
        <a href={wizardAddress({ ...answers, where: '' })}>{words.back}</a>
      </p>
    </div>
  );
}

interface WizardResultProps {
  commune: string;
  answers: WizardAnswers;
  /** At most three, each with why. */
  places: readonly (ShownPlace & { why: string })[];
  /** No place said that it helps with this: the nearest are shown instead. */
  fallback: boolean;
  allHref: string;
  reader: Reader;
  territory: Territory;
}

/** Three places at most, each with why in one sentence. */
export function WizardResult({
  commune,
  answers,
  places,
  fallback,
  allHref,
  reader,
  territory,
}: WizardResultProps) {
  const words = say(formMessages, reader);
  return (
    <div class="side">
      <div class="flow">
        <h1>{words.resultNear(commune)}</h1>
        {fallback ? (
          <Notice kind="info" first={words.none}>
            {reader.falc ? <br /> : null}
            {words.noneMore}
          </Notice>
        ) : null}
        <Places
          level={2}
          places={places.map((shown, index) => {
            const line = placeLine(shown, reader, index + 1);
            const ideas = line.ideas && [...line.ideas, { icon: 'plus' as const, text: capital(shown.why) }];
            return { ...line, note: shown.why, ...(ideas ? { ideas } : {}) };
          })}
        />
        <p>
          <ButtonLink href={allHref}>{words.all}</ButtonLink>
        </p>
        <p>
          <a href={wizardAddress({ ...answers, way: null })}>{words.change}</a>
        </p>
      </div>
      <HelpPanel reader={reader} territory={territory} />
    </div>
  );
}
