import { z } from 'zod';
import { act, earlierAnswer } from '../../../core/act.ts';
import { checkSeal, keyOfAct, parseForm, sealForm, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import type { ListedPlace } from '../catalogue.ts';
import { readPhone } from '../domain/standard/phone.ts';
import { directoryEvents } from '../events.ts';
import { directoryMessages } from '../messages.ts';
import { askingMessages } from '../messages-asking.ts';
import { formMessages } from '../messages-forms.ts';
import { ReportPage, ReportReceived, wrongThings } from '../pages/report-page.tsx';
import { everybodyMayReport } from '../policy.ts';
import { newReference } from '../proposing.ts';
import { recordReport } from '../store/reports.ts';
import { withPlace } from './place.tsx';

/** product/network.md §3.10 */
const limit: Limit = { what: 'place report', most: 10, seconds: 3600, per: 'prefix' };

/** Longest text of a report, in characters. */
const longestDetails = 2000;

export const reportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/:slug/signaler',
    policy: everybodyMayReport,
    reach: 'linked',
    handle: visit => withPlace(visit, (_, listed) => formPage(visit, listed, {}, {}), '/signaler'),
  },
  {
    method: 'POST',
    path: '/lieux/:slug/signaler',
    policy: everybodyMayReport,
    reach: { exempt: 'envoi du formulaire' },
    handle: visit => withPlace(visit, (_, listed) => receive(visit, listed)),
  },
  {
    method: 'GET',
    path: '/lieux/:slug/signaler/merci',
    policy: everybodyMayReport,
    reach: { exempt: 'montrée après l’envoi du formulaire' },
    handle: visit =>
      withPlace(visit, (_, { place }) => {
        const reference = visit.url.searchParams.get('ref') ?? '';
        if (!/^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(reference))
          return visit.redirect(`/lieux/${place.slug}/signaler`);
        return visit.page(
          { ...frameOf(visit, place), title: say(formMessages, visit.reader).thanksTitle },
          <ReportReceived name={place.name} slug={place.slug} reference={reference} reader={visit.reader} />,
        );
      }),
  },
];

function frameOf(visit: Visit, place: ListedPlace['place']) {
  const words = say(formMessages, visit.reader);
  return {
    title: words.reportTitle,
    crumbs: [
      { label: say(directoryMessages, visit.reader).home, href: '/' },
      { label: place.name, href: `/lieux/${place.slug}` },
      { label: words.reportTitle },
    ],
    robots: 'noindex',
  };
}

function formPage(
  visit: Visit,
  { place }: ListedPlace,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const refused = Object.keys(errors).length > 0;
  // The measure against robots is about real seconds, whatever clock the pages show.
  const kept = checkSeal(typed, new Date());
  const seal = kept ? { key: kept.key, openedAt: Number(typed.ouvert) } : sealForm(new Date());
  return visit.page(
    { ...frameOf(visit, place), error: refused },
    <ReportPage
      name={place.name}
      slug={place.slug}
      seal={seal}
      typed={typed}
      errors={errors}
      reader={visit.reader}
    />,
    { status },
  );
}

function schemaFor(words: ReturnType<typeof say<typeof formMessages.fr>>) {
  const several = z.preprocess(
    value => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(wrongThings, words.wrongEmpty)).min(1, words.wrongEmpty),
  );
  const details = z.preprocess(
    value =>
      String([value ?? ''].flat()[0])
        .replace(/\r\n/g, '\n')
        .trim(),
    z.string().superRefine((text, context) => {
      if (text.length > longestDetails)
        context.addIssue({ code: 'custom', message: words.detailsLong(text.length - longestDetails) });
    }),
  );
  return z.object({
    faux: several,
    details,
    contact: z.preprocess(value => String([value ?? ''].flat()[0]).trim(), z.string()),
  });
}

async function receive(visit: Visit, listed: ListedPlace): Promise<Response> {
  const { ground, reader, now } = visit;
  const { place } = listed;
  const words = say(formMessages, reader);
  const typed = await visit.form();
  const parsed = parseForm(schemaFor(words), typed);
  if (!parsed.ok) return await formPage(visit, listed, typed, parsed.errors, 422);
  if (parsed.values.faux.every(code => code === 'other') && parsed.values.details === '')
    return await formPage(visit, listed, typed, { details: words.detailsEmpty }, 422);
  const contact = readContact(parsed.values.contact);
  if (!contact)
    return await formPage(visit, listed, typed, { contact: say(askingMessages, reader).contactBad }, 422);
  const seal = checkSeal(typed, new Date());
  if (!seal) return await formPage(visit, listed, typed, { envoi: words.lostKey }, 422);
  if (seal.doubtful) return await formPage(visit, listed, typed, { envoi: words.tooFast }, 422);
  const event = directoryEvents.report_received;
  const key = keyOfAct(seal.key, [place.id, parsed.values]);
  const thanks = (reference: string) =>
    visit.redirect(`/lieux/${place.slug}/signaler/merci?ref=${reference}`);
  // What was received already is told again, whatever the limit.
  const earlier = await earlierAnswer<string>(ground.database, { event, key });
  if (earlier) return thanks(earlier);
  const wait = await countAttempt(ground.database, limit, visit.address, ground.secret, now);
  if (wait > 0)
    return await visit.error(429, { title: words.tooMany(Math.ceil(wait / 60)), waitSeconds: wait });
  const reference = await act(ground.database, now, {
    event,
    actor: visit.actor,
    key,
    request: visit.number,
    change: async transaction => {
      const id = newId(now);
      const answer = newReference();
      await recordReport(transaction, {
        id,
        reference: answer,
        placeId: place.id,
        wrong: parsed.values.faux,
        details: parsed.values.details || null,
        receivedAt: now,
        contact,
      });
      return {
        answer,
        object: { type: 'place', ref: place.id },
        facts: { reference: answer, wrong: parsed.values.faux },
      };
    },
  });
  return thanks(reference);
}

/** Where the answer goes: nowhere, an address, or a number; null when it is neither. */
function readContact(typed: string): { email?: string; phone?: string } | null {
  if (typed === '') return {};
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(typed) && typed.length <= 254)
    return { email: typed.toLowerCase() };
  const { phone } = readPhone(typed, true);
  return phone ? { phone } : null;
}
