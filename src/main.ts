import { runCommand } from './cli.ts';
import type { Module } from './core/module.ts';
import { directory } from './modules/directory/index.ts';
import { network } from './modules/network/index.ts';
import { territory } from './modules/territory/index.ts';

/** Every house of the product, lowest floor first: the only place that knows them all. */
const modules: readonly Module[] = [territory, directory, network];

process.exit(await runCommand(process.argv.slice(2), modules));
