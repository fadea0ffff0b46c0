import { phoneText } from '../../../core/typography.ts';
import { fold } from '../../territory/index.ts';
import { type CodeOf, isCode, localLabels, type VocabularyName, vocabularies } from '../vocabulary.ts';
import type { PlaceContent } from './content.ts';
import {
  emptyWeek,
  type HoursForm,
  type HoursRow,
  problemOfHolidays,
  problemOfRow,
  readHoursForm,
  writeHours,
} from './hours-form.ts';
import { readAddress } from './standard/address.ts';
import { readCommune } from './standard/commune.ts';
import { readEmails, readUrl, readUrls } from './standard/contact.ts';
import { readName, readPivot } from './standard/identity.ts';
import { readOtherLabels } from './standard/lists.ts';
import { readPhone } from './standard/phone.ts';
import { readPosition } from './standard/position.ts';
import { readPresentation } from './standard/presentation.ts';
import { readLine } from './standard/text.ts';
import type { FieldIssue, ParsingContext } from './standard/types.ts';

/** A form as typed: one text or several per name. */
type Typed = Readonly<Record<string, string | string[]>>;

/** Names of the days in the form, Monday first. */
export const formDays = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di'] as const;
const rangeNames = ['de', 'a', 'de2', 'a2'] as const;

/** The lists of the form: name of the field, vocabulary, property of the place. */
const formLists = {
  typologie: 'kinds',
  itinerance: 'mobility',
  services: 'services',
  publics: 'publics',
  prise_en_charge: 'specialCare',
  frais: 'fees',
  dispositifs: 'programmes',
  formations: 'trainings',
  acces: 'accessModes',
  accompagnement: 'supportModes',
} as const satisfies Record<string, VocabularyName>;

/** Fields of one line or more, as the form shows what a place says. */
function textsOf(place: PlaceContent, communeName: string) {
  return {
    nom: place.name,
    second_nom: place.secondName ?? '',
    pivot: place.pivot ?? '',
    commune: communeName,
    code_postal: place.postalCode ?? '',
    adresse: place.street ?? '',
    complement_adresse: place.streetComplement ?? '',
    latitude: place.lat === null ? '' : String(place.lat),
    longitude: place.lon === null ? '' : String(place.lon),
    telephone: place.phone ? phoneText(place.phone) : (place.phoneShort ?? ''),
    courriels: place.emails.join('\n'),
    site_web: place.urls.join('\n'),
    presentation_resume: place.summary ?? '',
    presentation_detail: place.detail ?? '',
    structure_parente: place.parentStructure ?? '',
    autres_labels: place.otherLabels.join(', '),
    fiche_acces_libre: place.accesslibreUrl ?? '',
    prise_rdv: place.bookingUrl ?? '',
  };
}

type TextName = keyof ReturnType<typeof textsOf>;

function hoursTyped(form: HoursForm): Record<string, string> {
  const cells = form.rows.flatMap((row, day) => [
    ...(row.closed ? [[`${formDays[day]}_ferme`, 'oui']] : []),
    ...row.ranges.map((text, index) => [`${formDays[day]}_${rangeNames[index]}`, text]),
  ]);
  const [from, to] = form.holidayHours;
  return { ...Object.fromEntries(cells), feries: form.holidays, feries_de: from, feries_a: to };
}

/** What the form shows of a place; hours that no week can hold leave it empty, and are kept. */
export function typedOfPlace(place: PlaceContent, communeName: string): Record<string, string | string[]> {
  return {
    ...textsOf(place, communeName),
    ...hoursTyped(readHoursForm(place.hoursRaw) ?? emptyWeek),
    ...Object.fromEntries(Object.entries(formLists).map(([name, list]) => [name, [...place[list]]])),
  };
}

const textIn = (typed: Typed, name: string) =>
  String([typed[name] ?? ''].flat()[0])
    .replace(/\r\n/g, '\n')
    .trim();
const listIn = (typed: Typed, name: string) => [typed[name] ?? []].flat();

/** The week of the form, as typed. */
function hoursIn(typed: Typed): HoursForm {
  const holidays = textIn(typed, 'feries');
  return {
    rows: formDays.map((day): HoursRow => {
      const [from = '', to = '', from2 = '', to2 = ''] = rangeNames.map(name =>
        textIn(typed, `${day}_${name}`),
      );
      return { closed: textIn(typed, `${day}_ferme`) !== '', ranges: [from, to, from2, to2] };
    }),
    holidays: holidays === 'ferme' || holidays === 'ouvert' ? holidays : 'inconnu',
    holidayHours: [textIn(typed, 'feries_de'), textIn(typed, 'feries_a')],
  };
}

/** « Comme lundi, du mardi au vendredi ». */
export function copyMonday(typed: Typed): Record<string, string | string[]> {
  const copied = { ...typed } as Record<string, string | string[]>;
  for (const day of formDays.slice(1, 5)) {
    for (const name of rangeNames) copied[`${day}_${name}`] = textIn(typed, `lu_${name}`);
    delete copied[`${day}_ferme`];
    if (textIn(typed, 'lu_ferme')) copied[`${day}_ferme`] = 'oui';
  }
  return copied;
}

export interface PlaceForm {
  content: PlaceContent;
  /** By name of field, in French, for who fills it. */
  errors: Record<string, string>;
  /** Days with a problem, by name of field. */
  hours: Record<string, NonNullable<ReturnType<typeof problemOfRow>>>;
}

/**
 * What a place would say after this form. What was not touched stays as it is, even when the form could not have
 * written it; what cannot be read is an error beside its field, never dropped in silence.
 */
export function readPlaceForm(
  typed: Typed,
  base: PlaceContent,
  { communeName, context }: { communeName: string; context: ParsingContext },
): PlaceForm {
  const before = textsOf(base, communeName);
  const touched = (...names: TextName[]) =>
    names.some(name => typed[name] !== undefined && textIn(typed, name) !== before[name].trim());
  const text = (name: TextName) => (typed[name] === undefined ? before[name] : textIn(typed, name));
  const errors: Record<string, string> = {};
  const keep = <Result extends { issues: FieldIssue[] }>(name: string, result: Result): Result => {
    const lost = result.issues.find(
      issue => issue.severity === 'rejected' || (issue.stored === null && issue.raw !== ''),
    );
    if (lost) errors[name] ??= lost.message_fr;
    return result;
  };
  const content = { ...base };
  if (touched('nom')) {
    const name = keep('nom', readName(text('nom')));
    content.name = name.value ?? '';
    if (!name.value) errors.nom = 'Écrivez le nom du lieu, comme sur sa porte.';
  }
  if (touched('second_nom'))
    content.secondName = keep('second_nom', readLine('second_nom', text('second_nom'), 250)).value;
  if (touched('pivot')) content.pivot = keep('pivot', readPivot(text('pivot'))).value;
  readPlaceAddress();
  if (touched('telephone') || listIn(typed, 'professionnel').length > 0) {
    const isMobile =
      listIn(typed, 'professionnel').length > 0 || listIn(typed, 'itinerance').includes('itinerant');
    const { phone, phoneShort } = keep('telephone', readPhone(text('telephone'), isMobile));
    Object.assign(content, { phone, phoneShort });
  }
  if (touched('courriels'))
    content.emails = keep('courriels', readEmails(text('courriels').replace(/\s+/g, '|'))).value;
  if (touched('site_web'))
    content.urls = keep('site_web', readUrls(text('site_web').replace(/\s+/g, '|'))).value;
  if (touched('presentation_resume', 'presentation_detail')) {
    const summary = text('presentation_resume');
    if (summary.length > 280)
      errors.presentation_resume = `Ce résumé est trop long de ${summary.length - 280} caractères. Mettez la suite dans la description.`;
    const read = readPresentation(summary, text('presentation_detail'));
    Object.assign(content, { summary: read.summary, detail: read.detail });
  }
  if (touched('structure_parente'))
    content.parentStructure = keep(
      'structure_parente',
      readLine('structure_parente', text('structure_parente'), 250),
    ).value;
  if (touched('autres_labels'))
    content.otherLabels = keep(
      'autres_labels',
      readOtherLabels(text('autres_labels').replace(/\s*,\s*/g, '|'), localLabels),
    ).value;
  if (touched('fiche_acces_libre'))
    content.accesslibreUrl = keep(
      'fiche_acces_libre',
      readUrl('fiche_acces_libre', text('fiche_acces_libre')),
    ).value;
  if (touched('prise_rdv'))
    content.bookingUrl = keep('prise_rdv', readUrl('prise_rdv', text('prise_rdv'))).value;
  for (const [name, list] of Object.entries(formLists))
    Object.assign(content, { [list]: codesIn(name, list, base[list]) });
  const modes = content.accessModes;
  if (modes.includes('ce_lieu_n_accueille_pas_de_public') && modes.includes('se_presenter'))
    errors.acces = 'Le lieu n’accueille pas de public, et l’on peut s’y présenter. Gardez l’un des deux.';
  if (content.fees.includes('gratuit') && content.fees.includes('payant'))
    errors.frais = 'Choisissez gratuit ou payant, ou gratuit sous condition.';
  const hours = readWeek();
  return { content, errors, hours };

  function codesIn<Name extends VocabularyName>(
    name: string,
    list: Name,
    stored: readonly string[],
  ): CodeOf<Name>[] {
    const known = listIn(typed, name).filter((code): code is CodeOf<Name> => isCode(list, code));
    // Another order says nothing else.
    if (known.length === stored.length && known.every(code => stored.includes(code)))
      return [...stored] as CodeOf<Name>[];
    return vocabularies[list].map(term => term.code as CodeOf<Name>).filter(code => known.includes(code));
  }

  function readPlaceAddress() {
    const moves = touched('commune', 'code_postal');
    if (moves) {
      const isSame = fold(text('commune')) === fold(communeName);
      const where = keep(
        'commune',
        readCommune(
          {
            name: text('commune'),
            code: isSame ? base.communeInsee : undefined,
            postalCode: text('code_postal') || undefined,
          },
          context.communes,
        ),
      );
      if (where.commune)
        Object.assign(content, {
          communeInsee: where.commune.insee,
          communeInseeSource: where.inseeSource,
          communeLabel: where.label,
          postalCode: where.postalCode,
        });
    }
    if (touched('adresse', 'complement_adresse')) {
      const address = keep('adresse', readAddress(text('adresse'), text('complement_adresse')));
      Object.assign(content, { street: address.street, streetComplement: address.complement });
    }
    const elsewhere = content.communeInsee !== base.communeInsee || content.street !== base.street;
    if (!touched('latitude', 'longitude') && !elsewhere) return;
    // A point of the old address would send people there.
    const isOld = elsewhere && !touched('latitude', 'longitude');
    const point = keep(
      'latitude',
      readPosition(
        isOld ? {} : { lat: text('latitude'), lon: text('longitude'), declared: 'address' },
        content.street,
        context.communes.byCode(content.communeInsee),
        context.box,
      ),
    );
    Object.assign(content, { lat: point.lat, lon: point.lon, geoQuality: point.quality });
  }

  function readWeek(): PlaceForm['hours'] {
    const isShown = formDays.some(day => rangeNames.some(name => typed[`${day}_${name}`] !== undefined));
    if (!isShown) return {};
    const form = hoursIn(typed);
    const problems: PlaceForm['hours'] = {};
    for (const [day, row] of form.rows.entries()) {
      const problem = problemOfRow(row);
      if (problem) problems[`${formDays[day]}_de`] = problem;
    }
    const holidays = problemOfHolidays(form);
    if (holidays) problems.feries_de = holidays;
    if (Object.keys(problems).length > 0) return problems;
    const asBefore = readHoursForm(base.hoursRaw);
    const written = writeHours(form);
    // Hours that the form cannot hold stay until somebody fills a week.
    if (written === null && asBefore === null) return problems;
    if (asBefore && base.hoursRaw !== null && written === writeHours(asBefore)) return problems;
    content.hoursRaw = written;
    if (written !== null) content.weeklyHours = null;
    return problems;
  }
}
