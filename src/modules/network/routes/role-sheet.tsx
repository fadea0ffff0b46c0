import { readAs } from '../../../core/acting-as.ts';
import { checkSeal, keyOfAct } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import { roles as roleNames } from '../../../core/roles.ts';
import { dayText } from '../../../core/typography.ts';
import { printRoleSheet } from '../documents.ts';
import { read } from '../domain/crockford.ts';
import { sheetMessages } from '../messages-sheet.ts';
import { type SheetSaid, VerifyPage } from '../pages/verify-page.tsx';
import { everybodyMayVerifyASheet, membersMayPrintTheirSheet } from '../policy.ts';
import { printSheet, sheetCode, sheetHash } from '../role-sheets.ts';
import { verifySheet } from '../store/role-sheets.ts';
import { habilitationKinds } from '../vocabulary.ts';
import { doerOf } from './account.tsx';

export const roleSheetRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/pro/reseau/ma-fiche',
    policy: membersMayPrintTheirSheet,
    reach: { exempt: 'envoi du formulaire' },
    handle: print,
  },
  {
    method: 'GET',
    path: '/reseau/verifier',
    policy: everybodyMayVerifyASheet,
    reach: { exempt: 'adresse imprimée sur la fiche de chaque professionnel' },
    handle: askCode,
  },
  {
    method: 'GET',
    path: '/reseau/verifier/:code',
    policy: everybodyMayVerifyASheet,
    reach: { exempt: 'code imprimé sur la fiche d’un professionnel' },
    handle: verify,
  },
];

/** A library shares one address; a code of 130 bits is not found by trying. */
const verifyLimit: Limit = { what: 'role sheet', most: 60, seconds: 900, per: 'prefix' };

async function print(visit: Visit): Promise<Response> {
  const { ground, actor, now, origin, territory, reader } = visit;
  const { name, membership } = actor.account!;
  const formKey = checkSeal(await visit.form(), new Date())?.key ?? newId(now);
  const key = keyOfAct(formKey, [actor.ref, membership!.organisation.id]);
  const code = sheetCode(ground, key);
  const sheet = await printSheet(doerOf(visit, key), code);
  const organisation = membership!.organisation.name;
  const { language } = reader;
  const pdf = await printRoleSheet({
    ...sheet,
    name,
    organisation,
    code,
    origin,
    territory,
    language,
    at: now,
  });
  return paperAnswer(pdf, 'ma-fiche');
}

/** The code typed leads to the address that is on the sheet. */
async function askCode(visit: Visit): Promise<Response> {
  const typed = (visit.url.searchParams.get('code') ?? '').slice(0, 100);
  if (typed.trim() === '') return await page(visit, null, '');
  const code = read(typed);
  return code
    ? visit.redirect(`/reseau/verifier/${code}`)
    : await page(visit, { state: 'unknown' }, typed, 404);
}

async function verify(visit: Visit): Promise<Response> {
  const { ground, now, address, params } = visit;
  const wait = await countAttempt(ground.database, verifyLimit, address, ground.secret, now);
  if (wait > 0) return await visit.error(429, { waitSeconds: wait });
  const hash = sheetHash(params.code ?? '');
  const job = { kind: 'job', ref: 'network:verify-sheet' } as const;
  const found = hash
    ? await readAs(ground.database, job, transaction => verifySheet(transaction, hash, now))
    : ({ state: 'unknown' } as const);
  const { language } = visit.reader;
  const day = (at: Date) => dayText(at, { language, now, short: true });
  if (found.state === 'unknown') return await page(visit, found, (params.code ?? '').slice(0, 100), 404);
  if (found.state === 'ended')
    return await page(visit, { state: 'ended', since: found.since && day(found.since) }, '');
  return await page(
    visit,
    {
      state: 'valid',
      name: found.name,
      organisation: found.organisation,
      until: day(found.until),
      roles: found.roles.map(role => roleNames[role][language]).join(', '),
      habilitations: found.habilitations.map(({ kind, until }) => ({
        name: habilitationKinds[kind][language],
        may: habilitationKinds[kind].may[language],
        until: day(until),
      })),
    },
    '',
  );
}

async function page(visit: Visit, said: SheetSaid | null, typed: string, status = 200): Promise<Response> {
  const words = say(sheetMessages, visit.reader);
  const answer = await visit.page(
    {
      title: words.title,
      crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
      robots: 'noindex',
    },
    <VerifyPage said={said} typed={typed} reader={visit.reader} />,
    { status },
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
