/** What French typography forbids in a sentence shown on screen, and the name of the fault. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\p{L}'(?=\p{L}|\s|$)/u, 'apostrophe droite'],
  [/ (?=[:;!?%»€])/u, 'espace simple avant un signe double, une unité ou un guillemet'],
  [/\p{L}[!?;](?=\s|$)/u, 'espace insécable oubliée avant un signe double'],
  [/\p{L}:(?=\s|$)/u, 'espace insécable oubliée avant les deux-points'],
  [/«(?![\u00a0\u202f])/u, 'guillemet ouvrant sans espace insécable'],
  [/[^\u00a0\u202f]»/u, 'guillemet fermant sans espace insécable'],
  [/\d (?=(?:h|min|km|m|Mo|Ko|ans?)(?![\p{L}\p{N}]))/u, 'espace simple avant une unité'],
  [/\.\.\./u, 'trois points au lieu de points de suspension'],
  [/\d (?=\d)/u, 'espace simple dans un nombre ou un téléphone'],
];

/** The faults of typography of one French sentence, each with what surrounds it; empty when it is clean. */
export function faultsOfFrench(sentence: string): string[] {
  return rules.flatMap(([pattern, fault]) => {
    const found = pattern.exec(sentence);
    if (!found) return [];
    return [`${fault} : « ${sentence.slice(Math.max(0, found.index - 20), found.index + 20)} »`];
  });
}

/**
 * The faults of a French catalogue, `key: fault`. Sentences with parameters are tried with numbers,
 * then with words; one that accepts neither is reported, since it could not be read.
 */
export function faultsOfMessages(french: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(french).flatMap(([key, entry]) => {
    const sentences = sentencesOf(entry);
    if (sentences.length === 0) return [`${key} : message illisible sans ses vraies valeurs`];
    return sentences.flatMap(sentence => faultsOfFrench(sentence).map(fault => `${key} : ${fault}`));
  });
}

function sentencesOf(entry: unknown): string[] {
  if (typeof entry !== 'function') return [String(entry)];
  const sentences: string[] = [];
  for (const sample of [1, 2, 'Sabres']) {
    try {
      sentences.push(textOf(String(entry(...Array(entry.length || 1).fill(sample)))));
    } catch {
      // A sentence may accept only numbers, or only words.
    }
  }
  return sentences;
}

/** The visible text of a piece of HTML, for proofreading whole pages: marks, scripts and drawings left out. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(?:a|b|strong|span|sup|time|em|abbr|bdi|i|code)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&amp;/g, '&');
}
