import type { Component } from '../gallery.ts';
import { easyComponents } from './easy.tsx';
import { figureComponents } from './figures.tsx';
import { formComponents } from './forms.tsx';
import { listComponents } from './lists.tsx';
import { paperComponents } from './papers.tsx';
import { wordComponents } from './words.tsx';

/** Every piece of core, in the order of the page `/composants`. */
export const coreComponents: readonly Component[] = [
  ...wordComponents,
  ...formComponents,
  ...listComponents,
  ...easyComponents,
  ...figureComponents,
  ...paperComponents,
];
