/** What must never be in a log or an address, by its shape. */
const shapes: readonly [string, RegExp][] = [
  ['adresse mail', /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g],
  ['téléphone', /(?<![\d.-])(?:\+33|0033|0)[1-9](?:[ .]?\d{2}){4}(?!\d)/g],
  ['jeton', /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/g],
  ['numéro de carte', /(?<!\w)(?=[0-9A-Z]*\d)(?=[0-9A-Z]*[A-Z])[0-9A-HJKMNP-TV-Z]{26,27}(?!\w)/g],
  ['clé d’application', /(?<!\w)[A-Z2-7]{32}(?!\w)/g],
  ['adresse de réseau', /(?<![\d.])(?!127\.0\.0\.1|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g],
];

/** People of the trials, by a part of their name that no page and no file has. */
const names = /Dominique Coordination|Marie[ +]Dupouy|Odette[ +]Lalanne|Claude[ +]Lafitte/gi;

/** Everything in a text that looks like a secret or a person: `kind : what`. */
export function leaksIn(text: string): string[] {
  return [...shapes, ['nom', names] as const].flatMap(([kind, shape]) =>
    [...text.matchAll(shape)].map(match => `${kind} : ${match[0]}`),
  );
}

/**
 * The links people receive are secret by nature; they are opened once and never written down. The code of the sheet of
 * a professional is in its address too: it only opens what the sheet says.
 */
const links =
  /\/(?:invitation|installation|se-connecter\/lien|compte\/adresse\/lien|stop|m|lieux\/import|lieux\/signalements?|reseau\/verifier)\/[\w-]+/g;

/** The same for an address asked for by a browser. */
export function leaksInAddress(address: string): string[] {
  return leaksIn(address.replace(links, '/…'));
}
