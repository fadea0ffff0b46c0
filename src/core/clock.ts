/** Tells the time; everything that depends on it receives one. */
export type Clock = () => Date;

/**
 * The clock of the process. `AIRIAL_NOW` freezes it for trials and tests;
 * in production the variable is refused, since a frozen clock would lie to people.
 */
export function processClock(environment: NodeJS.ProcessEnv): Clock {
  const frozen = environment.AIRIAL_NOW;
  if (!frozen) return () => new Date();
  if (environment.AIRIAL_ENV === 'production') {
    throw new Error(
      'AIRIAL_NOW est refusé quand AIRIAL_ENV=production : l’horloge ne peut pas être arrêtée.',
    );
  }
  const at = new Date(frozen);
  if (Number.isNaN(at.getTime())) throw new Error(`AIRIAL_NOW n’est pas une date : ${frozen}`);
  return () => new Date(at);
}
