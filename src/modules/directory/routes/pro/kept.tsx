import { checkSeal, keyOfAct } from '../../../../core/forms.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { dayInParis, dayText } from '../../../../core/typography.ts';
import { changesBetween } from '../../domain/keeping.ts';
import { qualityOf } from '../../domain/quality.ts';
import { findEditablePlaces } from '../../holding.ts';
import { openHouse } from '../../house.ts';
import { askClosure, isCoordination, releasePlace, restoreVersion, verifyPlace } from '../../keeping.ts';
import { keepingMessages } from '../../messages-keeping.ts';
import { ConfirmPage, KeptPlacesPage, VersionsPage } from '../../pages/kept-pages.tsx';
import { editorsMayKeepTheirPlaces } from '../../policy.ts';
import { communeName } from '../../presenting.ts';
import { fieldWords } from '../../saying.ts';
import { findVersions } from '../../store/keeping.ts';
import { contentOf } from '../../store/places.ts';
import { actingOf, proFrame, typedText, withKeptPlace } from './kept-place.tsx';

const policy = editorsMayKeepTheirPlaces;
const sendsForm = { exempt: 'envoi du formulaire' } as const;

export const keptRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro/lieux', policy, reach: 'linked', handle: keptPlaces },
  { method: 'GET', path: '/pro/lieux/:slug/versions', policy, reach: 'linked', handle: versions },
  { method: 'POST', path: '/pro/lieux/:slug/versions', policy, reach: sendsForm, handle: restore },
  { method: 'POST', path: '/pro/lieux/:slug/exact', policy, reach: sendsForm, handle: verify },
  {
    method: 'GET',
    path: '/pro/lieux/:slug/fermer',
    policy,
    reach: 'linked',
    handle: visit => confirm(visit, 'fermer'),
  },
  { method: 'POST', path: '/pro/lieux/:slug/fermer', policy, reach: sendsForm, handle: close },
  {
    method: 'GET',
    path: '/pro/lieux/:slug/rendre',
    policy,
    reach: 'linked',
    handle: visit => confirm(visit, 'rendre'),
  },
  { method: 'POST', path: '/pro/lieux/:slug/rendre', policy, reach: sendsForm, handle: release },
];

async function keptPlaces(visit: Visit): Promise<Response> {
  const { reader, now, actor } = visit;
  const words = say(keepingMessages, reader);
  const house = await openHouse(visit.ground);
  await house.catalogue.lookAgain();
  const organisation = actor.account?.membership?.organisation.id;
  const ids = organisation
    ? new Set(await visit.read(transaction => findEditablePlaces(transaction, organisation)))
    : new Set<string>();
  const places = house.catalogue
    .all()
    .filter(listed => ids.has(listed.id))
    .map(listed => ({
      slug: listed.place.slug,
      name: listed.place.name,
      commune: communeName(house, listed.place),
      checked: listed.place.verifiedOn
        ? dayText(listed.place.verifiedOn, { language: reader.language, now })
        : null,
      missing: qualityOf(listed.place, {
        verifiedOn: listed.place.verifiedOn,
        today: dayInParis(now),
        hoursReadable: listed.hours !== null,
      }).missing.length,
    }));
  const done = visit.url.searchParams.get('fait') === 'rendu' ? words.releaseDone : null;
  return await visit.page(
    {
      ...proFrame(visit, words.places),
      crumbs: [{ label: words.desk, href: '/pro' }, { label: words.places }],
    },
    <KeptPlacesPage places={places} coordination={isCoordination(actor)} done={done} reader={reader} />,
  );
}

/** Key of the act of a form that says only which thing it is about. */
async function keyOf(visit: Visit, about: readonly string[]): Promise<string | undefined> {
  const key = checkSeal(await visit.form(), new Date())?.key;
  return key && keyOfAct(key, about);
}

function versions(visit: Visit) {
  return withKeptPlace(visit, async (_, { id, place }) => {
    const { reader, now } = visit;
    const words = say(keepingMessages, reader);
    const all = await visit.read(transaction => findVersions(transaction, id));
    return await visit.page(
      proFrame(visit, words.history, place),
      <VersionsPage
        name={place.name}
        slug={place.slug}
        versions={all.map((version, index) => {
          const older = all[index + 1];
          const changes = older ? changesBetween(contentOf(older), contentOf(version)) : {};
          const kind = version.author.split(':')[0] as 'account' | 'command' | 'job' | 'visitor';
          return {
            no: version.versionNo,
            written: dayText(version.writtenAt, { language: reader.language, now }),
            by: words[`by_${kind}`] ?? words.by_command,
            reason: version.reason,
            changed: fieldWords(Object.keys(changes), reader),
          };
        })}
        seal={visit.seal()}
        reader={reader}
      />,
    );
  });
}

function restore(visit: Visit) {
  return withKeptPlace(visit, async (_, { id, place }) => {
    const no = Number(typedText(await visit.form(), 'version'));
    if (!Number.isInteger(no) || no < 1) return await visit.error(404);
    const key = await keyOf(visit, [id, 'versions', String(no)]);
    const edited = await restoreVersion(actingOf(visit, key), id, no);
    const waits = edited.outcome === 'saved' && edited.waiting.length > 0;
    return visit.redirect(`/pro/lieux/${place.slug}?fait=${waits ? 'relecture' : 'version'}`);
  });
}

function verify(visit: Visit) {
  return withKeptPlace(visit, async (_, { id, place }) => {
    await verifyPlace(actingOf(visit, await keyOf(visit, [id, 'exact'])), id);
    return visit.redirect(`/pro/lieux/${place.slug}?fait=exact`);
  });
}

function confirm(visit: Visit, what: 'fermer' | 'rendre') {
  return withKeptPlace(visit, async (_, { place }) => {
    const words = say(keepingMessages, visit.reader);
    const said =
      what === 'fermer'
        ? { title: words.closedTitle, lead: words.closedLead, button: words.closedAsk }
        : { title: words.releaseTitle, lead: words.releaseLead, button: words.release };
    return await visit.page(
      proFrame(visit, said.title, place),
      <ConfirmPage
        {...said}
        action={`/pro/lieux/${place.slug}/${what}`}
        back={{ href: `/pro/lieux/${place.slug}`, label: words.editTitle }}
        seal={visit.seal()}
      />,
    );
  });
}

function close(visit: Visit) {
  return withKeptPlace(visit, async (_, { id, place }) => {
    await askClosure(actingOf(visit, await keyOf(visit, [id, 'fermer'])), id);
    return visit.redirect(`/pro/lieux/${place.slug}?fait=fermeture`);
  });
}

function release(visit: Visit) {
  return withKeptPlace(visit, async (_, { id }) => {
    await releasePlace(actingOf(visit, await keyOf(visit, [id, 'rendre'])), id);
    return visit.redirect('/pro/lieux?fait=rendu');
  });
}
