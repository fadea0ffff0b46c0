import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { Actions, ButtonLink } from '../../../core/ui/actions.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { differenceMessages } from '../messages-difference.ts';
import { planMessages } from '../messages-plans.ts';
import { proofMessages } from '../messages-proof.ts';

interface Linked {
  name: string;
  href: string;
}

/** Two plans side by side: places gained and lost, figures, time by group of towns. */
export function ComparePlansPage({
  a,
  b,
  gained,
  lost,
  kept,
  rows,
  epciRows,
  map,
  communeRows,
  same,
  reader,
}: {
  a: Linked;
  b: Linked;
  gained: readonly string[];
  lost: readonly string[];
  kept: readonly string[];
  rows: readonly (readonly string[])[];
  epciRows: readonly (readonly string[])[];
  map: Child;
  /** Communes whose time changes, and how many do not. */
  communeRows: readonly (readonly Child[])[];
  same: string;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  const said = say(differenceMessages, reader);
  const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : words.noneOf);
  const columns = [
    { title: <a href={a.href}>{a.name}</a>, numeric: true },
    { title: <a href={b.href}>{b.name}</a>, numeric: true },
    { title: words.difference, numeric: true },
  ];
  return (
    <div class="flow">
      <h1>{words.compareTitle}</h1>
      <dl class="facts">
        <dt>
          {words.gained} ({gained.length})
        </dt>
        <dd>{list(gained)}</dd>
        <dt>
          {words.lost} ({lost.length})
        </dt>
        <dd>{list(lost)}</dd>
        <dt>
          {words.kept} ({kept.length})
        </dt>
        <dd>{list(kept)}</dd>
      </dl>
      <Table
        id="mesures"
        captionHidden
        caption={words.compareTitle}
        columns={[{ title: words.figure }, ...columns]}
        rows={rows}
      />
      <Table
        id="epci"
        caption={`${words.meanTime}, ${words.byEpci}`}
        columns={[
          { title: words.group },
          ...columns,
          { title: said.nearer, numeric: true },
          { title: said.farther, numeric: true },
        ]}
        rows={epciRows}
      />
      {communeRows.length > 0 ? (
        <div class="side">
          {map}
          <Table
            tight
            id="communes"
            caption={said.byCommune}
            columns={[{ title: said.commune }, ...columns]}
            rows={communeRows}
          />
        </div>
      ) : null}
      <p class="small mute">{same}</p>
    </div>
  );
}

/** The certificate of a plan, what it was computed from, and how to check it. */
export function CertificatePage({
  name,
  href,
  dataHref,
  verifyHref,
  sha256,
  dataSha256,
  back,
  reader,
}: {
  name: string;
  href: string;
  dataHref: string;
  verifyHref: string;
  sha256: string;
  dataSha256: string;
  back: string;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  const proof = say(proofMessages, reader);
  return (
    <div class="flow">
      <h1>{proof.certificateTitle}</h1>
      <p>
        <a href={back}>{name}</a>
      </p>
      <p class="lead">{proof.certificateLead}</p>
      <Actions>
        <ButtonLink href={href}>{words.certificate}</ButtonLink>
        <ButtonLink kind="alt" href={dataHref}>
          {words.data}
        </ButtonLink>
        <ButtonLink kind="alt" href={verifyHref}>
          {words.toVerify}
        </ButtonLink>
      </Actions>
      <p class="mute">
        {proof.certificateHash} <code>{sha256}</code>
      </p>
      <p class="mute">
        {proof.dataHash} <code>{dataSha256}</code>
      </p>
    </div>
  );
}
