import type { Contradiction } from './contradictions.ts';

/** Names for the numbers of places and groups. */
export interface Names {
  place: (place: number) => string;
  group: (group: number) => string;
}

const mostListed = 20;

/** A contradiction in plain French, with its numbers. */
export function wordsOf(found: Contradiction, { place, group }: Names): string {
  const listed = (places: readonly number[]) =>
    places.slice(0, mostListed).map(place).join(', ') +
    (places.length > mostListed ? ` et ${places.length - mostListed} autres` : '');
  switch (found.code) {
    case 'kept_and_forbidden':
      return `À la fois à garder et à ne pas ouvrir\u00a0: ${listed(found.places)}.`;
    case 'more_than_sites':
      return `Vous demandez ${found.p} lieux mais ${found.sites} seulement peuvent ouvrir.`;
    case 'more_kept':
      return `Vous gardez ${found.kept} lieux ouverts mais n’en demandez que ${found.p}.`;
    case 'minima_exceed':
      return `Vous demandez ${found.minima} lieux au moins (${perGroup(found.minima, found.groups)}) mais seulement ${found.p} conseillers.`;
    case 'maxima_below':
      return `Vous demandez ${found.p} lieux mais les intercommunalités n’en acceptent que ${found.maxima}.`;
    case 'group_range':
      return `${group(found.group)}\u00a0: le minimum (${found.least}) dépasse le maximum (${found.most}).`;
    case 'group_minimum':
      return `${group(found.group)}\u00a0: ${found.least} lieux au moins sont demandés, ${found.able} seulement peuvent ouvrir.`;
    case 'group_maximum':
      return `${group(found.group)}\u00a0: ${found.kept} lieux sont gardés, ${found.most} au plus sont permis.`;
    case 'out_of_reach': {
      const where = found.maxTime === null ? 'Aucun lieu' : `Aucun lieu à ${minutes(found.maxTime)} ou moins`;
      return `${where} ne peut accueillir les habitants de ${found.places.length === 1 ? 'cette commune' : `ces ${found.places.length} communes`}\u00a0: ${listed(found.places)}.`;
    }
    case 'too_far': {
      const within = found.maxTime === null ? 'joignables' : `à ${minutes(found.maxTime)} ou moins`;
      return `${found.p} lieux ne suffisent pas pour que tous soient ${within}. Au mieux resteraient trop loin\u00a0: ${listed(found.places)}.`;
    }
    case 'too_little_capacity':
      return `${found.needed} personnes ont besoin d’aide, les conseillers ne peuvent en aider que ${found.offered}.`;
  }
}

const perGroup = (minima: number, groups: number) =>
  minima % groups === 0 ? `${minima / groups} par intercommunalité` : `pour ${groups} intercommunalités`;

/** Tenths of minute, as minutes. */
export const minutes = (tenths: number) => `${(tenths / 10).toLocaleString('fr-FR')}\u00a0min`;
