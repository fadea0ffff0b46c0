import type { Verb } from '../../core/verb.ts';
import { exits, Stopped, told } from './cli-files.ts';
import { installedHouse } from './cli-installed.ts';
import { writtenIndex } from './routes/index-files.ts';

const suffixes = { csv: '.csv', 'csv-fr': '.fr.csv', json: '.json', geojson: '.geojson' } as const;

/** `territory export`: the open file of the index, as the page of data gives it. */
export const exportVerb: Verb = {
  path: ['territory', 'export'],
  summary: 'Écrit l’indice publié, commune par commune',
  options: {
    data: { type: 'string', help: 'Dossier de l’installation' },
    format: { type: 'string', help: `${Object.keys(suffixes).join(', ')} (csv)` },
  },
  alone: context =>
    told(context, async () => {
      const format = String(context.values.format ?? 'csv');
      if (!(format in suffixes))
        throw new Stopped(
          exits.wrongWords,
          `--format\u00a0: choisissez parmi ${Object.keys(suffixes).join(', ')}.`,
        );
      const house = await installedHouse(context);
      if (!house.index) throw new Stopped(exits.unreadable, 'Aucun indice n’est publié.');
      const [, text] = writtenIndex(house, house.index, suffixes[format as keyof typeof suffixes]);
      process.stdout.write(text);
      return exits.done;
    }),
};
