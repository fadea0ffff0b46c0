import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import qrcode from 'qrcode-generator';
import { projectRoot } from './config.ts';
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
const fonts = ['Regular', 'Bold'].map(weight =>
  join(workspace, `core/documents/fonts/AtkinsonHyperlegibleNext-${weight}.ttf`),
);

let compiler: NodeCompiler | null = null;

/** Made once: reading the fonts takes a tenth of a second, a sheet a few thousandths. */
function press(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: fonts.map(font => readFileSync(font)) }],
  });
  return compiler;
}

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
    return typeset(template, data, { ...options, title });
  } catch (error) {
    if (!(error instanceof Unprintable) || !error.forWantOfLetters) throw error;
    return typeset(template, data.replaceAll(strangeLetter, '?'), {
      ...options,
      title: title.replaceAll(strangeLetter, '?'),
    });
  }
}

class Unprintable extends Error {
  readonly forWantOfLetters: boolean;
  constructor(template: string, said: string) {
    super(`Le document ${template} ne peut pas être imprimé : ${said}`);
    this.forWantOfLetters = said.includes('could not be displayed');
  }
}

function typeset(template: string, data: string, { title, language, createdAt }: PrintOptions): Uint8Array {
  const engine = press();
  try {
    const compiled = engine.compile({
      mainFilePath: join(workspace, template),
      inputs: { data, title, language, mark: markDrawing },
      resetRead: true,
    });
    const fault = compiled.takeError();
    if (fault) throw new Unprintable(template, JSON.stringify(engine.fetchDiagnostics(fault)));
    const seconds = Math.floor(createdAt.getTime() / 1000);
    return engine.pdf(compiled.result!, { pdfStandard: 'ua-1', creationTimestamp: seconds });
  } catch (error) {
    throw error instanceof Unprintable ? error : new Unprintable(template, String((error as Error).message));
  } finally {
    // What was not used by the last ten documents is forgotten, or the process would grow with each.
    engine.evictCache(10);
  }
}

/** Letters of the house font besides ASCII; a test prints them all with no other font. */
const houseLetters = '\u00a0§©ª«°±²³·º»½ÀÂÄÆÇÈÉÊËÎÏÑÔÖ×ÙÛÜàáâãäæçèéêëíîïñóôõö÷ùúûüÿŒœ–—‘’“”•…€';
const strangeLetter = new RegExp(`[^\\x20-\\x7e\\n\\t${houseLetters}]`, 'gu');

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

/** A QR code as a drawing, black on white, middle correction, with the quiet zone of 4 modules. */
export function qrDrawing(text: string): string {
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
  const size = count + 8;
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
