import { phoneText } from '../../core/typography.ts';
import type { Reader } from '../../core/ui/site.ts';
import type { ContentField } from './domain/content.ts';
import { parseHours, weekTable } from './domain/hours/index.ts';
import type { House } from './house.ts';
import { wordsOf } from './pages/place-line.tsx';
import { isCode, type VocabularyName, vocabularies } from './vocabulary.ts';

/** What each property of a place is called on screen. */
const names: Record<'fr' | 'en', Partial<Record<ContentField, string>>> = {
  fr: {
    name: 'nom',
    secondName: 'deuxième nom',
    pivot: 'numéro de la structure',
    communeInsee: 'commune',
    postalCode: 'code postal',
    street: 'rue',
    streetComplement: 'complément d’adresse',
    lat: 'latitude',
    lon: 'longitude',
    kinds: 'type de lieu',
    phone: 'téléphone',
    phoneShort: 'numéro court',
    emails: 'adresses mail',
    urls: 'sites',
    hoursRaw: 'horaires',
    summary: 'résumé',
    detail: 'description',
    mobility: 'itinérance',
    parentStructure: 'structure qui porte le lieu',
    services: 'aide proposée',
    publics: 'publics',
    specialCare: 'prise en charge',
    fees: 'prix',
    programmes: 'dispositifs',
    trainings: 'formations et labels',
    otherLabels: 'autres labels',
    accessModes: 'comment venir',
    supportModes: 'comment on aide',
    accesslibreUrl: 'accessibilité',
    bookingUrl: 'rendez-vous en ligne',
  },
  en: {
    name: 'name',
    secondName: 'second name',
    pivot: 'number of the organisation',
    communeInsee: 'commune',
    postalCode: 'postal code',
    street: 'street',
    streetComplement: 'address complement',
    lat: 'latitude',
    lon: 'longitude',
    kinds: 'kind of place',
    phone: 'telephone',
    phoneShort: 'short number',
    emails: 'e-mail addresses',
    urls: 'websites',
    hoursRaw: 'opening hours',
    summary: 'summary',
    detail: 'description',
    mobility: 'itinerant',
    parentStructure: 'organisation behind the place',
    services: 'help given',
    publics: 'whom it is for',
    specialCare: 'special care',
    fees: 'price',
    programmes: 'programmes',
    trainings: 'trainings and labels',
    otherLabels: 'other labels',
    accessModes: 'how to come',
    supportModes: 'how they help',
    accesslibreUrl: 'accessibility',
    bookingUrl: 'online booking',
  },
};

/** The fields in words, without those that only follow another (origin of a code, quality of a point). */
export function fieldWords(fields: readonly string[], reader: Reader): string[] {
  return fields.flatMap(field => names[reader.language][field as ContentField] ?? []);
}

/** One value of a field in words; empty when nothing is given. */
export function valueWords(
  field: ContentField,
  value: unknown,
  house: Pick<House, 'communes'>,
  reader: Reader,
): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) {
    const isList = field in vocabularies;
    return value
      .map(item =>
        isList && isCode(field as VocabularyName, item)
          ? wordsOf(field as VocabularyName, item, reader)
          : item,
      )
      .join(', ');
  }
  if (field === 'phone') return phoneText(String(value));
  if (field === 'communeInsee') return house.communes.get(String(value))?.name ?? String(value);
  return String(value);
}

/** Hours in one sentence: « Lundi à vendredi : 9 h – 12 h ». As written when they cannot be read. */
export function hoursSentence(raw: string | null, now: Date, reader: Reader): string {
  const hours = raw ? parseHours(raw) : null;
  if (!hours) return raw ?? '';
  return weekTable(hours, now, reader.language)
    .map(line => `${line.days}\u00a0: ${line.text.join(', ')}`)
    .join(' · ');
}
