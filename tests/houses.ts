import type { Route } from '../src/core/http/route.ts';
import type { Module } from '../src/core/module.ts';
import { corePages } from '../src/core/pages.tsx';
import type { Verb } from '../src/core/verb.ts';
import { directory } from '../src/modules/directory/index.ts';
import { network } from '../src/modules/network/index.ts';
import { territory } from '../src/modules/territory/index.ts';
import { coreVerbs } from '../src/verbs.ts';

/** Every house, lowest floor first, as in src/main.ts (which cannot be imported: it runs). */
export const houses: readonly Module[] = [territory, directory, network];

export const allRoutes: readonly Route[] = [...corePages, ...houses.flatMap(house => house.routes ?? [])];

export const allVerbs: readonly Verb[] = [...coreVerbs, ...houses.flatMap(house => house.verbs ?? [])];
