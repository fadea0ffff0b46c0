import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Verb } from '../verb.ts';
import { readBounce } from './bounces.ts';
import { recordReport } from './recording.ts';

/** Commands on messages. */
export const messageVerbs: readonly Verb[] = [
  {
    path: ['messages', 'bounce'],
    summary: 'Lire un mail revenu (fichier, ou entrée standard) et prévenir autrement la personne',
    positionals: '[FICHIER]',
    files: positionals => positionals.slice(0, 1),
    run: async ({ ground, positionals, say, actor }) => {
      const raw = positionals[0] ? await readFile(positionals[0]) : await text(process.stdin);
      const bounce = await readBounce(raw);
      if (!bounce) {
        say('Ce n’est pas un de nos messages qui revient\u00a0: rien n’a été changé.');
        return 2;
      }
      if (bounce.outcome === 'delayed') {
        say('La boîte fait attendre ce message\u00a0: rien n’a été changé.');
        return 0;
      }
      const known = await recordReport(ground, actor, bounce.message, {
        delivered: false,
        detail: bounce.detail,
      });
      say(
        known
          ? 'Noté\u00a0: le message n’est pas arrivé. La personne est prévenue autrement quand elle peut l’être.'
          : 'Ce message n’est pas connu ici\u00a0: rien n’a été changé.',
      );
      return known ? 0 : 2;
    },
  },
];
