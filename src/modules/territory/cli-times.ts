import type { VerbContext } from '../../core/verb.ts';
import { exits, Stopped } from './cli-files.ts';
import { type MatrixFault, readMatrix, type TravelMatrix } from './domain/positioning/matrix.ts';

const mostListed = 20;

/**
 * Times of a file `from,to,minutes`: what is wrong or unknown is said line by line, and pairs that are missing as
 * `--missing` asks. Throws {@link Stopped}.
 */
export function timesOfFile(
  { values, say }: Pick<VerbContext, 'values' | 'say'>,
  file: string,
  text: string,
  codes: readonly string[],
): TravelMatrix {
  const missingAs = values.missing ?? 'unreachable';
  if (missingAs !== 'unreachable' && missingAs !== 'refuse')
    throw new Stopped(exits.wrongWords, '--missing\u00a0: écrivez unreachable ou refuse.');
  const matrix = readMatrix(text, codes);
  const { faults, unknown, missing } = matrix;
  if (faults.length > 0)
    throw new Stopped(
      exits.unreadable,
      `${listOf(file, faults)}\n${faults.length} lignes à corriger\u00a0: le fichier n’est pas pris.`,
    );
  if (unknown.length > 0) say(listOf(file, unknown));
  if (missing.count > 0) {
    const pairs = missing.first.map(pair => pair.join(' → ')).join(', ');
    const said = `${file}\u00a0: ${missing.count} paires manquent, dont ${pairs}.`;
    if (missingAs === 'refuse') throw new Stopped(exits.unreadable, said);
    say(`${said} Elles sont traitées comme inaccessibles.`);
  }
  return matrix;
}

function listOf(file: string, faults: readonly MatrixFault[]): string {
  const lines = faults
    .slice(0, mostListed)
    .map(({ line, value, reason }) => `${file}, ligne ${line}\u00a0: «\u00a0${value}\u00a0», ${reason}.`);
  if (faults.length > mostListed) lines.push(`Et ${faults.length - mostListed} autres lignes.`);
  return lines.join('\n');
}
