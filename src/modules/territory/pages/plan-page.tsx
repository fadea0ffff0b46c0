import type { Child } from 'hono/jsx';
import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { markText, numberText, percentText } from '../../../core/typography.ts';
import { Actions, Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { Stat, Stats } from '../../../core/ui/figures.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import type { PlanAsked } from '../domain/plans/asked.ts';
import type { TimeFigures } from '../domain/plans/figures.ts';
import type { PlanResult, PlanRobustness } from '../domain/plans/result.ts';
import { planMessages } from '../messages-plans.ts';
import { travelMessages } from '../messages-travel.ts';
import { Acts, Curve, gapText, Reasons } from './plan-parts.tsx';
import { MoveForm, type Moving } from './plan-try.tsx';

export interface PlanPageProps {
  title: string;
  about: string;
  done: string | null;
  p: number;
  result: PlanResult;
  model: PlanAsked['model'];
  /** Minutes to cover. */
  radius: number;
  /** A plan with a price for each change is the best for this price only. */
  priced: boolean;
  /** Other data than those it was computed from are in place. */
  stale: boolean;
  robustness: PlanRobustness | null;
  /** Trials at work: how many are done. */
  trials: { done: number; all: number } | null;
  draws: number;
  nameOf: (code: string) => string;
  epciName: (siren: string) => string;
  communeHref: (code: string) => string;
  map: Child;
  form: Child;
  links: { certificate: string; dossier: string | null; verify: string };
  /** What may be done with it; null for who only reads. */
  acts: {
    base: string;
    name: string;
    seal: () => FormSeal;
    mayAdopt: boolean;
    mayShare: boolean;
    sharedUntil: string | null;
    mayArchive: boolean;
  } | null;
  /** The cost of a commune that is not in the plan; null when it may not be asked. */
  whatIf: { action: string; typed: string; error: string | null; answer: string | null } | null;
  /** Times by road, and their file; null for times as the crow flies. */
  travel: { words: string; href: string } | null;
  /** A place moved by hand; null when it may not be. */
  moving: Moving | null;
  shared: boolean;
  reader: Reader;
}

/** A plan: how good, where, who is far, and how sure. */
export function PlanPage(props: PlanPageProps) {
  const { result, reader, p, acts, robustness } = props;
  const words = say(planMessages, reader);
  const { all } = result.figures;
  const minutes = (value: number) => words.minutes(numberText(value, reader.language));
  const always = robustness?.shares.filter(({ share }) => share === 1).length ?? 0;
  const gap = result.objective > 0 ? Math.abs(result.objective - result.bound) / result.objective : 0;
  return (
    <>
      <div class="head">
        <div>
          <h1>{props.title}</h1>
          <p class="mute">{props.about}</p>
        </div>
        <p class="row noprint">
          {props.links.dossier ? <ButtonLink href={props.links.dossier}>{words.dossier}</ButtonLink> : null}
          <ButtonLink kind="alt" href={props.links.certificate}>
            {words.proof}
          </ButtonLink>
        </p>
      </div>
      {props.done ? <Done first={props.done} focused /> : null}
      {props.shared ? <Notice kind="info" first={words.readOnly} /> : null}
      {props.stale ? <Notice first={words.changed} /> : null}
      {result.status === 'optimal' && props.model === 'capacitated' ? (
        <Notice kind="info" first={words.announced}>
          {words.announcedMore}
        </Notice>
      ) : result.status === 'optimal' ? (
        <Done first={words.best}>
          {bestOf(props)} <a href={props.links.verify}>{words.toVerify}</a>
        </Done>
      ) : (
        <Notice kind="info" first={words.bounded(gapText(gap, reader))}>
          {words.boundedMore}
        </Notice>
      )}
      {result.warnings.length > 0 ? (
        <Notice first={words.solverWarning}>
          <span lang={reader.language === 'fr' ? undefined : 'fr'}>{result.warnings.join(' ')}</span>
        </Notice>
      ) : null}
      <div class="after-s">
        <Stats>
          <Stat figure={minutes(all.mean)} sentence={words.meanOf} />
          <Stat figure={percentText(all.within15, reader.language)} sentence={words.within15} />
          <Stat figure={minutes(Math.round(all.max))} sentence={words.longest} />
          {robustness && robustness.draws > 0 ? (
            <Stat figure={`${always} / ${p}`} sentence={words.sure(robustness.draws)} />
          ) : null}
        </Stats>
      </div>
      <div class="side after">
        {props.map}
        <div class="flow">
          {props.form}
          <SitesTable {...props} />
          <p class="small mute">
            {words.sitesNote}{' '}
            {props.travel ? (
              <>
                {props.travel.words} <a href={props.travel.href}>{say(travelMessages, reader).file}</a>
              </>
            ) : (
              words.byAirNote
            )}
          </p>
          {result.estimated.length > 0 ? (
            <p class="small mute">
              {words.estimated(
                result.estimated.length,
                result.estimated.map(code => props.nameOf(code)).join(', '),
              )}
            </p>
          ) : null}
        </div>
      </div>
      <div class="flow">
        {props.model === 'p-median' ? <Robust {...props} /> : null}
        <Reasons {...props} />
        {props.moving ? <MoveForm moving={props.moving} reader={reader} /> : null}
        <Curve {...props} />
        <Equity {...props} />
        {acts ? <Acts acts={acts} reader={reader} /> : null}
      </div>
    </>
  );
}

/** What no other choice does better, by what was looked for. */
function bestOf({ model, priced, p, result, radius, reader }: PlanPageProps): string {
  const words = say(planMessages, reader);
  const minutes = (value: number) => words.minutes(numberText(value, reader.language));
  if (priced) return words.bestFor;
  if (model === 'p-center') return words.bestCenter(p, minutes(result.objective / 10));
  if (model === 'mclp') return words.bestCover(p, minutes(radius));
  return words.bestMore(p);
}

function sureness(share: number, reader: Reader): string {
  const words = say(planMessages, reader);
  const word =
    share === 1 ? words.always : share >= 0.8 ? words.verySure : share >= 0.2 ? words.depends : words.rarely;
  return `${percentText(share, reader.language)}, ${word}`;
}

function SitesTable({ result, p, robustness, communeHref, reader }: PlanPageProps) {
  const words = say(planMessages, reader);
  const number = (value: number) => numberText(value, reader.language, 0);
  const shareOf = new Map(robustness?.shares.map(({ code, share }) => [code, share]));
  const hasTrials = robustness !== null && robustness.draws > 0;
  return (
    <Table
      tight
      id="lieux"
      caption={words.sitesTable(p)}
      columns={[
        { title: words.site },
        { title: words.inhabitants, numeric: true },
        { title: words.mean, numeric: true },
        { title: words.max, numeric: true },
        { title: words.ifClosed, numeric: true },
        ...(hasTrials ? [{ title: words.trials }] : []),
      ]}
      rows={result.sites.map((site, at) => [
        <span class="nn">
          <span class="no">{at + 1}</span>
          <a href={communeHref(site.code)}>{site.name}</a>
        </span>,
        number(site.inhabitants),
        markText(site.mean, reader.language),
        number(site.max),
        site.ifClosed === null ? '–' : `+${numberText(site.ifClosed, reader.language, 2)}`,
        ...(hasTrials ? [sureness(shareOf.get(site.code) ?? 0, reader)] : []),
      ])}
    />
  );
}

/** The message for a committee: which places do not depend on hypotheses. */
function Robust({ result, p, robustness, trials, draws, nameOf, acts, reader }: PlanPageProps) {
  const words = say(planMessages, reader);
  const open = new Set(result.open);
  const chosen = robustness?.shares.filter(({ code }) => open.has(code)) ?? [];
  const others = robustness?.shares.filter(({ code }) => !open.has(code)) ?? [];
  return (
    <section class="flow" id="essais">
      <h2>{words.robustTitle}</h2>
      <p>{words.robustLead(draws)}</p>
      {robustness && robustness.draws > 0 ? (
        <>
          <p>
            <b>
              {words.robustDone(
                robustness.draws,
                chosen.filter(({ share }) => share === 1).length,
                chosen.filter(({ share }) => share >= 0.8).length,
                robustness.shares.length,
                p,
              )}
            </b>
          </p>
          {robustness.draws < robustness.asked ? <p>{words.robustPartial}</p> : null}
          {others.length > 0 ? (
            <Table
              tight
              id="autres"
              caption={words.others}
              columns={[{ title: words.site }, { title: words.share }]}
              rows={others.map(({ code, share }) => [nameOf(code), sureness(share, reader)])}
            />
          ) : null}
        </>
      ) : null}
      {trials ? <p>{words.trialsDone(trials.done, trials.all)}</p> : null}
      {acts && !trials ? (
        <form method="post" action={`${acts.base}/essais`}>
          <Seal seal={acts.seal()} />
          <Actions>
            <Button kind="alt">{words.robustAsk(draws)}</Button>
          </Actions>
        </form>
      ) : null}
      {acts && trials ? (
        <form method="post" action={`${acts.base}/arreter`}>
          <Seal seal={acts.seal()} />
          <Actions>
            <Button kind="alt">{words.stop}</Button>
          </Actions>
        </form>
      ) : null}
    </section>
  );
}

function Equity({ result, epciName, reader }: PlanPageProps) {
  const words = say(planMessages, reader);
  const { figures } = result;
  const { language } = reader;
  const row = (name: string, of: TimeFigures) => [
    name,
    numberText(of.persons, language, 0),
    markText(of.mean, language),
    numberText(of.p90, language, 0),
    numberText(of.worstTenth, language, 0),
    percentText(of.within15, language),
    numberText(of.max, language, 0),
  ];
  const columns = [
    { title: words.group },
    ...[words.persons, words.mean, words.p90, words.worst, words.under15, words.max].map(title => ({
      title,
      numeric: true,
    })),
  ];
  return (
    <section class="flow">
      <h2>{words.equityTitle}</h2>
      <Table
        tight
        id="equite"
        captionHidden
        caption={words.equityTitle}
        columns={columns}
        rows={[
          row(words.everybody, figures.all),
          ...(figures.fragile
            ? [row(words.fragileFifth, figures.fragile.fifth), row(words.rest, figures.fragile.rest)]
            : []),
        ]}
      />
      <p>
        {words.gini(numberText(figures.all.gini, language, 2), numberText(figures.loadRatio, language))}{' '}
        {figures.moves === null ? '' : words.moves(figures.moves)}
      </p>
      <Table
        tight
        id="epci"
        caption={words.byEpci}
        columns={columns}
        rows={figures.byEpci.map(({ epci, figures: of }) => row(epciName(epci), of))}
      />
    </section>
  );
}
