// Read by a product before itself (`node --import`): its clock is shifted by the milliseconds written in a file.
import { readFileSync, writeSync } from 'node:fs';

const file = process.env.AIRIAL_TRIAL_CLOCK!;
let shift = 0;

const RealDate = Date;
const now = () => RealDate.now() + shift;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, words: unknown[], maker) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, maker),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

process.on('SIGUSR2', () => {
  shift = Number(readFileSync(file, 'utf8'));
  writeSync(2, `horloge : ${shift}\n`);
});
