import { defineEvents } from '../../core/events.ts';
import {
  airialMayCount,
  theCoordinationMayKeepTheDirectory as coordination,
  everybodyMayReport,
} from './policy.ts';

/** The acts of the directory. */
export const directoryEvents = defineEvents('directory', {
  vocabulary_loaded: {
    policy: airialMayCount,
    fr: 'Les listes de codes du standard ont été chargées.',
    en: 'The code lists of the standard were loaded.',
    facts: ['codes'],
  },
  demo_added: {
    policy: airialMayCount,
    fr: 'Des lieux fictifs ont été ajoutés, pour essayer.',
    en: 'Fictional places were added, for trying.',
    facts: ['places'],
  },
  import_started: {
    policy: coordination,
    fr: 'Un import de lieux a commencé, ou repris.',
    en: 'An import of places started, or went on.',
    facts: ['resumed', 'source', 'rows', 'file'],
  },
  import_recorded: {
    policy: coordination,
    fr: 'Des lieux ont été créés ou changés par un import.',
    en: 'Places were created or changed by an import.',
    facts: ['from', 'to', 'created', 'changed'],
  },
  import_finished: {
    policy: coordination,
    fr: 'Un import de lieux est terminé.',
    en: 'An import of places ended.',
    facts: [
      'source',
      'file',
      'rows',
      'accepted',
      'warn',
      'rejected',
      'created',
      'changed',
      'untouched',
      'missing',
    ],
  },
  duplicates_queued: {
    policy: coordination,
    fr: 'La liste des doublons à vérifier a changé.',
    en: 'The list of duplicates to check changed.',
    facts: ['pending'],
  },
  place_merged: {
    policy: coordination,
    fr: 'Deux fiches ont été réunies en une seule.',
    en: 'Two pages became one.',
    facts: ['merged', 'operation', 'automatic'],
  },
  place_unmerged: {
    policy: coordination,
    fr: 'Une réunion de deux fiches a été annulée.',
    en: 'The merging of two pages was undone.',
    facts: ['kept', 'operation', 'edits'],
  },
  place_distinguished: {
    policy: coordination,
    fr: 'Une personne a dit que deux fiches sont deux lieux différents.',
    en: 'Somebody said that two pages are two different places.',
    facts: ['other'],
  },
  report_received: {
    policy: everybodyMayReport,
    fr: 'Une personne a signalé une information fausse.',
    en: 'Somebody reported wrong information.',
    facts: ['reference', 'wrong'],
  },
  report_settled: {
    policy: coordination,
    fr: 'Un signalement a été réglé.',
    en: 'A report was settled.',
    facts: ['report'],
  },
  views_counted: {
    policy: airialMayCount,
    fr: 'Des consultations de fiches ont été comptées, sans savoir de qui.',
    en: 'Views of pages were counted, without knowing whose.',
    facts: ['places', 'views', 'missed'],
  },
  counts_forgotten: {
    policy: airialMayCount,
    fr: 'Des comptages et des rapports d’import trop anciens ont été effacés.',
    en: 'Counts and import reports that were too old were erased.',
    facts: ['views', 'searches', 'issues', 'raw'],
  },
});
