import { noBreak, numberText } from '../../core/typography.ts';

/** A number and its noun, which French leaves in the singular up to 1: « 0 doublon », « 2 lieux ». */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${numberText(number)}${noBreak}${number < 2 ? one : many}`;
}
