import { raw } from 'hono/html';

/** A fixed drawing, turned into text once: it is on every page. Never for words that come from people. */
export function drawn(drawing: unknown) {
  return raw(String(drawing));
}

/** The mark of the header and of papers: two pines over the clearing. */
export const mark = drawn(
  <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
    <circle class="f-i" cx="22" cy="22" r="22" />
    <path
      class="f-b"
      d="M1.3 30a22 22 0 0 0 41.4 0zM13.6 30.5l.9-13h1.6l1 13zM28 30.5l.6-9h1.4l.8 9zM7.5 18.5c-3.2-2.6-.8-6.8 2.8-6.3.5-4.6 6.7-5.8 8.7-2 3.6-.8 6 2.5 4.4 5 2.6 1.5 1.4 4.3-1 4.3-3 1.2-12.5 1.2-14.9-1zM24.2 22c-1.8-1.6-.4-4 1.7-3.8.5-2.6 4-3 5-.9 2.3-.4 3.5 1.7 2.5 3.1 1.3 1 .6 2.5-.8 2.5-1.8.6-7 .6-8.4-.9z"
    />
  </svg>,
);

/** Place on the ground (0 to 1200) and size of each pine of the skyline: uneven, as in the forest. */
const pines: readonly (readonly [number, number])[] = [
  [30, 0.8],
  [78, 1],
  [118, 0.75],
  [190, 0.95],
  [236, 1.1],
  [270, 0.8],
  [352, 0.7],
  [398, 1.05],
  [432, 0.85],
  [700, 0.9],
  [742, 1.1],
  [776, 0.7],
  [850, 0.8],
  [905, 1.02],
  [948, 0.78],
  [1010, 1.08],
  [1052, 0.85],
  [1120, 0.95],
  [1168, 0.75],
];

/** Pines and the lit house above the foot of public pages. */
export const skyline = drawn(
  <svg class="edge" viewBox="0 -10 1200 94" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <defs>
      <path
        id="pn"
        d="M-1.5 2L-.8-50h2L2.3 2zM-21-49c-6-6 0-14 7-12 1-9 12-11 17-6 7-3 14 2 12 8 7 0 9 8 4 12-8 4-32 4-40-2z"
      />
    </defs>
    <path d="M0 84V76C200 68 380 74 520 76s420-8 680-1v9zM530 76V58l-12 3 34-25 50 25-12-2v17z" />
    <path class="lit" d="M545 62h8v8h-8zM570 62h7v8h-7z" />
    {pines.map(([x, size]) => (
      <use href="#pn" transform={`translate(${x} 76)scale(${size})`} />
    ))}
  </svg>,
);
