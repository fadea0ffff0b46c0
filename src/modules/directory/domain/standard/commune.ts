import { fold, meaningfulWords, trigramSimilarity } from '../../../territory/index.ts';
import { cleanLine, quoted, readLine, rejection, warn } from './text.ts';
import type { CommuneFacts, CommuneIndex, FieldIssue, ReviewNote } from './types.ts';

const INSEE = /^([013-9]\d|2[AB1-9])\d{3}$/;

export interface CommuneReading {
  /** Null when the commune could not be found or is outside the territory: the row is rejected. */
  commune: CommuneFacts | null;
  /** The code as written, when the present one differs. */
  inseeSource: string | null;
  label: string;
  postalCode: string | null;
  issues: FieldIssue[];
  review: ReviewNote[];
}

interface Written {
  code: string;
  name: string;
  /** Name folded for comparison, without « CEDEX 2 » or a postal code in front. */
  folded: string;
  cedex: boolean;
  postalCode: string;
}

/**
 * `commune`, `code_insee` and `code_postal` together. The code decides when it is known, present or old;
 * then name and postal code, then a name unique in the territory, then a close name (similarity ≥ 0.6)
 * within the postal code. A postal code alone never decides.
 */
export function readCommune(
  raw: { name?: string; code?: string; postalCode?: string },
  communes: CommuneIndex,
): CommuneReading {
  const label = readLine('commune', raw.name, 120);
  const name = label.value ?? '';
  const folded = fold(name);
  const written: Written = {
    code: cleanLine(raw.code ?? '')
      .replaceAll(' ', '')
      .toUpperCase(),
    name,
    folded: folded.replace(/^\d{5} /, '').replace(/ cedex\b.*$/, ''),
    cedex: /\bcedex\b/.test(folded),
    postalCode: cleanLine(raw.postalCode ?? '').replaceAll(' ', ''),
  };
  const issues = [...label.issues];
  const review: ReviewNote[] = [];
  const byCode = INSEE.test(written.code) ? communes.byCode(written.code) : null;
  const commune = byCode
    ? acceptCode(byCode, written, communes, issues, review)
    : findByName(written, communes, issues);
  if (commune === null) {
    return { commune, inseeSource: null, label: name, postalCode: null, issues, review };
  }
  return {
    commune,
    inseeSource:
      written.code !== '' && byCode !== null && written.code !== commune.insee ? written.code : null,
    label: name === '' ? commune.name : name,
    postalCode: readPostalCode(written, commune, communes, issues),
    issues,
    review,
  };
}

function acceptCode(
  commune: CommuneFacts,
  written: Written,
  communes: CommuneIndex,
  issues: FieldIssue[],
  review: ReviewNote[],
): CommuneFacts {
  if (commune.viaOldCode) {
    const message = `Le code ${written.code} est ancien. La commune est maintenant ${commune.name} (${commune.insee}).`;
    issues.push(warn('code_insee', 'code_insee_ancien', message, written.code, commune.insee));
  }
  if (written.folded === '') {
    const message = `Le nom de la commune manque. Il vient du code\u00a0: ${commune.name}.`;
    issues.push(warn('commune', 'commune_absente', message, '', commune.name));
    return commune;
  }
  if (isNameOf(written.folded, commune, communes)) return commune;
  if (similarity(written.folded, fold(commune.name)) >= 0.6) {
    const message = `Le nom ${quoted(written.name)} est proche de ${commune.name}, que donne le code ${commune.insee}.`;
    issues.push(warn('commune', 'commune_approchee', message, written.name, written.name));
    return commune;
  }
  const message = `Le nom ${quoted(written.name)} ne va pas avec le code ${written.code} (${commune.name}). Le code est gardé.`;
  issues.push(warn('commune', 'commune_contradictoire', message, written.name, commune.insee));
  review.push({ field: 'commune', code: 'commune_contradictoire', message_fr: message, proposed: null });
  return commune;
}

function isNameOf(folded: string, commune: CommuneFacts, communes: CommuneIndex): boolean {
  if (communes.byName(folded).includes(commune.insee)) return true;
  const words = meaningfulWords(folded).join(' ');
  return words !== '' && words === meaningfulWords(commune.name).join(' ');
}

function findByName(written: Written, communes: CommuneIndex, issues: FieldIssue[]): CommuneFacts | null {
  const { code, folded, name, postalCode } = written;
  if (folded === '') {
    issues.push(
      rejection(
        'commune',
        'commune_introuvable',
        'Ni le nom ni le code de la commune ne sont connus. Un code postal seul ne suffit pas.',
        code === '' ? postalCode : code,
      ),
    );
    return null;
  }
  const sharing = communes.byPostalCode(postalCode);
  const named = communes.byName(folded);
  const exact = named.filter(insee => sharing.includes(insee));
  const outside = elsewhere(written, communes, { isNamed: named.length > 0, isExact: exact.length > 0 });
  if (outside !== null) {
    const message = `${quoted(name)} (${outside}) est hors du territoire. Ce lieu n’est pas repris.`;
    const field = outside === code ? 'code_insee' : 'code_postal';
    issues.push(rejection(field, 'commune_hors_territoire', message, outside));
    return null;
  }
  const only = exact.length === 1 ? exact : named.length === 1 ? named : [];
  const found = only[0] ?? closest(folded, sharing, communes);
  const commune = found === null ? null : communes.byCode(found);
  if (commune === null) {
    const message =
      named.length > 1
        ? `Plusieurs communes s’appellent ${quoted(name)}. Donnez le code INSEE ou le code postal.`
        : `La commune ${quoted(name)} n’est pas connue ici. Vérifiez son nom ou donnez son code INSEE.`;
    issues.push(rejection('commune', 'commune_introuvable', message, name));
    return null;
  }
  if (code !== '') {
    const message = `Le code INSEE ${quoted(code)} n’existe pas. La commune vient du nom\u00a0: ${commune.name} (${commune.insee}).`;
    issues.push(warn('code_insee', 'code_insee_inconnu', message, code, commune.insee));
  }
  if (only.length === 0) {
    const message = `La commune ${quoted(name)} a été lue comme ${commune.name} (${commune.insee}).`;
    issues.push(warn('commune', 'commune_approchee', message, name, commune.insee));
  }
  return commune;
}

/**
 * The code that tells that the place is of another territory: an INSEE code, unless name and postal code both
 * contradict it; a postal code, only when nobody here has that name.
 */
function elsewhere(
  { code, postalCode }: Written,
  communes: CommuneIndex,
  { isNamed, isExact }: { isNamed: boolean; isExact: boolean },
): string | null {
  if (INSEE.test(code) && communes.isElsewhere(code) && !isExact) return code;
  return /^\d{5}$/.test(postalCode) && communes.isElsewhere(postalCode) && !isNamed ? postalCode : null;
}

/** The commune of the postal code whose name is the closest, if it is close enough and alone so. */
function closest(folded: string, candidates: readonly string[], communes: CommuneIndex): string | null {
  let best: string | null = null;
  let bestScore = 0;
  let tie = false;
  for (const insee of candidates) {
    const commune = communes.byCode(insee);
    if (commune === null) continue;
    const score = similarity(folded, fold(commune.name));
    if (score > bestScore) [best, bestScore, tie] = [insee, score, false];
    else if (score === bestScore) tie = true;
  }
  return bestScore >= 0.6 && !tie ? best : null;
}

function readPostalCode(
  written: Written,
  commune: CommuneFacts,
  communes: CommuneIndex,
  issues: FieldIssue[],
): string | null {
  const { postalCode } = written;
  const field = 'code_postal';
  if (postalCode === '') {
    issues.push(warn(field, 'code_postal_absent', 'Le code postal manque.', '', null));
    return null;
  }
  if (!/^\d{5}$/.test(postalCode)) {
    const message = `${quoted(postalCode)} n’est pas un code postal. Il en faut 5 chiffres.`;
    issues.push(warn(field, 'code_postal_illisible', message, postalCode, null));
    return null;
  }
  if (communes.byPostalCode(postalCode).includes(commune.insee)) {
    if (written.cedex) {
      const message = 'La commune est écrite avec un CEDEX. Le lieu est bien repris.';
      issues.push(warn(field, 'code_postal_cedex', message, written.name, postalCode));
    }
    return postalCode;
  }
  // A CEDEX belongs to no commune list: it is the post's, not a mistake of the sender.
  const cedex = written.cedex || communes.byPostalCode(postalCode).length === 0;
  const message = cedex
    ? `Le code postal ${postalCode} ressemble à un CEDEX de ${commune.name}. Il est gardé.`
    : `Le code postal ${postalCode} n’est pas celui de ${commune.name}. Il est gardé\u00a0: vérifiez-le.`;
  issues.push(
    warn(field, cedex ? 'code_postal_cedex' : 'code_postal_autre_commune', message, postalCode, postalCode),
  );
  return postalCode;
}

/** 0 to 1 between two folded names: the better of shared trigrams and edit distance. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length > 100 || b.length > 100) return 0;
  return Math.max(trigramSimilarity(a, b), 1 - editDistance(a, b) / Math.max(a.length, b.length, 1));
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
