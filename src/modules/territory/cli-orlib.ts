import { basename } from 'node:path';
import type { Verb } from '../../core/verb.ts';
import { count, exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { answer, solvingOptions } from './cli-solving.ts';
import { readOrlib } from './domain/positioning/orlib.ts';
import { readTsplib } from './domain/positioning/tsplib.ts';

export const orlibVerb: Verb = {
  path: ['territory', 'orlib'],
  summary: 'Résout un exemplaire d’OR-Library ou de TSPLIB, avec la preuve du résultat',
  positionals: 'FICHIER',
  options: {
    model: { type: 'string', help: 'p-median (défaut) ou p-center' },
    ...solvingOptions,
  },
  alone: context =>
    told(context, async () => {
      const [file] = context.positionals;
      if (!file)
        throw new Stopped(
          exits.wrongWords,
          'Donnez le fichier, par exemple\u00a0: ./airial territory orlib pmed1.txt',
        );
      const from = performance.now();
      const text = await textOf(file);
      const { vertices, distances, ...graph } = file.endsWith('.tsp')
        ? { ...readTsplib(text), p: 0 }
        : readOrlib(text);
      const read = (performance.now() - from) / 1000;
      const p = count(context, 'p', graph.p, 1);
      if (p === 0) throw new Stopped(exits.wrongWords, 'Dites combien de lieux ouvrir\u00a0: --p 20');
      if (p > vertices)
        throw new Stopped(exits.infeasible, `Vous demandez ${p} lieux, il n’y en a que ${vertices}.`);
      const asked = String(context.values.model ?? 'p-median');
      if (asked !== 'p-median' && asked !== 'p-center')
        throw new Stopped(
          exits.wrongWords,
          `--model\u00a0: «\u00a0${asked}\u00a0» n’est ni p-median ni p-center.`,
        );
      return await answer(context, {
        command: 'territory.orlib',
        file,
        asked: { model: asked },
        problem: {
          persons: new Float64Array(vertices).fill(1),
          time: (client, site) => distances[client * vertices + site]!,
          rules: { p, fixed: new Uint8Array(vertices), siteCost: null, groups: null },
          maxTime: null,
        },
        nameOf: vertex => String(vertex + 1),
        source: {
          labels: Array.from({ length: vertices }, (_, vertex) => String(vertex + 1)),
          instance: { file: basename(file), sha256: sha256(text) },
        },
        seconds: { read, prepare: (performance.now() - from) / 1000 - read },
        from,
      });
    }),
};
