import { join } from 'node:path';
import type { Ground } from '../../ground.ts';
import type { Drivers } from './driver.ts';
import { fileDrivers } from './file.ts';
import { httpDriver } from './http.ts';
import { smtpDriver } from './smtp.ts';

/** Where messages are written when nothing says how to send them. */
export function outboxFolder({ folder }: Pick<Ground, 'folder'>): string {
  return join(folder, 'outbox');
}

/** Where the file driver finds replies to text messages. */
export function repliesFolder({ folder }: Pick<Ground, 'folder'>): string {
  return join(folder, 'outbox', 'reponses');
}

/** The ways out of this installation, as its settings say. */
export function driversOf({ config, folder }: Pick<Ground, 'config' | 'folder'>): Drivers {
  const files = fileDrivers(outboxFolder({ folder }));
  return {
    email: config.smtpUrl
      ? smtpDriver({ url: config.smtpUrl, from: config.mailFrom!, bounces: config.bounceAddress ?? null })
      : files.email,
    sms: config.sms ? httpDriver(config.sms) : files.sms,
  };
}
