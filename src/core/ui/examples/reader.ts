import type { Reader } from '../site.ts';

/** The gallery is in French, at the usual size. */
export const exampleReader: Reader = { language: 'fr', falc: false, size: 'normal' };
