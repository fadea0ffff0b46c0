import type { Candidate } from './candidate.ts';

type Change = (place: Candidate, random: () => number) => Candidate;

const withName = (place: Candidate, name: string): Candidate => ({ ...place, name });
const withStreet = (place: Candidate, street: string | null): Candidate => ({ ...place, street });

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

function moved(place: Candidate, random: () => number, metres: number): Candidate {
  if (place.lat === null || place.lon === null) return place;
  const angle = random() * 2 * Math.PI;
  const lat = place.lat + (Math.cos(angle) * metres) / 111_195;
  const lon = place.lon + (Math.sin(angle) * metres) / (111_195 * Math.cos((place.lat * Math.PI) / 180));
  return { ...place, lat, lon };
}

const SHORT: readonly [RegExp, string][] = [
  [/\bavenue\b/i, 'av.'],
  [/\bboulevard\b/i, 'Bd'],
  [/\broute\b/i, 'RTE'],
  [/\bplace\b/i, 'pl'],
  [/\bchemin\b/i, 'CHE'],
  [/\ball[ée]e\b/i, 'all.'],
  [/\bimpasse\b/i, 'IMP'],
  [/\brue\b/i, 'R'],
  [/\bsaint\b/i, 'St'],
  [/\bg[ée]n[ée]ral\b/i, 'Gal'],
  [/\bdocteur\b/i, 'Dr'],
];

function shortened(street: string): string {
  return SHORT.reduce((text, [long, short]) => text.replace(long, short), street);
}

/** One slip of the fingers inside the name: two letters swapped, one lost, doubled or replaced. */
function slipped(name: string, random: () => number): string {
  const places = [...name.matchAll(/\p{L}{6,}/gu)];
  const word = places[Math.floor(random() * places.length)];
  if (!word) return `${name.slice(0, 2)}${name.slice(1)}`;
  const at = word.index + 1 + Math.floor(random() * (word[0].length - 3));
  const kind = Math.floor(random() * 4);
  if (kind === 0) return name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2);
  if (kind === 1) return name.slice(0, at) + name.slice(at + 1);
  if (kind === 2) return name.slice(0, at) + name[at] + name.slice(at);
  return `${name.slice(0, at)}${name[at] === 'e' ? 'r' : 'e'}${name.slice(at + 1)}`;
}

function renamed(name: string): string {
  if (/^m[ée]diath[èe]que/i.test(name)) return name.replace(/^m[ée]diath[èe]que/i, 'Bibliothèque municipale');
  if (/^biblioth[èe]que/i.test(name)) return name.replace(/^biblioth[èe]que/i, 'Médiathèque');
  if (/^mairie/i.test(name)) return name.replace(/^mairie/i, 'Hôtel de ville');
  if (/^CCAS/.test(name)) return name.replace(/^CCAS/, "Centre communal d'action sociale");
  return `Espace numérique ${name}`;
}

/** Every way in which two sources write one place; the names are those of the table printed by the test. */
export const SAME_PLACE: Readonly<Record<string, Change>> = {
  'accents and case': place => ({
    ...place,
    name: bare(place.name),
    street: place.street && bare(place.street),
  }),
  'lower case': place => withName(place, place.name.toLowerCase()),
  'typographic apostrophes': place => withName(place, place.name.replace(/'/g, '’').replace(/-/g, ' ')),
  'abbreviated address': place => withStreet(place, place.street && shortened(place.street)),
  'address copied whole': place =>
    withStreet(place, place.street && `${place.street} ${place.postalCode} ${place.communeName}`),
  'name and commune': place => withName(place, `${place.name} - ${place.communeName}`),
  'commune in brackets': place => withName(place, `${place.name} (${place.communeName.toUpperCase()})`),
  'typing slip': (place, random) => withName(place, slipped(place.name, random)),
  'France services in front': place => withName(place, `France services ${place.name}`),
  'Espace numérique in front': place => withName(place, `Espace numérique - ${place.name}`),
  'number lost': place => withStreet(place, place.street?.replace(/^\d+\s*(bis|ter)?\s*/i, '') ?? null),
  'shifted 150 m': (place, random) => moved(place, random, 150),
  'centre of the commune': (place, random) => moved(place, random, 1500),
  'no coordinates': place => ({ ...place, lat: null, lon: null, geoQuality: 'unknown' }),
  mixed: (place, random) => {
    const name = bare(`${place.name} ${place.communeName}`);
    return moved({ ...place, name, street: place.street && bare(shortened(place.street)) }, random, 150);
  },
  renamed: place => withName(place, renamed(place.name)),
  'slip and commune': (place, random) =>
    withName(place, `${slipped(place.name, random)} ${place.communeName}`),
};

/** Services often met behind one door; `own` recognises the names for which it is not another service. */
const OTHER_SERVICES: readonly { own: RegExp; name: (commune: string) => string }[] = [
  { own: /mairie|h[ôo]tel de ville|commune/i, name: commune => `Mairie de ${commune}` },
  { own: /ccas|action sociale/i, name: commune => `CCAS de ${commune}` },
  { own: /biblioth|m[ée]diath/i, name: commune => `Médiathèque ${commune}` },
  { own: /france services?|services au public|msap/i, name: commune => `France services ${commune}` },
  {
    own: /france services?|services au public|msap/i,
    name: commune => `Maison France Services de ${commune}`,
  },
  { own: /poste/i, name: commune => `La Poste ${commune}` },
  { own: /poste/i, name: () => 'Agence postale communale' },
  { own: /mission locale/i, name: commune => `Mission locale ${commune}` },
  { own: /social|mjc/i, name: commune => `Centre social ${commune}` },
  { own: /num[ée]rique|epn|cyber/i, name: commune => `EPN ${commune}` },
  { own: /tourisme/i, name: commune => `Office de tourisme de ${commune}` },
  { own: /jeune|pij/i, name: commune => `Point information jeunesse ${commune}` },
];

/** Another service at the very same address: never to be merged by machine with the place or its variants. */
export function otherServices(place: Candidate): Candidate[] {
  return OTHER_SERVICES.filter(service => !service.own.test(place.name)).map((service, index) => ({
    ...place,
    id: `${place.id}-other-${index}`,
    name: service.name(place.communeName),
    sources: ['other services'],
  }));
}

/** One variant of the place, with its own identifier and source. */
export function variantOf(place: Candidate, kind: string, random: () => number): Candidate {
  const change = SAME_PLACE[kind];
  if (!change) throw new RangeError(`no variant « ${kind} »`);
  return { ...change(place, random), id: `${place.id}-${kind}`, sources: ['another source'] };
}
