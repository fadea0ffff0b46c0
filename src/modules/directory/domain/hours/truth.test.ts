import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checkCases } from './check.ts';
import { TRUTH, type TruthCase } from './truth-table.ts';

/** The truth table in the words of `directory hours check`. */
function input(row: TruthCase) {
  return {
    opening_hours: row.hours,
    at: row.at,
    exceptions: row.exceptions,
    holidays: { school: row.school ?? null, alsace_moselle: row.alsaceMoselle ?? false },
  };
}

const rows = Object.values(TRUTH).flat();

for (const [situation, cases] of Object.entries(TRUTH)) {
  describe(situation, () => {
    it.each(cases.map(row => [`${row.hours} at ${row.at}`, row] as const))('%s', (_, row) => {
      const [result] = checkCases([input(row)]);
      expect({ state: result?.state, next: result?.next_change, label: result?.label_fr }).toEqual({
        state: row.state,
        next: row.next === null ? null : new Date(row.next).toISOString(),
        label: row.label.replaceAll('~', '\u00A0'),
      });
    });
  });
}

it('holds at least the 80 cases asked for', () => {
  expect(rows.length).toBeGreaterThanOrEqual(80);
});

it.each(['UTC', 'America/New_York', 'Pacific/Auckland'])('gives the same answers with TZ=%s', zone => {
  const cases = rows.map(input);
  const module = new URL('./check.ts', import.meta.url).href;
  const script = `import { checkCases } from ${JSON.stringify(module)};
    let text = ''; for await (const part of process.stdin) text += part;
    console.log(JSON.stringify({ zone: new Date(1e12).getHours(), results: checkCases(JSON.parse(text)) }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  const { zone: hour, results } = JSON.parse(output);
  // 2001-09-09T01:46:40Z: proves that the child really lives in that zone.
  expect(hour).toBe({ UTC: 1, 'America/New_York': 21, 'Pacific/Auckland': 13 }[zone]);
  expect(results).toEqual(checkCases(cases));
});
