import { z } from 'zod';
import { readAs } from '../acting-as.ts';
import type { JobDefinition } from '../jobs.ts';
import { emptyOutbox, takeReplies } from './drivers/file.ts';
import { driversOf, outboxFolder, repliesFolder } from './drivers/index.ts';
import { planSending, sendJob } from './notify.ts';
import { receiveReply } from './replies.ts';
import { cancelStaleLetters, sendMessage } from './sending.ts';
import { dueMessages } from './store.ts';

const send: JobDefinition = {
  name: sendJob,
  title: { fr: 'Envoyer un message', en: 'Send a message' },
  async run(ground, payload) {
    const { message } = z.object({ message: z.uuid() }).parse(payload);
    await sendMessage(ground, message, driversOf(ground));
  },
};

/**
 * Messages whose job is lost with the process that had it: planned again when a process starts, and every minute but
 * from 2 to 3 in Paris. One that is being sent is held, and left alone.
 */
const sweep: JobDefinition = {
  name: 'core:sweep-messages',
  title: { fr: 'Reprendre les messages en attente', en: 'Take up waiting messages' },
  cron: '* 2-23 * * *',
  atStart: true,
  async run({ database, now }) {
    const at = now();
    await readAs(database, { kind: 'job', ref: 'core:sweep-messages' }, transaction =>
      dueMessages(transaction, at),
    ).then(async due => {
      for (const id of due) await database.transaction().execute(transaction => planSending(transaction, id));
    });
  },
};

/** Replies laid in the second folder of the file driver. */
const replies: JobDefinition = {
  name: 'core:read-replies',
  title: { fr: 'Lire les réponses reçues par SMS', en: 'Read replies received by SMS' },
  cron: '* 2-23 * * *',
  async run(ground) {
    if (ground.config.sms) return;
    await takeReplies(repliesFolder(ground), reply => receiveReply(ground, reply));
  },
};

/** Before the working day: letters that are no longer true leave the pile. */
const letters: JobDefinition = {
  name: 'core:cancel-letters',
  title: {
    fr: 'Retirer les courriers qui ne sont plus vrais',
    en: 'Withdraw letters that are no longer true',
  },
  cron: '35 4 * * *',
  run: cancelStaleLetters,
};

/** How long the outbox is kept, in milliseconds: long enough to try, far less than the messages themselves. */
const outboxLife = 30 * 86_400_000;

const forget: JobDefinition = {
  name: 'core:empty-outbox',
  title: { fr: 'Vider la boîte d’envoi d’essai', en: 'Empty the trial outbox' },
  cron: '25 4 * * *',
  async run(ground) {
    await emptyOutbox(outboxFolder(ground), new Date(ground.now().getTime() - outboxLife));
  },
};

export const notifyJobs: readonly JobDefinition[] = [send, sweep, replies, letters, forget];
