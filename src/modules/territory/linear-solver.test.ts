import { afterAll, expect, it } from 'vitest';
import type { LinearAnswer } from './domain/positioning/linear.ts';
import { HighsProcess } from './linear-solver.ts';

const said: string[] = [];
const solver = new HighsProcess(what => said.push(what));
afterAll(() => solver.stop());

const problem = 'Minimize\n 3 x + 5 y\nSubject To\n c0: x + y = 1\nEnd\n';
const child = () => (solver as unknown as { child: { kill(signal: string): void } | null }).child;

const prices = (answer: LinearAnswer | null) => answer && [...answer.duals];

it('answers a linear problem with the duals of the clients', async () => {
  expect(await solver.solve(problem)).toMatchObject({ status: 'optimal', objective: 3, bound: 3 });
  expect(prices(await solver.solve(problem))).toEqual([['c0', 3]]);
});

it('answers a problem in whole numbers with its columns and what bounds it', async () => {
  const whole =
    'Maximize\n 30 chairs + 50 tables\nSubject To\n chairs + 2 tables <= 41\n 2 chairs + tables <= 50\nGeneral\n chairs tables\nEnd\n';
  expect(await solver.solve(whole, { seconds: 5, gap: 0 })).toEqual({
    status: 'optimal',
    objective: 1120,
    bound: 1120,
    columns: new Map([
      ['chairs', 19],
      ['tables', 11],
    ]),
    duals: new Map(),
  });
});

it('says that a problem has no solution, and nothing of what is no problem', async () => {
  expect(await solver.solve('bonjour')).toBeNull();
  expect(await solver.solve('Minimize\n x\nSubject To\n c0: x >= 2\n d: x <= 1\nEnd\n')).toMatchObject({
    status: 'infeasible',
  });
});

it('killed at work has no answer, says so, and another one answers next', async () => {
  const answer = solver.solve(problem);
  child()!.kill('SIGKILL');
  expect(await answer).toBeNull();
  expect(said.at(-1)).toContain('SIGKILL');
  expect(child()).not.toBeNull();
  expect(prices(await solver.solve(problem))).toEqual([['c0', 3]]);
});

it('killed at rest, another one answers next', async () => {
  await solver.solve(problem);
  child()!.kill('SIGKILL');
  await expect.poll(child).toBeNull();
  expect(prices(await solver.solve(problem))).toEqual([['c0', 3]]);
});
