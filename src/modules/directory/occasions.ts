import { act } from '../../core/act.ts';
import { newId } from '../../core/identifier.ts';
import { directoryEvents } from './events.ts';
import { type Acting, holdPage, NoSuchPage } from './keeping.ts';
import {
  addException,
  addStop,
  type ExceptionDraft,
  findStop,
  removeException,
  removeStop,
  type StopDraft,
  setPassage,
} from './store/occasions.ts';

const common = ({ actor, key, request }: Acting) => ({
  actor,
  ...(key ? { key } : {}),
  ...(request ? { request } : {}),
});

/** Announces days when the place closes, or opens exceptionally; ends by itself. */
export async function announceException(
  acting: Acting,
  placeId: string,
  draft: Omit<ExceptionDraft, 'id' | 'placeId'>,
): Promise<void> {
  const { database, actor, now } = acting;
  await act(database, now, {
    ...common(acting),
    event: directoryEvents.exception_added,
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      await addException(transaction, { id: newId(now), placeId, ...draft });
      const { kind, from, to, reason } = draft;
      return { answer: null, object: { type: 'place', ref: placeId }, facts: { kind, from, to, reason } };
    },
  });
}

/** Takes an announced closure or opening away. */
export async function withdrawException(acting: Acting, placeId: string, exception: string): Promise<void> {
  const { database, actor, now } = acting;
  await act(database, now, {
    ...common(acting),
    event: directoryEvents.exception_removed,
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const removed = await removeException(transaction, placeId, exception);
      return {
        answer: null,
        object: { type: 'place', ref: placeId },
        facts: { exception },
        unchanged: !removed,
      };
    },
  });
}

/** Adds a stop of an itinerant place. */
export async function openStop(
  acting: Acting,
  placeId: string,
  draft: Omit<StopDraft, 'id' | 'placeId'>,
): Promise<void> {
  const { database, actor, now } = acting;
  await act(database, now, {
    ...common(acting),
    event: directoryEvents.stop_changed,
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const id = newId(now);
      await addStop(transaction, { id, placeId, ...draft });
      return { answer: null, object: { type: 'place', ref: placeId }, facts: { stop: id, change: 'added' } };
    },
  });
}

/** Takes a stop away, with its dates. */
export async function closeStop(acting: Acting, placeId: string, stop: string): Promise<void> {
  const { database, actor, now } = acting;
  await act(database, now, {
    ...common(acting),
    event: directoryEvents.stop_changed,
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const removed = await removeStop(transaction, placeId, stop);
      return {
        answer: null,
        object: { type: 'place', ref: placeId },
        facts: { stop, change: 'removed' },
        unchanged: !removed,
      };
    },
  });
}

/** « Annulé aujourd’hui », or back on: one passage, seen on every page within a minute. */
export async function cancelPassage(
  acting: Acting,
  placeId: string,
  passage: { stop: string; start: Date; end: Date; cancelled: boolean },
): Promise<void> {
  const { database, actor, now } = acting;
  await act(database, now, {
    ...common(acting),
    event: directoryEvents.stop_cancelled,
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      if (!(await findStop(transaction, placeId, passage.stop))) throw new NoSuchPage(passage.stop);
      await setPassage(transaction, { id: newId(now), ...passage });
      return {
        answer: null,
        object: { type: 'place', ref: placeId },
        facts: { stop: passage.stop, at: passage.start.toISOString(), cancelled: passage.cancelled },
      };
    },
  });
}
