/** Journal of the directory: each code in plain French. */
export const directoryEvents: Readonly<Record<string, string>> = {
  'directory.vocabulary.loaded': 'Les listes de codes du standard ont été chargées.',
  'directory.demo.added': 'Des lieux fictifs ont été ajoutés, pour essayer.',
  'directory.import.started': 'Un import de lieux a commencé, ou repris.',
  'directory.import.recorded': 'Des lieux ont été créés ou changés par un import.',
  'directory.import.finished': 'Un import de lieux est terminé.',
  'directory.duplicates.queued': 'La liste des doublons à vérifier a changé.',
  'directory.place.merged': 'Deux fiches ont été réunies en une seule.',
  'directory.place.unmerged': 'Une réunion de deux fiches a été annulée.',
  'directory.place.distinguished': 'Une personne a dit que deux fiches sont deux lieux différents.',
  'directory.report.received': 'Une personne a signalé une information fausse.',
  'directory.report.settled': 'Un signalement a été réglé.',
  'directory.views.counted': 'Des consultations de fiches ont été comptées, sans savoir de qui.',
  'directory.counts.forgotten': 'Des comptages et des rapports d’import trop anciens ont été effacés.',
};
