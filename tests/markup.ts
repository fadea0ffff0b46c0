/** One opening tag of a page, with where it stands in the text. */
export interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
  at: number;
}

/** The opening tags of a page written by our own renderer (attributes always between double quotes). */
export function tagsOf(html: string): Tag[] {
  const plain = html.replace(/<!--[\s\S]*?-->/g, found => ' '.repeat(found.length));
  return [...plain.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(match => ({
    name: match[1]!.toLowerCase(),
    attributes: attributesOf(match[2] ?? ''),
    at: match.index,
  }));
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([^\s=>/"]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      decode(value ?? ''),
    ]),
  );
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Fields that no label, no `aria-label` and no `aria-labelledby` names. */
export function unlabelledFields(html: string): Tag[] {
  const tags = tagsOf(html);
  const named = new Set(tags.filter(tag => tag.name === 'label').map(tag => tag.attributes.for));
  return tags.filter(
    tag =>
      ['input', 'select', 'textarea'].includes(tag.name) &&
      !['hidden', 'submit', 'button', 'image', 'reset'].includes(tag.attributes.type ?? '') &&
      !(tag.attributes.id && named.has(tag.attributes.id)) &&
      !tag.attributes['aria-label'] &&
      !tag.attributes['aria-labelledby'] &&
      !isInside(html, tag.at, 'label'),
  );
}

/** True when the element at this place stands between the tags of such an element. */
function isInside(html: string, at: number, name: string): boolean {
  const before = html.slice(0, at);
  return before.lastIndexOf(`<${name}`) > before.lastIndexOf(`</${name}>`);
}

/** What a strict Content-Security-Policy would refuse: inline scripts, styles, event attributes. */
export function inlineCode(html: string): string[] {
  return tagsOf(html).flatMap(tag => {
    if (tag.name === 'style') return ['<style>'];
    if (tag.name === 'script' && !tag.attributes.src && tag.attributes.type !== 'application/ld+json')
      return ['<script> sans src'];
    return Object.entries(tag.attributes).flatMap(([name, value]) => {
      const refused = name === 'style' || /^on[a-z]+$/.test(name) || /^\s*javascript:/i.test(value);
      return refused ? [`<${tag.name} ${name}="${value.slice(0, 40)}">`] : [];
    });
  });
}

/** Forms sent by POST whose hidden key is missing: a double press would act twice. */
export function formsWithoutKey(html: string): string[] {
  return (
    [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/gi)]
      .map(match => match[0])
      .filter(form => tagsOf(form)[0]?.attributes.method?.toLowerCase() === 'post')
      // To leave twice is to have left: nothing is done twice.
      .filter(form => tagsOf(form)[0]?.attributes.action !== '/quitter')
      .filter(
        form =>
          !tagsOf(form).some(
            tag => tag.name === 'input' && tag.attributes.name === 'cle' && tag.attributes.value,
          ),
      )
      .map(form => form.slice(0, 120))
  );
}

/** Addresses of the same site that a page leads to by links, and by forms sent by GET. */
export function leadsTo(html: string, from: URL): URL[] {
  return tagsOf(html)
    .flatMap(tag => {
      if (tag.name === 'a' || tag.name === 'area' || tag.name === 'link') return [tag.attributes.href ?? ''];
      if (tag.name === 'form')
        return tag.attributes.method?.toLowerCase() === 'post' ? [] : [tag.attributes.action ?? ''];
      return tag.name === 'iframe' || tag.name === 'img' ? [tag.attributes.src ?? ''] : [];
    })
    .filter(href => href !== '' && !/^(#|tel:|mailto:|sms:|data:|geo:)/.test(href))
    .map(href => new URL(href, from))
    .filter(url => url.origin === from.origin);
}

/** Links of a page to a place in itself that does not exist. */
export function brokenAnchors(html: string): string[] {
  const tags = tagsOf(html);
  const ids = new Set(tags.map(tag => tag.attributes.id));
  return tags
    .filter(tag => tag.name === 'a' && tag.attributes.href?.startsWith('#') && tag.attributes.href.length > 1)
    .map(tag => decodeURIComponent(tag.attributes.href!.slice(1)))
    .filter(id => !ids.has(id));
}

/** Identifiers given to more than one element. */
export function repeatedIds(html: string): string[] {
  const ids = tagsOf(html).flatMap(tag => (tag.attributes.id ? [tag.attributes.id] : []));
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

const blocks =
  /^(address|article|aside|button|br|caption|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|label|legend|li|main|nav|ol|option|p|section|summary|table|td|th|title|tr|ul)$/;

/** What a page says, line by line as the eye meets it, without drawings, scripts and words typed by others. */
export function linesOf(html: string): string[] {
  const shown = html
    .replace(/<!--[\s\S]*?-->|<(script|style|svg|title)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<span data-typed[^>]*>[^<]*<\/span>/g, '')
    // The title and the hint of a need stand one under the other.
    .replaceAll('</b><span>', '</b><br><span>');
  const parted = shown.replace(/<\/?([a-z][a-z0-9]*)[^>]*>/gi, (_, name: string) =>
    blocks.test(name.toLowerCase()) ? '\n' : '',
  );
  return decode(parted)
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
