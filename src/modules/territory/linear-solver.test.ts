import { afterAll, expect, it } from 'vitest';
import { HighsProcess } from './linear-solver.ts';

const said: string[] = [];
const solver = new HighsProcess(what => said.push(what));
afterAll(() => solver.stop());

const problem = 'Minimize\n 3 x + 5 y\nSubject To\n c0: x + y = 1\nEnd\n';
const child = () => (solver as unknown as { child: { kill(signal: string): void } | null }).child;

it('answers with the duals of the clients', async () => {
  expect(await solver.solve(problem)).toEqual(new Map([['c0', 3]]));
});

it('has no answer to what is no problem, or has no solution', async () => {
  expect(await solver.solve('bonjour')).toBeNull();
  expect(await solver.solve('Minimize\n x\nSubject To\n c0: x >= 2\n d: x <= 1\nEnd\n')).toBeNull();
});

it('killed at work has no answer, says so, and another one answers next', async () => {
  const answer = solver.solve(problem);
  child()!.kill('SIGKILL');
  expect(await answer).toBeNull();
  expect(said.at(-1)).toContain('SIGKILL');
  expect(await solver.solve(problem)).toEqual(new Map([['c0', 3]]));
});

it('killed at rest, another one answers next', async () => {
  await solver.solve(problem);
  child()!.kill('SIGKILL');
  await expect.poll(child).toBeNull();
  expect(await solver.solve(problem)).toEqual(new Map([['c0', 3]]));
});
