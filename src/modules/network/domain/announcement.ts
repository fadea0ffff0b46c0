/** What is wrong with a field of an announcement; the page has the sentence. */
export type AnnouncementFault =
  | 'titleEmpty'
  | 'titleLong'
  | 'textEmpty'
  | 'textLong'
  | 'audienceEmpty'
  | 'rolesEmpty'
  | 'dateEmpty'
  | 'untilPast'
  | 'untilBefore'
  | 'untilLong';

export interface TypedAnnouncement {
  titre: string;
  texte: string;
  pour: string;
  roles: readonly string[];
  importance: string;
  du: string;
  au: string;
}

/** Longest time an announcement is shown. */
const longest = 60;

const day = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string) => day.test(text) && !Number.isNaN(Date.parse(text));

/**
 * Every fault of an announcement at once, by field; empty when it can be published. `wide`: it may speak to others than
 * the members of one organisation.
 */
export function faultsOfAnnouncement(
  typed: TypedAnnouncement,
  today: string,
  wide: boolean,
): Partial<Record<keyof TypedAnnouncement, AnnouncementFault>> {
  const faults: Partial<Record<keyof TypedAnnouncement, AnnouncementFault>> = {};
  const title = typed.titre.trim();
  const text = typed.texte.trim();
  if (title === '') faults.titre = 'titleEmpty';
  else if ([...title].length > 80) faults.titre = 'titleLong';
  if (text === '') faults.texte = 'textEmpty';
  else if ([...text].length > 600) faults.texte = 'textLong';
  if (wide && !['tous', 'habitants', 'roles', 'organisations'].includes(typed.pour))
    faults.pour = 'audienceEmpty';
  if (wide && typed.pour === 'roles' && typed.roles.length === 0) faults.roles = 'rolesEmpty';
  if (!isDay(typed.du)) faults.du = 'dateEmpty';
  if (!isDay(typed.au)) faults.au = 'dateEmpty';
  else if (typed.au < today) faults.au = 'untilPast';
  else if (isDay(typed.du) && typed.au < typed.du) faults.au = 'untilBefore';
  else if (isDay(typed.du) && Date.parse(typed.au) - Date.parse(typed.du) > longest * 86_400_000)
    faults.au = 'untilLong';
  return faults;
}
