import loadHighs, { type HighsConstants, type Model } from 'highs';
import type { LinearAnswer, LinearLimits } from './domain/positioning/linear.ts';

/*
 * The linear solver, in a process apart: it is a program of another world that may abort or take all the memory, which
 * must cost a proof and never the server. Each problem has an instance of its own.
 */

export interface LinearJob extends Required<LinearLimits> {
  id: number;
  problem: string;
}

type Named = [name: string, value: number][];

/** What crosses between processes: maps as lists. */
export interface LinearReply {
  id: number;
  answer: (Omit<LinearAnswer, 'columns' | 'duals'> & { columns: Named; duals: Named }) | null;
}

/** Most memory that an instance may grow to, in bytes: beyond, its allocation fails and the problem has no answer. */
const mostMemory = 512 * 2 ** 20;
const page = 2 ** 16;
const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
  if (this.buffer.byteLength + pages * page > mostMemory) throw new RangeError('trop de mémoire');
  return grow.call(this, pages);
};

async function solve({ problem, seconds, gap }: LinearJob): Promise<LinearReply['answer']> {
  const highs = await loadHighs();
  return highs.withModel({ format: 'lp', data: problem }, model => {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: gap });
    model.run();
    return answerOf(model, highs.constants);
  });
}

/** Of `primal_solution_status`: the columns are a solution. */
const isSolution = 2;

function answerOf(model: Model, { modelStatus, variableType }: HighsConstants): LinearReply['answer'] {
  const ended = model.getModelStatus();
  if (ended === modelStatus.infeasible)
    return { status: 'infeasible', objective: 0, bound: 0, columns: [], duals: [] };
  if (model.info.get('primal_solution_status') !== isSolution) return null;
  const status = ended === modelStatus.optimal ? 'optimal' : 'stopped';
  const objective = model.getObjectiveValue();
  const { colValue, rowDual } = model.getSolution();
  const columnNumbers = [...colValue.keys()];
  if (columnNumbers.some(column => model.getColIntegrality(column) === variableType.integer)) {
    const columns = columnNumbers
      .filter(column => colValue[column] !== 0)
      .map((column): [string, number] => [model.getColName(column), colValue[column]!]);
    return { status, objective, bound: Number(model.info.get('mip_dual_bound')), columns, duals: [] };
  }
  if (status !== 'optimal') return null;
  const duals = [...rowDual.keys()]
    .map((row): [string, number] => [model.getRowName(row), rowDual[row]!])
    .filter(([name]) => /^c\d+$/.test(name));
  return { status, objective, bound: objective, columns: [], duals };
}

process.on('message', async (job: LinearJob) => {
  const answer = await solve(job).catch(() => null);
  process.send!({ id: job.id, answer } satisfies LinearReply);
});
