import { describe, expect, it } from 'vitest';
import { evaluateHours } from './evaluate.ts';
import { label, writtenByPlace } from './label.ts';
import { parseHours } from './parse.ts';
import { TRUTH } from './truth-table.ts';
import { comingNotices, holidaySentence, weekTable } from './week.ts';

const cases = Object.values(TRUTH).flat();

/** What easy-to-read forbids in a sentence: too many words, a sign to guess, a negation. */
function faults(text: string, typed: string | null): string[] {
  return (typed ? text.replace(typed, '') : text).split(/(?<=[.?!]) /).flatMap(sentence => {
    // « 9 h 30 » and « 1 204 » are said in one breath.
    const words = sentence.match(/[\p{L}\d][^ ]*/gu)?.length ?? 0;
    return [
      ...(words > 10 ? [`${words} words: ${sentence}`] : []),
      ...(/[·–%]|\bne\b|\bn’|\bpas\b|\baucun/.test(sentence) ? [sentence] : []),
    ];
  });
}

describe('hours in easy-to-read French', () => {
  it('sees what is forbidden', () => {
    expect(faults('Ouvert. Le lieu ferme à 12\u00a0h.', null)).toEqual([]);
    expect(faults('Ouvert · ferme à 12\u00a0h', null)).toHaveLength(1);
    expect(faults('Ce lieu n’est pas ouvert.', null)).toHaveLength(1);
    expect(faults('un deux trois quatre cinq six sept huit neuf dix onze', null)).toHaveLength(1);
    expect(faults('un deux trois quatre cinq. Six sept huit neuf dix onze', null)).toEqual([]);
  });

  it.each(cases.map(row => [`${row.hours} at ${row.at}`, row] as const))('%s', (_, row) => {
    const at = new Date(row.at);
    const hours = row.hours === null ? null : parseHours(row.hours);
    const holidays = { school: row.school ?? null, alsaceMoselle: row.alsaceMoselle ?? false };
    const context = { exceptions: row.exceptions ?? [], holidays };
    const evaluation = evaluateHours(hours, row.hours, at, context);
    const notices = comingNotices(hours, at, context, 'falc').map(({ text }) => text);
    const holidaysSaid = hours ? holidaySentence(hours, 'falc') : null;
    const week = hours ? weekTable(hours, at, 'falc') : [];
    const spans = week.flatMap(({ text, comments }) =>
      text.flatMap((span, index) => faults(span, comments[index] ?? null)),
    );
    expect([
      ...faults(label(evaluation, at, 'falc'), writtenByPlace(evaluation)),
      ...[...notices, holidaysSaid ?? ''].flatMap(text => faults(text, null)),
      ...spans,
    ]).toEqual([]);
    expect(hours === null || week.length === 7).toBe(true);
  });
});
