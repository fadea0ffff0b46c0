import { expect, it } from 'vitest';
import { traceOf } from './log.ts';

const marie = 'marie.dupouy@landes.example';

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('says where an error of ours comes from', () => {
  const trace = traceOf(new TypeError('x is not a function'));
  expect(trace).toMatch(/^TypeError x is not a function\n\s+at .*log\.test\.ts/);
});

it.each([
  ['PostgreSQL', Object.assign(new Error(`invalid input "${marie}"`), { code: '22P02', severity: 'ERROR' })],
  [
    'a mail server',
    Object.assign(new Error(`550 <${marie}> unknown`), { code: 'EENVELOPE', command: 'RCPT TO' }),
  ],
  ['a parser', failureOf(() => JSON.parse(`${marie} n’est pas du JSON`))],
  ['what caused it', new Error('no answer', { cause: failureOf(() => JSON.parse(marie)) })],
  ['what is no error', marie],
])('does not repeat what %s quotes', (_, error) => {
  expect(traceOf(error)).not.toContain('marie');
});

it('keeps the code and the constraint of PostgreSQL', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'account_email_key',
    severity: 'ERROR',
  });
  expect(traceOf(error)).toMatch(/^Error 23505 account_email_key\n/);
});
