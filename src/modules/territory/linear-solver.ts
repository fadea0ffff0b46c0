import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../core/config.ts';
import type { LinearAnswer, LinearSolver } from './domain/positioning/linear.ts';
import type { LinearJob, LinearReply } from './highs-child.ts';

/** Longest a problem takes unless it is said otherwise, and how long after its time the process is killed, in seconds. */
const longest = 20;
const grace = 2;

/** HiGHS in a child process, started at the first problem and kept for the next; what happens to it is told by `said`. */
export class HighsProcess {
  private child: ChildProcess | null = null;
  private last = 0;
  private stopped = false;
  private readonly said: (what: string) => void;

  constructor(said: (what: string) => void) {
    this.said = said;
  }

  /** A problem that fails, crashes or lasts too long has no answer: proofs do without. */
  readonly solve: LinearSolver = (problem, { seconds = longest, gap = 0 } = {}) =>
    new Promise(done => {
      this.child ??= this.start();
      const { child } = this;
      const job: LinearJob = { id: ++this.last, problem, seconds, gap };
      const end = (answer: LinearAnswer | null) => {
        clearTimeout(late);
        child.off('message', hear).off('exit', gone);
        done(answer);
      };
      const hear = ({ id, answer }: LinearReply) => {
        if (id !== job.id) return;
        end(answer && { ...answer, columns: new Map(answer.columns), duals: new Map(answer.duals) });
      };
      const gone = () => {
        // The next problem finds another one warm.
        if (this.child === null && !this.stopped) this.child = this.start();
        end(null);
      };
      const late = setTimeout(() => child.kill('SIGKILL'), (seconds + grace) * 1000);
      child.on('message', hear).on('exit', gone);
      // A process that has just died refuses the message: its end is said first, then there is no answer.
      child.send(job, error => error && child.kill('SIGKILL'));
    });

  stop(): void {
    const { child } = this;
    this.stopped = true;
    this.child = null;
    child?.kill('SIGKILL');
  }

  private start(): ChildProcess {
    // It needs neither the address of the database nor any other secret; what it writes when it aborts is of no use.
    const child = fork(join(projectRoot, 'src/modules/territory/highs-child.ts'), [], {
      execArgv: ['--max-old-space-size=512'],
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Whenever it dies, even at rest, the next problem has another one.
    const died = (how: string) => {
      if (this.child !== child) return;
      this.child = null;
      this.said(`Le solveur s’est arrêté (${how}). Le calcul continue sans lui.`);
    };
    child.on('exit', (code, signal) => died(signal ?? String(code)));
    child.on('error', error => died(error.message));
    return child;
  }
}
