const frenchWords =
  'à|appelez|au|aujourd’hui|aux|avant|avec|ce|certaines|cette|dans|de|demain|des|du|elle|en|est|et|fermé|ferme|férié|fériés|heure|heures|horaires|il|ils|jour|jours|la|le|les|leur|lieu|lieux|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|minuit|mois|nous|nuit|ou|ouvert|ouvre|ouverts|par|partir|pour|près|que|qui|rendez|semaine|semaines|ses|sont|sous|sur|travaux|un|une|venir|vos|votre|vous|congés|événement';
/** Frequent words, accented letters, « 9 h », guillemets, and the space French wants before `: ; ! ?`. */
const french = new RegExp(
  `(?<![\\p{L}’'-])(?:${frenchWords})(?![\\p{L}’'-])|\\p{L}*[àâçèéêëîïôùûœ]\\p{L}*|\\d\u00a0h(?!\\p{L})|[«»]|\u00a0[:;!?]`,
  'giu',
);

const decoded = (text: string) =>
  text
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The sentences of a page, read or heard, outside code and the elements that say they are in French. */
function englishSentences(html: string): string[] {
  const found: string[] = [];
  const open: { name: string; foreign: boolean }[] = [];
  const isForeign = () => open.at(-1)?.foreign === true;
  const tokens = html
    .replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .matchAll(/<\/([a-z0-9]+)>|<([a-z][a-z0-9-]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gi);
  for (const [, closed, name, attributes = '', alone, text] of tokens) {
    if (closed) {
      const index = open.findLastIndex(element => element.name === closed);
      if (index >= 0) open.length = index;
    } else if (name) {
      const language = / lang="(\w+)"/.exec(attributes)?.[1];
      const foreign = language === undefined ? isForeign() || name === 'code' : language !== 'en';
      const read = [...attributes.matchAll(/ (?:alt|title|aria-label|placeholder)="([^"]*)"/g)];
      if (!foreign) found.push(...read.map(match => match[1]!));
      const isVoid = /^(?:input|link|meta|img|br|hr|source|wbr)$/.test(name);
      if (!alone && !isVoid) open.push({ name, foreign });
    } else if (text?.trim() && !isForeign()) found.push(text.trim());
  }
  return found.map(decoded);
}

/** Addresses, whole or from their first slash: their words are names. */
const webAddress = /(?<!\p{L})(?:https?:\/\/[\w.:-]+)?\/[\w./?=&-]+/gu;

/** What stays French on an English page because it is the name of something. */
const properNames = [
  'Adresse non communiquée',
  'Défenseur des droits',
  'Emmaüs',
  'La Poste',
  'Le numérique dans les Landes',
  'Libre réponse',
  'communauté',
  // As the territory's settings name it; they have it in French only.
  'département',
  'Étapes numériques',
];

/** Each sentence of an English page that holds French once the `names` are out, with its French words. */
export function frenchLeft(html: string, names: readonly string[]): string[] {
  const longestFirst = [...properNames, ...names].sort((a, b) => b.length - a.length);
  return englishSentences(html).flatMap(sentence => {
    const rest = longestFirst.reduce(
      (text, name) => text.replaceAll(name, ''),
      sentence.replaceAll(webAddress, ''),
    );
    const words = rest.match(french);
    return words ? [`${sentence} → ${[...new Set(words)].join(', ')}`] : [];
  });
}
