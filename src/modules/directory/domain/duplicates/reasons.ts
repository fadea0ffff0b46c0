import type { Evidence } from './compare.ts';
import { familyNames } from './families.ts';
import type { Profile } from './profile.ts';

const NBSP = '\u00a0';

const SAME_NAME: Readonly<Record<NonNullable<Evidence['name']['how']>, string>> = {
  identical: 'Même nom',
  commune: 'Même nom, la commune mise à part',
  label: `Même nom, précédé d’un label («${NBSP}France services${NBSP}», «${NBSP}Espace numérique${NBSP}»)`,
  slip: 'Même nom à une faute de frappe près',
  synonym: 'Deux façons de dire le même nom',
  words: 'Mêmes mots propres dans le nom',
};

/** The evidence said in French, most telling first; never empty. */
export function reasonsFor(a: Profile, b: Profile, evidence: Evidence): string[] {
  // Written in one order whatever the order of the pair.
  const [first, second] = a.candidate.id <= b.candidate.id ? [a, b] : [b, a];
  return [
    nameReason(evidence),
    familyReason(first, second, evidence),
    addressReason(first, second, evidence),
    evidence.metres === null ? null : distanceReason(evidence.metres),
    evidence.sameCommune ? null : 'Communes différentes',
    evidence.samePhone ? 'Même téléphone' : null,
    evidence.sameEmail ? 'Même adresse électronique' : null,
    evidence.sameSite ? 'Même site' : null,
    evidence.samePivot ? 'Même identifiant, qui peut couvrir plusieurs lieux' : null,
    evidence.sameSource ? 'Deux lignes de la même source' : null,
  ].filter(reason => reason !== null);
}

function nameReason({ name }: Evidence): string {
  switch (name.relation) {
    case 'same':
      return SAME_NAME[name.how ?? 'identical'];
    case 'kin':
      return 'Même genre de lieu, un des deux noms en dit plus';
    case 'akin':
      return 'Mêmes mots propres, un des deux noms ne dit pas le genre de lieu';
    case 'hint':
      return name.coreAgrees ? 'Mêmes mots propres dans le nom' : 'Noms en partie communs';
    case 'sister':
      return 'Même genre de lieu sous deux noms différents';
    case 'other':
      return 'Noms différents';
  }
}

function familyReason(a: Profile, b: Profile, evidence: Evidence): string | null {
  const [left, right] = [familyNames(a.name.families), familyNames(b.name.families)];
  if (evidence.families === 'conflict') return `Deux services différents${NBSP}: ${left}${NBSP}; ${right}`;
  if (evidence.name.relation === 'same') return null;
  if (evidence.families === 'partial')
    return `Un service en commun seulement${NBSP}: ${left}${NBSP}; ${right}`;
  if (evidence.families === 'close') return `Services voisins${NBSP}: ${left}${NBSP}; ${right}`;
  return null;
}

function addressReason(a: Profile, b: Profile, { address, unnumbered }: Evidence): string {
  const streets = [a, b].map(({ candidate }) => candidate.street ?? candidate.streetComplement ?? '');
  const [left, right] = streets.map(street => street.trim());
  switch (address) {
    case 'same':
      return `Même adresse${NBSP}: ${left}`;
    case 'street':
      return unnumbered
        ? `Même voie, sans numéro${NBSP}: ${left}`
        : 'Même voie, un numéro manque ou diffère d’un bis';
    case 'clash':
      return `Même voie, numéros différents${NBSP}: ${left}${NBSP}; ${right}`;
    case 'different':
      return `Adresses différentes${NBSP}: ${left}${NBSP}; ${right}`;
    case 'unknown':
      return 'Une adresse au moins manque de précision';
  }
}

function distanceReason(metres: number): string {
  if (metres < 1000) return `À ${Math.round(metres)}${NBSP}m l’un de l’autre`;
  return `À ${(metres / 1000).toFixed(1).replace('.', ',')}${NBSP}km l’un de l’autre`;
}
