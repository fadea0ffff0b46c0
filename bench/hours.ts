import { schoolHolidaysZoneA } from '../src/modules/directory/data/school-holidays-zone-a.ts';
import { evaluateHours, parseHours } from '../src/modules/directory/domain/hours/index.ts';

/** Shapes met in real files, the costly ones (seasons, nth weekdays, never open) included. */
const SAMPLE = [
  'Mo-Fr 09:00-12:00,14:00-17:00',
  'Mo-Fr 09:00-12:30,13:30-17:30; Sa 09:00-12:00; PH off',
  'Tu,Th 16:00-18:00; We 10:00-12:00,14:00-18:00; Sa 10:00-12:30',
  'Mo 10:00-12:00,14:00-17:00; Tu 08:30-12:30,14:30-16:30; We-Fr 10:00-12:00; PH off; SH off',
  'We[1,3] 14:00-16:30',
  'week 2-52/2 Tu 09:30-12:00',
  'Jul-Aug Mo-Sa 09:00-19:00; Sep-Jun Mo-Fr 09:00-12:00',
  'Mo-Fr 09:00-12:00 "sur rendez-vous"',
  '24/7',
  'off',
];
const PLACES = 20_000;
const START = Date.UTC(2026, 10, 23, 9);

/** Prints µs per evaluation (hours already read): min, median, max of 15 rounds of 20,000 places. */
export function benchHours(): void {
  const places = Array.from({ length: PLACES }, (_, index) => {
    const raw = SAMPLE[index % SAMPLE.length]!;
    return { raw, hours: parseHours(raw) };
  });
  const context = { exceptions: [], holidays: { school: schoolHolidaysZoneA } };
  const rounds: number[] = [];
  let open = 0;
  for (let round = 0; round < 15; round += 1) {
    const at = new Date(START + round * 37 * 60_000);
    const before = process.hrtime.bigint();
    for (const place of places)
      if (evaluateHours(place.hours, place.raw, at, context).state === 'open') open += 1;
    rounds.push(Number(process.hrtime.bigint() - before) / 1000 / PLACES);
  }
  rounds.sort((a, b) => a - b);
  const figure = (value: number) => value.toFixed(1);
  console.log(
    `hours: ${PLACES} places, µs per evaluation: min ${figure(rounds[0]!)}, median ${figure(rounds[7]!)}, max ${figure(rounds[14]!)} (${open} open)`,
  );
}

if (import.meta.main) benchHours();
