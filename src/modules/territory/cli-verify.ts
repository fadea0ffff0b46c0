import type { Verb } from '../../core/verb.ts';
import { exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { installedCommunes } from './cli-installed.ts';
import { type Facts, verifyCertificate } from './verify.ts';
import { factsOfCommunes, factsOfGraph, factsOfPoints, timesOfMatrix } from './verify-data.ts';

export const verifyVerb: Verb = {
  path: ['territory', 'verify'],
  summary: 'Vérifie un certificat de positionnement, sans le programme qui l’a écrit',
  positionals: 'CERTIFICAT',
  options: {
    instance: {
      type: 'string',
      help: 'Les données\u00a0: exemplaire d’OR-Library ou table des communes\u00a0; par défaut, le territoire installé',
    },
    data: { type: 'string', help: 'Dossier de l’installation' },
    matrix: { type: 'string', help: 'Les temps de trajet du plan, quand ils viennent d’un fichier' },
  },
  alone: context =>
    told(context, async () => {
      const [file] = context.positionals;
      const { instance } = context.values;
      if (!file)
        throw new Stopped(
          exits.wrongWords,
          'Donnez le certificat\u00a0: ./airial territory verify CERTIFICAT --instance FICHIER',
        );
      const text = await textOf(file);
      const data =
        typeof instance === 'string' ? await textOf(instance) : (await installedCommunes(context)).text;
      const { matrix } = context.values;
      const times = typeof matrix === 'string' ? await textOf(matrix) : null;
      let certificate: {
        problem?: { instance?: { sha256?: unknown }; travel?: { model?: unknown; sha256?: unknown } };
      };
      try {
        certificate = JSON.parse(text);
      } catch {
        throw new Stopped(exits.unreadable, `${file} n’est pas un certificat.`);
      }
      const { instance: said, travel } = certificate?.problem ?? {};
      if (travel?.model === 'matrix-csv' && times === null)
        throw new Stopped(exits.wrongWords, 'Donnez aussi les temps de trajet\u00a0: --matrix FICHIER');
      if (said?.sha256 !== sha256(data) || (times !== null && travel?.sha256 !== sha256(times))) {
        process.stdout.write(
          'Réfuté\u00a0: ce certificat ne correspond pas à ces données (empreinte différente).\n',
        );
        return exits.refuted;
      }
      const verdict = verifyCertificate(certificate, factsOf(data, times, certificate));
      if (verdict.kind === 'refuted') process.stdout.write(`Réfuté\u00a0: ${verdict.why}.\n`);
      else if (verdict.kind === 'announced')
        process.stdout.write(
          'Le plan est juste. Sa borne est annoncée par un solveur et ne se vérifie pas.\n',
        );
      else process.stdout.write('Prouvé\u00a0: le plan et sa borne sont justes.\n');
      return verdict.kind === 'refuted'
        ? exits.refuted
        : verdict.kind === 'announced'
          ? exits.notCheckable
          : exits.done;
    }),
};

function factsOf(data: string, times: string | null, certificate: unknown): Facts {
  if (data.includes('NODE_COORD_SECTION')) return factsOfPoints(data);
  return /^\s*\d+\s+\d+\s+\d+\s/.test(data)
    ? factsOfGraph(data)
    : withTimes(factsOfCommunes(data, certificate), times);
}

const withTimes = (facts: Facts, times: string | null): Facts =>
  // What is near as the crow flies says nothing of other times.
  times === null
    ? facts
    : { labels: facts.labels, persons: facts.persons, time: timesOfMatrix(times, facts.labels) };
