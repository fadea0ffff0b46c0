import { z } from 'zod';
import { wrongParameters } from './reading.ts';

/** Parameters of every list of resources. */
export const listQuery = z.strictObject({
  'page[size]': z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .meta({ description: 'Lignes par page, 500 au plus' }),
  'page[after]': z.string().max(200).optional().meta({ description: '« suivant » de la page précédente' }),
  'filter[creation][depuis]': z.iso
    .date('une date est attendue, comme 2026-11-24')
    .optional()
    .meta({ description: 'Seulement ce qui existe depuis ce jour' }),
});

export interface Resource<Attributes> {
  id: string;
  creation: Date;
  attributes: Attributes;
}

/** The shape of a list of resources (JSON:API). */
export function listAnswer<Attributes extends z.ZodObject>(id: string, type: string, attributes: Attributes) {
  return z
    .strictObject({
      data: z.array(z.strictObject({ type: z.literal(type), id: z.string(), attributes })),
      meta: z.strictObject({
        total_count: z.int().min(0),
        items_per_page: z.int().min(1),
        total_pages: z.int().min(0),
        has_next_page: z.boolean(),
        has_prev_page: z.boolean(),
        suivant: z.string().nullable().meta({ description: 'À donner à page[after]' }),
      }),
    })
    .meta({ id });
}

/** Latest first; the same instant by identifier, so that pages miss and repeat nothing. */
const rankOf = ({ creation, id }: Pick<Resource<unknown>, 'creation' | 'id'>) =>
  `${creation.toISOString()} ${id}`;

/** One page of these resources, those created last first. */
export function pageOf<Attributes>(
  type: string,
  all: readonly Resource<Attributes>[],
  query: z.infer<typeof listQuery>,
) {
  const { 'page[size]': size, 'page[after]': after, 'filter[creation][depuis]': since } = query;
  const kept = all
    .filter(({ creation }) => !since || creation.toISOString() >= since)
    .map(one => ({ rank: rankOf(one), one }))
    .sort((a, b) => (a.rank < b.rank ? 1 : -1));
  const cursor = after === undefined ? null : Buffer.from(after, 'base64url').toString();
  if (cursor !== null && !/^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f-]{36}$/.test(cursor))
    throw wrongParameters([
      { parametre: 'page[after]', message: 'la valeur de «\u00a0suivant\u00a0» est attendue, telle quelle' },
    ]);
  const first = cursor === null ? 0 : kept.filter(({ rank }) => rank >= cursor).length;
  const shown = kept.slice(first, first + size);
  const hasMore = first + size < kept.length;
  return {
    data: shown.map(({ one: { id, attributes } }) => ({ type, id, attributes })),
    meta: {
      total_count: kept.length,
      items_per_page: size,
      total_pages: Math.ceil(kept.length / size),
      has_next_page: hasMore,
      has_prev_page: first > 0,
      suivant: hasMore ? Buffer.from(shown.at(-1)!.rank).toString('base64url') : null,
    },
  };
}
