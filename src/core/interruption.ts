import { constants } from 'node:os';

type Signal = 'SIGINT' | 'SIGTERM';

let answer: ((signal: Signal) => void) | null = null;
let isOver = false;

/** What SIGINT and SIGTERM do from now on, in place of what they did; without it Node would end at once. */
export function onInterruption(act: (signal: Signal) => void): void {
  if (!answer) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => answer!(signal));
  answer = act;
}

/** Ends the process as a signal does, once this is left; what fails meanwhile fails because of it. */
export async function endAfter(leaving: Promise<unknown>, signal: Signal): Promise<void> {
  const code = 128 + constants.signals[signal];
  // Asked twice: without waiting.
  if (isOver) process.exit(code);
  isOver = true;
  process.stderr.write('Arrêté avant la fin. La même commande reprendra.\n');
  await leaving.catch(() => {});
  process.exit(code);
}

/** Nothing that fails is told any more: the process is ending. */
export function isEnding(): boolean {
  return isOver;
}
