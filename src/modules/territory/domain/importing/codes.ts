import { departementOf } from '../communes.ts';

/** A code that became another; several of one day are parts of a commune that was divided. */
export interface CodeChange {
  oldCode: string;
  newCode: string;
  /** Day of the change, ISO. */
  effective: string;
  /** Share of the inhabitants who went there; null when it is not known. */
  share: number | null;
}

/** The communes an import is read against. */
export interface ImportGround {
  departement: string;
  /** Present communes of the département, by code. */
  communes: ReadonlyMap<string, { name: string; population: number | null }>;
  /** Confirmed names of former communes, by code. */
  formerNames: ReadonlyMap<string, string>;
  changes: readonly CodeChange[];
}

/** Where a code leads today. */
export type Destination =
  | { kind: 'here'; parts: readonly { code: string; share: number }[]; isOld: boolean }
  | { kind: 'elsewhere' }
  | { kind: 'refused'; why: string };

export interface Codes {
  /** Of a commune code, present or old. */
  destination(code: string): Destination;
  /** « 40197 Morcenx-la-Nouvelle »; the code alone when its name is not known. */
  named(code: string): string;
  /** Old codes that lead to a present commune. */
  former(present: string): readonly string[];
}

/** Reads codes on this ground. */
export function readCodes({ departement, communes, formerNames, changes }: ImportGround): Codes {
  const after = lastChanges(changes);
  const named = (code: string) =>
    [code, communes.get(code)?.name ?? formerNames.get(code)].filter(Boolean).join(' ');

  const follow = (code: string, share: number, steps: number): Destination => {
    if (communes.has(code)) return { kind: 'here', parts: [{ code, share }], isOld: steps > 0 };
    const next = after.get(code);
    if (!next || steps > changes.length)
      return departementOf(code) === departement
        ? { kind: 'refused', why: 'ce code n’est celui d’aucune commune, actuelle ou ancienne' }
        : { kind: 'elsewhere' };
    if (next.length > 1 && next.some(change => change.share === null)) {
      const candidates = next.map(change => named(change.newCode)).join(' et ');
      return {
        kind: 'refused',
        why: `cette commune s’est séparée en ${candidates}, sans que l’on sache dans quelles parts`,
      };
    }
    const ends = next.map(change => follow(change.newCode, share * (change.share ?? 1), steps + 1));
    const refused = ends.find(end => end.kind === 'refused');
    if (refused) return refused;
    const parts = ends.flatMap(end => (end.kind === 'here' ? end.parts : []));
    return parts.length > 0 ? { kind: 'here', parts, isOld: true } : { kind: 'elsewhere' };
  };

  const destination = (code: string) => follow(code, 1, 0);
  const former = new Map<string, string[]>();
  for (const code of [...after.keys()].sort()) {
    const end = destination(code);
    if (end.kind === 'here' && end.isOld)
      for (const part of end.parts) former.set(part.code, [...(former.get(part.code) ?? []), code]);
  }
  return { destination, named, former: present => former.get(present) ?? [] };
}

/** What each old code became the last time it changed. */
function lastChanges(changes: readonly CodeChange[]): Map<string, CodeChange[]> {
  const last = new Map<string, CodeChange[]>();
  for (const change of changes) {
    const known = last.get(change.oldCode);
    if (!known || change.effective > known[0]!.effective) last.set(change.oldCode, [change]);
    else if (change.effective === known[0]!.effective) known.push(change);
  }
  return last;
}

/**
 * The commune and the quarter that a code names: five characters, or nine for an IRIS, whose first five are its
 * commune and whose `0000` is the whole of it. A spreadsheet takes the zero of the first nine départements away.
 * Null when it is no such code.
 */
export function readCode(
  typed: string,
  departement: string,
): { commune: string; iris: string | null } | null {
  const bare = typed.trim().toUpperCase();
  const whole = departement.startsWith('0') && /^(\d{4}|\d{8})$/.test(bare) ? `0${bare}` : bare;
  const [, commune, iris] = /^((?:\d{2}|2[AB])\d{3})(\d{4})?$/.exec(whole) ?? [];
  if (!commune) return null;
  return { commune, iris: iris === undefined || iris === '0000' ? null : iris };
}
