import type { Child } from 'hono/jsx';
import type { TagKind } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';

export const importsPath = '/territoire/imports';
export const definitionsPath = '/territoire/definitions';

/** `replaced`: another file of the same year took its place. */
export type ImportState = 'waiting' | 'shown' | 'replaced';
export const stateKinds: Record<ImportState, TagKind> = { waiting: 'warn', shown: 'open', replaced: 'plain' };

/** What files and reports say: in French, whatever the language of the page. */
export function French({ reader, children }: { reader: Reader; children: Child }) {
  if (reader.language === 'en') return <span lang="fr">{children}</span>;
  return reader.falc ? <span data-typed>{children}</span> : children;
}
