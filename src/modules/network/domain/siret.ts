/** True for a SIRET: 14 figures and their key (Luhn; La Poste: the sum of the figures is divisible by 5). */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false;
  const figures = [...siret].map(Number);
  const luhn = figures.reduce((sum, figure, index) => {
    const doubled = index % 2 === 0 ? figure * 2 : figure;
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  if (luhn % 10 === 0) return true;
  return siret.startsWith('356000000') && figures.reduce((sum, figure) => sum + figure, 0) % 5 === 0;
}
