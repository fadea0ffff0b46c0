import type { Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { TooLarge } from '../../../core/http/visit.ts';
import { say } from '../../../core/i18n.ts';
import { openTerritory } from '../house.ts';
import { installedPlaces, installedTable } from '../installed.ts';
import { planMessages } from '../messages-plans.ts';
import { proofMessages } from '../messages-proof.ts';
import { roundsMessages } from '../messages-rounds.ts';
import { CertificatePage } from '../pages/plan-compare.tsx';
import { AdoptPage, plansPath, SharedLinkPage, VerifyPage } from '../pages/plan-pages.tsx';
import {
  type Acting,
  adoptPlan,
  archivePlan,
  askTrials,
  namePlan,
  revokeShare,
  sharePlan,
  stopPlan,
} from '../planning.ts';
import {
  analystsMayRunScenarios,
  anyoneMayVerify,
  committeeMayReadScenarios,
  coordinationMayAdopt,
} from '../policy.ts';
import { findCertificate, type Scenario } from '../store-scenarios.ts';
import { matrixFile } from '../travel-times.ts';
import { type Facts, verifyCertificate } from '../verify.ts';
import { factsOfCommunes, timesOfMatrix } from '../verify-data.ts';
import { actingOf, planFrame, withScenario } from './plan-visit.ts';

const sent = { exempt: 'envoi du formulaire' };
const one = `${plansPath}/:id`;
/** A certificate of a country is smaller. */
const largestCertificate = 5 * 1024 * 1024;

const press = (
  path: string,
  policy: Route['policy'],
  act: (acting: Acting, id: string, typed: Typed) => Promise<void>,
): Route => ({
  method: 'POST',
  path: `${one}/${path}`,
  policy,
  reach: sent,
  handle: visit =>
    withScenario(visit, async ({ id }) => {
      const typed = await visit.form();
      await act(actingOf(visit, typed), id, typed);
      return visit.redirect(`${plansPath}/${id}?fait=${path}`);
    }),
});

export const positioningActRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${plansPath}/verifier`,
    policy: anyoneMayVerify,
    reach: 'linked',
    handle: visit => verifyPage(visit, null, null),
  },
  { method: 'POST', path: `${plansPath}/verifier`, policy: anyoneMayVerify, reach: sent, handle: verify },
  {
    method: 'GET',
    path: `${plansPath}/donnees.csv`,
    policy: anyoneMayVerify,
    reach: { exempt: 'fichier à télécharger, lié depuis la page de vérification' },
    handle: dataFile,
  },
  {
    method: 'GET',
    path: `${plansPath}/temps/:file`,
    policy: anyoneMayVerify,
    reach: { exempt: 'fichier à télécharger, lié depuis la page d’un plan' },
    handle: timesFile,
  },
  {
    method: 'GET',
    path: `${one}/certificat`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'liée depuis la page d’un plan' },
    handle: visit => withScenario(visit, scenario => certificatePage(visit, scenario)),
  },
  {
    method: 'GET',
    path: `${one}/certificat.json`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'fichier à télécharger, lié depuis la page d’un plan' },
    handle: certificateFile,
  },
  press('arreter', analystsMayRunScenarios, stopPlan),
  press('essais', analystsMayRunScenarios, askTrials),
  press('nom', analystsMayRunScenarios, async (acting, id, typed) => {
    const name = String([typed.nom ?? ''].flat()[0])
      .trim()
      .slice(0, 200);
    if (name !== '') await namePlan(acting, id, name);
  }),
  press('archiver', analystsMayRunScenarios, archivePlan),
  press('retirer', coordinationMayAdopt, revokeShare),
  press('adopter', coordinationMayAdopt, adoptPlan),
  {
    method: 'GET',
    path: `${one}/adopter`,
    policy: coordinationMayAdopt,
    reach: { exempt: 'liée depuis la page d’un plan' },
    handle: visit => withScenario(visit, scenario => adoptPage(visit, scenario)),
  },
  {
    method: 'POST',
    path: `${one}/partager`,
    policy: coordinationMayAdopt,
    reach: sent,
    handle: visit => withScenario(visit, scenario => share(visit, scenario)),
  },
];

async function adoptPage(visit: Visit, { id, name, rounds }: Scenario): Promise<Response> {
  const words = rounds ? say(roundsMessages, visit.reader) : say(planMessages, visit.reader);
  return await visit.page(
    planFrame(visit, words.adoptTitle),
    <AdoptPage
      title={words.adoptTitle}
      lead={words.adoptLead(name)}
      button={words.adopt}
      action={`${plansPath}/${id}/adopter`}
      back={`${plansPath}/${id}`}
      seal={visit.seal()}
      reader={visit.reader}
    />,
  );
}

/** The secret is in this answer and nowhere else: a second press makes another link, and stops this one. */
async function share(visit: Visit, { id }: Scenario): Promise<Response> {
  const words = say(planMessages, visit.reader);
  const secret = await sharePlan(actingOf(visit), id);
  return await visit.page(
    planFrame(visit, words.shareIt),
    <SharedLinkPage
      link={`${visit.origin}${plansPath}/partage/${secret}`}
      back={`${plansPath}/${id}`}
      reader={visit.reader}
    />,
  );
}

async function certificatePage(visit: Visit, scenario: Scenario): Promise<Response> {
  if (!scenario.certificateSha256) return await visit.error(404);
  const proof = say(proofMessages, visit.reader);
  return await visit.page(
    planFrame(visit, proof.certificateTitle),
    <CertificatePage
      href={`${plansPath}/${scenario.id}/certificat.json`}
      dataHref={`${plansPath}/donnees.csv`}
      verifyHref={`${plansPath}/verifier`}
      sha256={scenario.certificateSha256}
      dataSha256={scenario.inputsSha256}
      back={`${plansPath}/${scenario.id}`}
      name={scenario.name}
      reader={visit.reader}
    />,
  );
}

async function certificateFile(visit: Visit): Promise<Response> {
  const text = await visit.read(transaction => findCertificate(transaction, visit.params.id ?? ''));
  if (!text) return await visit.error(404);
  return new Response(text, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="certificat-${visit.params.id!.slice(-12)}.json"`,
      'Cache-Control': 'private, no-cache',
    },
  });
}

const withoutNear = ({ labels, persons, time }: Facts): Facts => ({ labels, persons, time });

/** The travel times of plans: whoever verifies one needs them. */
async function timesFile(visit: Visit): Promise<Response> {
  const hash = /^([0-9a-f]{64})\.csv$/.exec(visit.params.file ?? '')?.[1];
  const found = hash && (await matrixFile(visit.ground, hash));
  if (!found) return await visit.error(404);
  return new Response(found.text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${found.name}"`,
      'Cache-Control': 'public, max-age=86400',
      'Access-Control-Allow-Origin': '*',
    },
  });
}

async function dataFile(visit: Visit): Promise<Response> {
  const { text, sha256 } = installedTable(installedPlaces(await openTerritory(visit.ground)));
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="communes-${sha256.slice(0, 12)}.csv"`,
      'Cache-Control': 'public, max-age=60',
      'Access-Control-Allow-Origin': '*',
    },
  });
}

async function verifyPage(
  visit: Visit,
  verdict: { good: boolean; words: string } | null,
  error: string | null,
): Promise<Response> {
  const words = say(planMessages, visit.reader);
  const proof = say(proofMessages, visit.reader);
  const { sha256 } = installedTable(installedPlaces(await openTerritory(visit.ground)));
  return await visit.page(
    {
      title: proof.verifyTitle,
      crumbs: [
        { label: words.home, href: '/' },
        { label: words.territory, href: '/territoire' },
        { label: proof.verifyTitle },
      ],
      error: error !== null,
    },
    <VerifyPage
      verdict={verdict}
      error={error}
      seal={visit.seal()}
      dataHref={`${plansPath}/donnees.csv`}
      dataHash={sha256}
      reader={visit.reader}
    />,
    { status: error || (verdict && !verdict.good) ? 422 : 200 },
  );
}

async function verify(visit: Visit): Promise<Response> {
  const proof = say(proofMessages, visit.reader);
  const refuse = (why: string) => verifyPage(visit, null, why);
  try {
    const { file } = await visit.upload(largestCertificate);
    if (!file || file.bytes.length === 0) return await refuse(proof.fileEmpty);
    let certificate: {
      problem?: { instance?: { sha256?: unknown }; travel?: { model?: unknown; sha256?: unknown } };
    } | null;
    try {
      certificate = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes));
    } catch {
      return await refuse(proof.fileBad);
    }
    const { text, sha256 } = installedTable(installedPlaces(await openTerritory(visit.ground)));
    if (certificate?.problem?.instance?.sha256 !== sha256)
      return await verifyPage(visit, { good: false, words: proof.otherData }, null);
    const { travel } = certificate.problem;
    const times =
      travel?.model === 'matrix-csv' ? await matrixFile(visit.ground, String(travel.sha256)) : null;
    if (travel?.model === 'matrix-csv' && !times)
      return await verifyPage(visit, { good: false, words: proof.otherData }, null);
    const facts = factsOfCommunes(text, certificate);
    const verdict = verifyCertificate(
      certificate,
      // What is near as the crow flies says nothing of other times.
      times ? { ...withoutNear(facts), time: timesOfMatrix(times.text, facts.labels) } : facts,
    );
    return await verifyPage(
      visit,
      verdict.kind === 'refuted'
        ? { good: false, words: proof.refuted(verdict.why) }
        : { good: true, words: verdict.kind === 'proven' ? proof.proven : proof.verifiedAnnounced },
      null,
    );
  } catch (error) {
    if (error instanceof TooLarge) return await refuse(proof.fileBig);
    throw error;
  }
}
