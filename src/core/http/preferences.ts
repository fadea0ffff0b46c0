import type { Reader } from '../ui/site.ts';

const cookieName = 'airial';
const languages = ['fr', 'en', 'falc'] as const;
const sizes = ['normal', 'grand', 'tres-grand'] as const;

/**
 * Language and size of text, from the address (a plain link) or else from the cookie that keeps them.
 * `cookie` is set when the address asked for a change. The only cookie of the public pages.
 */
export function readPreferences(
  url: URL,
  cookieHeader: string | null,
): { reader: Reader; cookie: string | null } {
  const kept = /(?:^|;\s*)airial=([a-z]+)\.([a-z-]+)/.exec(cookieHeader ?? '');
  const language = pick(languages, url.searchParams.get('langue')) ?? pick(languages, kept?.[1]) ?? 'fr';
  const size = pick(sizes, url.searchParams.get('texte')) ?? pick(sizes, kept?.[2]) ?? 'normal';
  const asked = url.searchParams.has('langue') || url.searchParams.has('texte');
  return {
    reader: { language: language === 'en' ? 'en' : 'fr', falc: language === 'falc', size },
    cookie: asked
      ? `${cookieName}=${language}.${size}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`
      : null,
  };
}

function pick<Choice extends string>(
  choices: readonly Choice[],
  value: string | null | undefined,
): Choice | null {
  return choices.find(choice => choice === value) ?? null;
}
