import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

let loading: Promise<ZxcvbnFactory> | null = null;

/** French words, names and keyboards: 2 MB that only a change of password needs. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return new Factory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
  });
}

/** How hard a password is to guess, 0 to 4, for who knows these words about its owner. */
export async function strengthOf(own: readonly string[]): Promise<(password: string) => number> {
  loading ??= load();
  const factory = await loading;
  return password => factory.check(password, [...own]).score;
}
