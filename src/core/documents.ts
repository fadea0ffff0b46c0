import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import qrcode from 'qrcode-generator';
import { projectRoot } from './config.ts';
import type { PressAnswer, PressJob } from './documents/press.ts';
import { mark } from './ui/landscape.tsx';

/** A document that a house can print, with an example of it. */
export interface PrintedDocument {
  /** Name of the example, without ending: `fiche-lieu-a5`. */
  name: string;
  /** The example as a PDF; made from public facts only. */
  sample: () => Promise<Uint8Array>;
}

interface PrintOptions {
  /** Title of the PDF, read by screen readers and shown by the window. */
  title: string;
  language: 'fr' | 'en';
  /** Written in the file; the same values and instant give the same bytes. */
  createdAt: Date;
}

/** Everything a template may read: templates of core and of houses, and the fonts. */
const workspace = join(projectRoot, 'src');

/**
 * Prints a template as PDF/UA-1. The values reach it as JSON in `sys.inputs.data`, never as source, so that what
 * people write stays text. Letters that no font has are first written with the fonts of the engine, then as « ? »:
 * a document is never refused for a letter. It throws when the template itself is wrong.
 *
 * @param template path under src: `modules/directory/documents/place-sheet.typ`
 */
export async function printPdf(template: string, values: object, options: PrintOptions): Promise<Uint8Array> {
  const data = JSON.stringify(values, (_, value) => (typeof value === 'string' ? spelt(value) : value));
  const title = spelt(options.title);
  try {
    return await typeset(template, data, { ...options, title });
  } catch (error) {
    if (!(error instanceof Unprintable) || !error.forWantOfLetters) throw error;
    return typeset(template, inHouseLetters(data), { ...options, title: inHouseLetters(title) });
  }
}

class Unprintable extends Error {
  readonly forWantOfLetters: boolean;
  constructor(template: string, said: string) {
    super(`Le document ${template} ne peut pas être imprimé : ${said}`);
    this.forWantOfLetters = said.includes('could not be displayed');
  }
}

/** A press is changed for a new one after so many documents: it grows by about a megabyte with each. */
const documentsOfAPress = 100;
const idleAfter = 60_000;
const longestPrint = 30_000;

interface Press {
  child: ChildProcess;
  printed: number;
  waiting: Map<number, (answer: PressAnswer) => void>;
  idle: NodeJS.Timeout | null;
}

let press: Press | null = null;
let lastJob = 0;

function startPress(): Press {
  const child = fork(join(workspace, 'core/documents/press.ts'), [], {
    serialization: 'advanced',
    execArgv: [],
    // The press needs neither the address of the database nor any other secret.
    env: { PATH: process.env.PATH },
  });
  const started: Press = { child, printed: 0, waiting: new Map(), idle: null };
  child.on('message', (answer: PressAnswer) => started.waiting.get(answer.id)?.(answer));
  const ended = () => {
    if (press === started) press = null;
    for (const [id, answer] of started.waiting) answer({ id, fault: 'la presse s’est arrêtée' });
  };
  child.on('exit', ended);
  child.on('error', ended);
  return started;
}

/** A press at rest never keeps the server or a command from ending, and ends itself after a minute. */
function rest(at: Press) {
  at.child.unref();
  at.child.channel?.unref();
  const leave = () => {
    if (press === at) press = null;
    if (at.child.connected) at.child.disconnect();
  };
  if (at.printed >= documentsOfAPress) leave();
  else at.idle = setTimeout(leave, idleAfter).unref();
}

async function typeset(template: string, data: string, options: PrintOptions): Promise<Uint8Array> {
  if (press && press.printed >= documentsOfAPress) press = null;
  press ??= startPress();
  const at = press;
  const { title, language, createdAt } = options;
  const job: PressJob = {
    id: ++lastJob,
    workspace,
    template,
    inputs: { data, title, language, mark: markDrawing },
    createdAt: Math.floor(createdAt.getTime() / 1000),
  };
  at.printed++;
  if (at.idle) clearTimeout(at.idle);
  at.child.ref();
  at.child.channel?.ref();
  const late = setTimeout(() => at.child.kill('SIGKILL'), longestPrint);
  const answer = await new Promise<PressAnswer>(resolve => {
    at.waiting.set(job.id, resolve);
    at.child.send(job, error => error && resolve({ id: job.id, fault: error.message }));
  });
  clearTimeout(late);
  at.waiting.delete(job.id);
  if (at.waiting.size === 0) rest(at);
  if ('fault' in answer) throw new Unprintable(template, answer.fault);
  return answer.pdf;
}

/** Letters of the house font besides ASCII; a test prints them all with no other font. */
const houseLetters = '\u00a0§©ª«°±²³·º»½ÀÂÄÆÇÈÉÊËÎÏÑÔÖ×ÙÛÜàáâãäæçèéêëíîïñóôõö÷ùúûüÿŒœ–—‘’“”•…€';
const strangeLetter = new RegExp(`[^\\x20-\\x7e\\n\\t${houseLetters}]`, 'gu');

/** « ő » becomes « o »; what has no plain letter becomes « ? ». */
function inHouseLetters(text: string): string {
  return text.replaceAll(strangeLetter, letter => letter.normalize('NFD').match(/^[A-Za-z]/)?.[0] ?? '?');
}

/** Composed letters, one kind of no-break space, none of the marks that have no shape on paper. */
function spelt(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\u2007\u202f\u2060]/g, '\u00a0')
    .replaceAll(/[^\P{C}\n\t]/gu, '');
}

const xml: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words from people inside a drawing made as text. */
export function drawnText(text: string): string {
  return spelt(text).replaceAll(/[&<>"]/g, sign => xml[sign]!);
}

/** The mark of the header, in ink on paper. */
const markDrawing = String(mark)
  .replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  .replace('class="f-i"', 'fill="#f4b63f"')
  .replace('class="f-b"', 'fill="#123428"');

/** A QR code as the path of its dark modules, middle correction, with the quiet zone of 4 modules. */
export function qrPath(text: string): { size: number; path: string } {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (!code.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < count && code.isDark(row, column + 1)) column++;
      path += `M${from + 4} ${row + 4}h${column - from + 1}v1H${from + 4}z`;
    }
  }
  return { size: count + 8, path };
}

/** The same as a drawing, black on white. */
export function qrDrawing(text: string): string {
  const { size, path } = qrPath(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}" fill="#000"/></svg>`;
}

/** Writes the example of every document in a folder, made when missing; gives the paths written. */
export async function writeSamples(documents: readonly PrintedDocument[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const { name, sample } of documents) {
    const path = join(folder, `${name}.pdf`);
    await writeFile(path, await sample());
    written.push(path);
  }
  return written;
}
