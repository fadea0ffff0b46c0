import loadHighs from 'highs';

/*
 * The linear solver, in a process apart: it is a program of another world that may abort or take all the memory, which
 * must cost a proof and never the server. Each problem has an instance of its own.
 */

export interface LinearJob {
  id: number;
  problem: string;
  seconds: number;
}

/** Duals of the rows named `c…`, or nothing when it is not solved to the end. */
export interface LinearAnswer {
  id: number;
  duals: [name: string, dual: number][] | null;
}

async function solve({ id, problem, seconds }: LinearJob): Promise<LinearAnswer> {
  try {
    const highs = await loadHighs();
    const { Status, Rows } = highs.solve(problem, { time_limit: seconds, output_flag: false });
    if (Status !== 'Optimal') return { id, duals: null };
    const duals = Rows.flatMap((row): [string, number][] =>
      'Dual' in row && /^c\d+$/.test(row.Name) ? [[row.Name, row.Dual]] : [],
    );
    return { id, duals };
  } catch {
    return { id, duals: null };
  }
}

process.on('message', async (job: LinearJob) => process.send!(await solve(job)));
