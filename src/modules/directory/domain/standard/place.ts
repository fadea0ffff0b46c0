import { localLabels } from '../../vocabulary.ts';
import { readAddress } from './address.ts';
import { readCommune } from './commune.ts';
import { readEmails, readUrl, readUrls } from './contact.ts';
import { readUpdatedOn } from './dates.ts';
import { readId, readName, readPivot } from './identity.ts';
import { readList, readOtherLabels } from './lists.ts';
import { readPhone } from './phone.ts';
import { readPosition } from './position.ts';
import { readPresentation } from './presentation.ts';
import { quoted, readLine, rejection, warn } from './text.ts';
import { readTimetable, readWeeklyHours } from './timetable.ts';
import type {
  FieldIssue,
  FieldResult,
  Issue,
  Outcome,
  ParsedPlace,
  ParsingContext,
  RawPlace,
  ReviewNote,
  StandardPlace,
} from './types.ts';

/** Reads the rows of one file, in their order: remembers the identifiers already met (the first wins). */
export function placeReader(context: ParsingContext): (raw: RawPlace) => ParsedPlace {
  const lineOfId = new Map<string, number>();
  return raw => {
    const parsed = parsePlace(raw, context);
    if (parsed.id === null || raw.defect !== undefined) return parsed;
    const first = lineOfId.get(parsed.id);
    if (first === undefined) {
      // A fresh copy: the text of a cell may hold in memory the whole piece of file it was cut from.
      lineOfId.set(JSON.parse(JSON.stringify(parsed.id)), raw.line);
      return parsed;
    }
    const message = `L’identifiant ${quoted(parsed.id)} est déjà à la ligne ${first}. La première ligne est gardée.`;
    const issue = rejection('id', 'id_repete', message, parsed.id);
    return assemble(raw, parsed.id, null, [issue, ...parsed.issues], parsed.review);
  };
}

/**
 * Reads one row, field by field: never throws, never stops at the first defect. The row is rejected only for
 * its identifier, its name, its commune or its number of columns; everything else is a remark.
 * Rules and limits: national standard v1.0.2 and the import chapter of the directory's specification.
 */
export function parsePlace(raw: RawPlace, context: ParsingContext): ParsedPlace {
  const { cells } = raw;
  const id = readId(cells.id);
  if (raw.defect !== undefined) {
    const { code, message_fr, raw: text } = raw.defect;
    return assemble(raw, id.value, null, [rejection('ligne', code, message_fr, text)], []);
  }
  const issues: FieldIssue[] = [];
  const keep = <Value>(result: FieldResult<Value>): Value => {
    issues.push(...result.issues);
    return result.value;
  };
  const externalId = keep(id);
  const name = readName(cells.nom);
  issues.push(...name.issues);
  const pivot = keep(readPivot(cells.pivot));
  const where = readCommune(
    { name: cells.commune, code: cells.code_insee, postalCode: cells.code_postal },
    context.communes,
  );
  issues.push(...where.issues);
  const address = readAddress(cells.adresse, cells.complement_adresse);
  issues.push(...address.issues);
  const point = readPosition(
    { lat: cells.latitude, lon: cells.longitude, declared: cells.qualite_position },
    address.street,
    where.commune,
    context.box,
  );
  issues.push(...point.issues);
  const mobility = keep(readList('itinerance', 'mobility', cells.itinerance));
  const contact = readPhone(cells.telephone, mobility.includes('itinerant'));
  issues.push(...contact.issues);
  const emails = readEmails(cells.courriels);
  issues.push(...emails.issues);
  const presentation = readPresentation(cells.presentation_resume, cells.presentation_detail);
  issues.push(...presentation.issues);

  const place: StandardPlace = {
    externalId: externalId ?? '',
    pivot,
    name: name.value ?? '',
    secondName: keep(readLine('second_nom', cells.second_nom, 250)),
    communeInsee: where.commune?.insee ?? '',
    communeInseeSource: where.inseeSource,
    communeLabel: where.label,
    postalCode: where.postalCode,
    street: address.street,
    streetComplement: address.complement,
    lat: point.lat,
    lon: point.lon,
    geoQuality: point.quality,
    kinds: keep(readList('typologie', 'kinds', cells.typologie)),
    phone: contact.phone,
    phoneShort: contact.phoneShort,
    emails: emails.value,
    privateEmails: emails.privateEmails,
    urls: keep(readUrls(cells.site_web)),
    hoursRaw: keep(readTimetable(cells.horaires, cells.horaires_en_francais, context.readHours)),
    weeklyHours: keep(readWeeklyHours(cells.heures_par_semaine)),
    summary: presentation.summary,
    detail: presentation.detail,
    source: keep(readLine('source', cells.source, 200)),
    mobility,
    parentStructure: keep(readLine('structure_parente', cells.structure_parente, 250)),
    sourceUpdatedOn: keep(readUpdatedOn(cells.date_maj, context.today)),
    services: keep(readList('services', 'services', cells.services)),
    publics: keep(
      readList('publics_specifiquement_adresses', 'publics', cells.publics_specifiquement_adresses),
    ),
    specialCare: keep(
      readList('prise_en_charge_specifique', 'specialCare', cells.prise_en_charge_specifique),
    ),
    fees: keep(readList('frais_a_charge', 'fees', cells.frais_a_charge)),
    programmes: keep(
      readList('dispositif_programmes_nationaux', 'programmes', cells.dispositif_programmes_nationaux),
    ),
    trainings: keep(readList('formations_labels', 'trainings', cells.formations_labels)),
    otherLabels: keep(readOtherLabels(cells.autres_formations_labels, localLabels)),
    accessModes: keep(readList('modalites_acces', 'accessModes', cells.modalites_acces)),
    supportModes: keep(readList('modalites_accompagnement', 'supportModes', cells.modalites_accompagnement)),
    accesslibreUrl: keep(readUrl('fiche_acces_libre', cells.fiche_acces_libre)),
    bookingUrl: keep(readUrl('prise_rdv', cells.prise_rdv)),
  };
  issues.push(...contradictions(place));
  const said = issues.filter(issue => issue.raw !== '' || !context.absentFields?.has(issue.field));
  return assemble(raw, id.value, place, said, [...name.review, ...where.review]);
}

/** Values that cannot all be true: kept, and told. */
function contradictions(place: StandardPlace): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (place.fees.includes('gratuit') && place.fees.includes('payant')) {
    const message =
      'Le lieu est dit gratuit et payant. Choisissez, ou dites «\u00a0Gratuit sous condition\u00a0».';
    issues.push(
      warn('frais_a_charge', 'frais_contradictoires', message, place.fees.join('|'), place.fees.join('|')),
    );
  }
  const modes = place.accessModes;
  if (modes.includes('ce_lieu_n_accueille_pas_de_public') && modes.includes('se_presenter')) {
    const message = 'Le lieu n’accueille pas de public, et l’on peut s’y présenter. Gardez l’un des deux.';
    issues.push(warn('modalites_acces', 'acces_contradictoires', message, modes.join('|'), modes.join('|')));
  }
  return issues;
}

function assemble(
  raw: RawPlace,
  id: string | null,
  place: StandardPlace | null,
  issues: readonly FieldIssue[],
  review: ReviewNote[],
): ParsedPlace {
  const rejected = issues.some(issue => issue.severity === 'rejected');
  const outcome: Outcome = rejected ? 'rejected' : issues.length > 0 ? 'warn' : 'accepted';
  return {
    line: raw.line,
    row: raw.row,
    id,
    outcome,
    place: rejected ? null : place,
    issues: issues.map((issue): Issue => ({ line: raw.line, row: raw.row, id, ...issue })),
    review: rejected ? [] : review,
  };
}
