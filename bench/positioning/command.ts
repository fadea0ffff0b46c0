/** Runs `./airial` commands in processes of their own and tells what each cost. */
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** In the child, loaded before the command: at its end, what it took is written on a pipe apart. */
if (process.env.BENCH_COST)
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpu: (user + system) / 1e6, megabytes: maxRSS / 1024 }));
  });

export interface Ended {
  code: number | null;
  output: string;
  /** Seconds, start of Node included; of processor, without those of the linear solver's process. */
  wall: number;
  cpu: number;
  /** Most memory ever resident, start of Node included. */
  megabytes: number;
}

/** One command, such as `['territory', 'verify', …]`; standard error is shown. */
export async function airial(words: readonly string[]): Promise<Ended> {
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', import.meta.url, 'build/airial.js', ...words], {
    env: { ...process.env, BENCH_COST: '1' },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const read = async (stream: AsyncIterable<Buffer>) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts).toString();
  };
  const [output, cost, code] = await Promise.all([
    read(child.stdout!),
    read(child.stdio[3] as unknown as AsyncIterable<Buffer>),
    new Promise<number | null>(done => child.once('close', done)),
  ]);
  return { code, output, wall: (performance.now() - from) / 1000, ...JSON.parse(cost) };
}

/** What `--json` of a solve says, as far as it is shown here. */
export interface Told {
  n: number;
  p: number;
  objective: number;
  bound: number;
  gap: number;
  status: string;
  seconds: { solve: number; total: number };
  proof: { leaves: number };
  peakMemoryMB: number;
}

/** How much the same work varies on this machine, now: to be read beside every time. */
export function noise(): string {
  const times = Array.from({ length: 15 }, () => {
    const from = performance.now();
    let sum = 0;
    for (let turn = 1; turn < 2e7; turn++) sum += Math.sqrt(turn);
    return sum > 0 ? performance.now() - from : 0;
  }).sort((a, b) => a - b);
  const [least, middle, most] = [times[0]!, times[7]!, times[14]!].map(time => time.toFixed(0));
  return `this machine, now: the same loop takes ${middle} ms (${least} to ${most} in 15 turns)`;
}
