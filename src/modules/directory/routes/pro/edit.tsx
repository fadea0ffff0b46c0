import { checkSeal, keyOfAct, type Typed } from '../../../../core/forms.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { dayInParis } from '../../../../core/typography.ts';
import type { ListedPlace } from '../../catalogue.ts';
import type { ContentField, PlaceContent } from '../../domain/content.ts';
import { readHoursForm } from '../../domain/hours-form.ts';
import type { FieldConflict } from '../../domain/keeping.ts';
import { copyMonday, type PlaceForm, readPlaceForm, typedOfPlace } from '../../domain/place-form.ts';
import { qualityOf } from '../../domain/quality.ts';
import type { House } from '../../house.ts';
import { editPlace } from '../../keeping.ts';
import { keepingMessages } from '../../messages-keeping.ts';
import { EditPage } from '../../pages/edit-page.tsx';
import { PlacePreview } from '../../pages/place-preview.tsx';
import { editorsMayKeepTheirPlaces } from '../../policy.ts';
import { communeName } from '../../presenting.ts';
import { fieldWords, valueWords } from '../../saying.ts';
import { findVersions } from '../../store/keeping.ts';
import { findWaitingChange } from '../../store/moderation.ts';
import { contentOf } from '../../store/places.ts';
import { actingOf, formContextOf, proFrame, typedText, withKeptPlace } from './kept-place.tsx';

const policy = editorsMayKeepTheirPlaces;

export const editRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/pro/lieux/:slug',
    policy,
    reach: 'linked',
    handle: visit => withKeptPlace(visit, (house, listed) => editPage(visit, house, listed)),
  },
  {
    method: 'POST',
    path: '/pro/lieux/:slug',
    policy,
    reach: { exempt: 'envoi du formulaire' },
    handle: visit => withKeptPlace(visit, (house, listed) => receive(visit, house, listed)),
  },
];

interface Shown {
  typed?: Typed;
  errors?: Record<string, string>;
  version?: number;
  conflict?: boolean;
  /** What the page would say, drawn above the form. */
  preview?: PlaceContent;
  status?: number;
}

/** The version a form was opened on; nothing when it is no number of a version. */
function versionIn(typed: Typed): number | null {
  const text = typedText(typed, 'version');
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

async function editPage(
  visit: Visit,
  house: House,
  { id, place, hours }: ListedPlace,
  { typed, errors = {}, version, conflict = false, preview, status = 200 }: Shown = {},
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(keepingMessages, reader);
  const waiting = await visit.read(transaction => findWaitingChange(transaction, id));
  const fields = Object.keys(waiting?.facts.changes ?? {}) as ContentField[];
  const { missing } = qualityOf(place, {
    verifiedOn: place.verifiedOn,
    today: dayInParis(now),
    hoursReadable: hours !== null,
  });
  const done = visit.url.searchParams.get('fait');
  const waits = fieldWords(fields, reader);
  return await visit.page(
    { ...proFrame(visit, words.editTitle, place), error: Object.keys(errors).length > 0 },
    <EditPage
      name={place.name}
      slug={place.slug}
      version={version ?? place.versionNo}
      typed={typed ?? typedOfPlace(place, communeName(house, place))}
      errors={errors}
      conflict={conflict}
      done={done ? doneWords(done, waits, words) : null}
      waiting={done === 'relecture' ? [] : waits}
      missing={missing}
      oddHours={readHoursForm(place.hoursRaw) ? null : place.hoursRaw}
      preview={
        preview ? (
          <PlacePreview
            place={preview}
            commune={communeName(house, { ...place, ...preview })}
            now={now}
            reader={reader}
          />
        ) : null
      }
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

function doneWords(
  done: string,
  waits: string[],
  words: ReturnType<typeof say<typeof keepingMessages.fr>>,
): string | null {
  if (done === 'publie') return words.saved;
  if (done === 'relecture') return words.savedWaiting(waits.join(', '));
  if (done === 'exact') return words.allRightDone;
  if (done === 'version') return words.restored;
  if (done === 'fermeture') return words.closedDone;
  return done === 'rien' ? words.nothingChanged : null;
}

async function receive(visit: Visit, house: House, listed: ListedPlace): Promise<Response> {
  const { reader } = visit;
  const words = say(keepingMessages, reader);
  const typed = await visit.form();
  const { id, place } = listed;
  const action = typedText(typed, 'action');
  const version = versionIn(typed) ?? place.versionNo;
  if (action === 'copier') return await editPage(visit, house, listed, { typed: copyMonday(typed), version });
  const [from] = await visit.read(transaction => findVersions(transaction, id, version));
  if (!from) return await editPage(visit, house, listed, { typed, status: 422 });
  const context = formContextOf(visit, house, listed);
  const base = contentOf(from);
  const around = {
    ...context,
    communeName: house.communes.get(base.communeInsee)?.name ?? base.communeLabel,
  };
  const form = readPlaceForm(typed, base, around);
  const errors = errorsOf(form, words);
  if (Object.keys(errors).length > 0)
    return await editPage(visit, house, listed, { typed, errors, version, status: 422 });
  if (action === 'apercu')
    return await editPage(visit, house, listed, { typed, version, preview: form.content });
  const key = checkSeal(typed, new Date())?.key;
  const edited = await editPlace(
    actingOf(visit, key && keyOfAct(key, [id, version, action, form.content])),
    id,
    {
      base: version,
      write: () => form.content,
      verified: action === 'exact',
    },
  );
  if (edited.outcome === 'conflict') {
    const merged = typedOfPlace(
      edited.content,
      house.communes.get(edited.content.communeInsee)?.name ?? edited.content.communeLabel,
    );
    return await editPage(visit, house, listed, {
      // What they typed stays; what the other hand alone changed is taken up.
      typed: { ...typed, ...merged },
      errors: conflictErrors(edited.conflicts, house, reader, words),
      version: edited.versionNo,
      conflict: true,
      status: 409,
    });
  }
  const done =
    edited.waiting.length > 0
      ? 'relecture'
      : action === 'exact'
        ? 'exact'
        : edited.direct.length > 0
          ? 'publie'
          : 'rien';
  return visit.redirect(`/pro/lieux/${place.slug}?fait=${done}`);
}

function errorsOf({ errors, hours }: PlaceForm, words: ReturnType<typeof say<typeof keepingMessages.fr>>) {
  return {
    ...errors,
    ...Object.fromEntries(
      Object.entries(hours).map(([field, problem]) => [field, words[`problem_${problem}`]]),
    ),
  };
}

/** Fields of the form that show what a property of the place says. */
const inForm: Partial<Record<ContentField, string>> = {
  name: 'nom',
  secondName: 'second_nom',
  communeInsee: 'commune',
  postalCode: 'code_postal',
  street: 'adresse',
  streetComplement: 'complement_adresse',
  lat: 'latitude',
  lon: 'longitude',
  kinds: 'typologie',
  phone: 'telephone',
  phoneShort: 'telephone',
  emails: 'courriels',
  urls: 'site_web',
  hoursRaw: 'lu_de',
  summary: 'presentation_resume',
  detail: 'presentation_detail',
  parentStructure: 'structure_parente',
  mobility: 'itinerance',
  specialCare: 'prise_en_charge',
  fees: 'frais',
  programmes: 'dispositifs',
  trainings: 'formations',
  otherLabels: 'autres_labels',
  accessModes: 'acces',
  supportModes: 'accompagnement',
  accesslibreUrl: 'fiche_acces_libre',
  bookingUrl: 'prise_rdv',
};

function conflictErrors(
  conflicts: readonly FieldConflict[],
  house: House,
  reader: Visit['reader'],
  words: ReturnType<typeof say<typeof keepingMessages.fr>>,
): Record<string, string> {
  return Object.fromEntries(
    conflicts.map(({ field, theirs }) => [
      inForm[field] ?? field,
      words.conflict(valueWords(field, theirs, house, reader) || words.emptyValue),
    ]),
  );
}
