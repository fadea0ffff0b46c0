import { absentFields, type Mapping, mapRow } from '../domain/standard/mapping.ts';
import { placeReader } from '../domain/standard/place.ts';
import type { ParsedPlace, ParsingContext, RawPlace } from '../domain/standard/types.ts';
import type { PlacesFile } from './file.ts';

/** A row as written (under the columns of its format) and what the parser made of it. */
export interface ReadPlace {
  raw: RawPlace;
  parsed: ParsedPlace;
}

/** Reads every row of an opened file, in order, one at a time. Never throws for a row. */
export async function* readPlaces(
  file: PlacesFile,
  mapping: Mapping,
  context: ParsingContext,
): AsyncGenerator<ReadPlace> {
  const read = placeReader({ ...context, absentFields: absentFields(mapping) });
  for await (const raw of file.rows()) {
    const mapped = mapRow(mapping, raw);
    const parsed = read(mapped.raw);
    yield { raw, parsed: { ...parsed, review: [...parsed.review, ...mapped.review] } };
  }
}
