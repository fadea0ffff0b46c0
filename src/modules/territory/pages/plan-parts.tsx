import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { Actions, Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { Ask, Field } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { planMessages } from '../messages-plans.ts';
import { reasonMessages } from '../messages-reasons.ts';
import type { PlanPageProps } from './plan-page.tsx';

/** Never « 0 % » for what is not the best. */
export function gapText(gap: number, reader: Reader): string {
  const percent = Math.max(gap * 100, 0.01);
  const text = numberText(percent, reader.language, percent < 0.1 ? 2 : 1);
  return reader.language === 'fr' ? `${text}\u00a0%` : `${text}%`;
}

/** Why each place is there, and what another would cost. */
export function Reasons({ result, robustness, whatIf, reader }: PlanPageProps) {
  const words = say(planMessages, reader);
  const said = say(reasonMessages, reader);
  const shareOf = new Map(robustness?.shares.map(({ code, share }) => [code, share]));
  return (
    <section class="flow" id="raisons">
      <h2>{words.reasonsTitle}</h2>
      <More summary={words.reasonsSummary}>
        <dl class="facts">
          {result.sites.map(site => (
            <>
              <dt>{site.name}</dt>
              <dd>
                {[
                  said.nearestFor(site.name, site.persons),
                  said.ifClosed(site.ifClosed),
                  site.next.length > 0 ? said.wouldGo(site.next) : '',
                  site.replacement
                    ? said.replacement(site.replacement.name, site.replacement.minutes)
                    : said.noReplacement,
                  robustness && robustness.draws > 0 ? said.chosenIn(shareOf.get(site.code) ?? 0) : '',
                ]
                  .filter(Boolean)
                  .join(' ')}
              </dd>
            </>
          ))}
        </dl>
      </More>
      {whatIf ? (
        <Ask
          action={whatIf.action}
          name="ajouter"
          label={words.whatIf}
          value={whatIf.typed}
          button={words.whatIfAsk}
          buttonKind="alt"
          error={whatIf.error ?? undefined}
        />
      ) : null}
      {whatIf?.answer ? <Done first={whatIf.answer} /> : null}
    </section>
  );
}

/** How much each move away from the adopted plan gains: a committee picks a number of moves. */
export function Curve({ result, reader }: PlanPageProps) {
  const words = say(planMessages, reader);
  if (!result.curve || result.curve.length === 0) return null;
  return (
    <section class="flow" id="courbe">
      <h2>{words.curveTitle}</h2>
      <p>{words.curveLead}</p>
      <Table
        tight
        id="courbe-table"
        captionHidden
        caption={words.curveTitle}
        columns={[
          { title: words.curveMoves, numeric: true },
          { title: words.mean, numeric: true },
          { title: words.curveGained, numeric: true },
          { title: words.curveProof },
        ]}
        rows={result.curve.map(({ moves, mean, gained, proven }) => [
          String(moves),
          numberText(mean, reader.language, 2),
          numberText(gained, reader.language, 2),
          proven ? words.curveProven : words.curveBounded,
        ])}
      />
    </section>
  );
}

/** What the coordination may do with a plan. */
export function Acts({
  acts,
  adoptLabel,
  reader,
}: {
  acts: NonNullable<PlanPageProps['acts']>;
  adoptLabel?: string;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  const press = (path: string, label: string) => (
    <form method="post" action={`${acts.base}/${path}`}>
      <Seal seal={acts.seal()} />
      <Actions>
        <Button kind="alt">{label}</Button>
      </Actions>
    </form>
  );
  return (
    <section class="flow noprint" id="actes">
      <h2>{words.actions}</h2>
      <form method="post" action={`${acts.base}/nom`} class="flow">
        <Seal seal={acts.seal()} />
        <Field name="nom" label={words.name} value={acts.name} maxlength={200} />
        <Actions>
          <Button kind="alt">{words.rename}</Button>
        </Actions>
      </form>
      {acts.mayShare ? (
        <>
          <p>{acts.sharedUntil ? words.shareUntil(acts.sharedUntil) : words.shareLead}</p>
          {press('partager', words.shareIt)}
          {acts.sharedUntil ? press('retirer', words.revoke) : null}
        </>
      ) : null}
      {acts.mayAdopt ? (
        <p class="row">
          <ButtonLink kind="alt" href={`${acts.base}/adopter`}>
            {adoptLabel ?? words.adopt}
          </ButtonLink>
        </p>
      ) : null}
      {acts.mayArchive ? press('archiver', words.archive) : null}
    </section>
  );
}
