import { readEmail } from '../../core/contacts.ts';
import type { Verb } from '../../core/verb.ts';
import { inviteFirstAdministrator } from './opening.ts';

export const firstAdminVerb: Verb = {
  path: ['network', 'first-admin'],
  summary: 'Donner le lien du premier administrateur (un seul usage, 24 heures)',
  positionals: 'ADRESSE',
  options: {
    port: { type: 'string', help: 'Port du site quand aucune adresse publique n’est réglée (4040)' },
  },
  run: async ({ ground, database, actor, now, positionals, values, say }) => {
    const email = readEmail(positionals[0]!);
    if (!('value' in email)) {
      say(`«\u00a0${positionals[0]}\u00a0» n’est pas une adresse mail, par exemple nom@exemple.fr.`);
      return 1;
    }
    const origin = ground.config.publicUrl
      ? new URL(ground.config.publicUrl).origin
      : `http://localhost:${values.port ?? 4040}`;
    const token = await inviteFirstAdministrator({ database, actor, now: now(), origin }, email.value);
    if (!token) {
      say('Il y a déjà un administrateur\u00a0: c’est lui qui invite les autres.');
      return 1;
    }
    process.stdout.write(`${origin}/installation/${token}\n`);
    return 0;
  },
};
