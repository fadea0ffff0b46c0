import { administrationEvents } from '../administration/events.ts';
import type { JournalEvent } from '../events.ts';
import type { Module } from '../module.ts';
import { notifyEvents } from '../notify/events.ts';
import { retentionEvents } from '../retention/events.ts';
import { journalEvents } from './events.ts';

/** The acts of the ground itself. */
export const groundEvents: readonly JournalEvent[] = [
  administrationEvents,
  journalEvents,
  notifyEvents,
  retentionEvents,
].flatMap(events => Object.values(events));

/** What an entry says, in plain words, for every act of the product. Acts of a house that is no more are told as such. */
export function sentenceOf(
  { modules }: { modules: readonly Module[] },
  code: string,
  language: 'fr' | 'en',
): string {
  const row: JournalEvent | undefined = [
    ...groundEvents,
    ...modules.flatMap(module => Object.values(module.events ?? {})),
  ].find(event => event.code === code);
  return (
    row?.[language] ??
    (language === 'fr' ? 'Un acte d’une version précédente.' : 'An act of an earlier version.')
  );
}
