import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/*
 * The press: a process apart, since a sheet takes some 50 ms during which the server could answer nobody, and since
 * the engine keeps about a megabyte of each document it made. The server sends it a job and stops it now and then.
 */

/** What the press is asked to print; texts already spelt. */
export interface PressJob {
  id: number;
  /** Folder that templates may read. */
  workspace: string;
  /** Path under the workspace. */
  template: string;
  /** What the template finds in `sys.inputs`. */
  inputs: Record<string, string>;
  /** Seconds since 1970. */
  createdAt: number;
}

/** The PDF, or what the engine said of the template. */
export type PressAnswer = { id: number; pdf: Uint8Array } | { id: number; fault: string };

/** Documents after which what the engine keeps of an earlier one is forgotten. */
const remembered = 10;

let engine: NodeCompiler | null = null;

function engineFor(workspace: string): NodeCompiler {
  const fonts = ['Regular', 'Bold'].map(weight =>
    readFileSync(join(workspace, `core/documents/fonts/AtkinsonHyperlegibleNext-${weight}.ttf`)),
  );
  return NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });
}

function print({ id, workspace, template, inputs, createdAt }: PressJob): PressAnswer {
  try {
    engine ??= engineFor(workspace);
    const compiled = engine.compile({
      mainFilePath: join(workspace, template),
      inputs,
      resetRead: true,
    });
    const fault = compiled.takeError();
    if (fault) return { id, fault: JSON.stringify(engine.fetchDiagnostics(fault)) };
    const pdf = engine.pdf(compiled.result!, { pdfStandard: 'ua-1', creationTimestamp: createdAt });
    return { id, pdf };
  } catch (error) {
    return { id, fault: (error as Error).message };
  } finally {
    engine?.evictCache(remembered);
  }
}

// Nobody waits any more when the server has gone meanwhile: that is not worth a message.
process.on('message', (job: PressJob) => process.send!(print(job), undefined, undefined, () => {}));
// Ctrl-C reaches every process of the terminal: this one finishes its sheet, and ends with the server.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit(0));
