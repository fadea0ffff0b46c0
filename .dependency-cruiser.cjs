// The floors and rooms of the house (an import only ever goes down). Each rule names what it protects.

/** Floors from the ground up; houses side by side on one floor do not enter each other. */
const floors = [
  ['territory'],
  ['directory'],
  ['network'],
  ['people', 'news'],
  ['support', 'agenda', 'training', 'devices', 'mail', 'safe', 'connectivity'],
  ['funding'],
  ['steering'],
];

/** Pairs that may use each other's door all the same, with the reason. */
const neighbours = [];

const any = names => `(${names.join('|')})`;

const floorRules = floors
  .flatMap((houses, level) =>
    houses.map(house => {
      const above = floors.slice(level + 1).flat();
      const beside = houses.filter(
        other => other !== house && !neighbours.some(pair => pair.from === house && pair.to === other),
      );
      const refused = [...beside, ...above];
      if (house === 'news') refused.push('territory', 'directory');
      return refused.length === 0
        ? null
        : {
            name: `floor-of-${house}`,
            comment: 'A house stands on the floors below it and knows nothing above.',
            severity: 'error',
            from: { path: `^src/modules/${house}/` },
            to: { path: `^src/modules/${any(refused)}/` },
          };
    }),
  )
  .filter(Boolean);

const tests = '\\.test\\.tsx?$';

/** A room of a house may import, inside src, only what is listed; `$1` is the house. */
function room(name, path, allowed, comment) {
  return {
    name: `room-${name}`,
    comment,
    severity: 'error',
    from: { path, pathNot: tests },
    to: { path: '^src/', pathNot: allowed },
  };
}

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'core-knows-no-house',
      comment: 'The ground carries the houses; only src/main.ts knows them all.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: ['^src/modules/', '^src/(main|cli|verbs)\\.ts$'] },
    },
    {
      name: 'only-by-the-door',
      comment: 'A house is entered by its index.ts.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'root-by-the-door',
      severity: 'error',
      from: { path: '^src/[^/]+\\.tsx?$', pathNot: tests },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'verifier-shares-nothing',
      comment: 'Certificates are checked by code that has nothing in common with the engine that wrote them.',
      severity: 'error',
      from: { path: '^src/modules/territory/verify', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/modules/territory/verify' },
    },
    {
      name: 'main-is-the-roof',
      comment: 'Nothing imports the composition root.',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'vocabulary-knows-nothing',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/vocabulary(/|\\.ts$)', pathNot: tests },
      to: { pathNot: '^src/modules/$1/vocabulary(/|\\.ts$)' },
    },
    room(
      'domain',
      '^src/modules/([^/]+)/domain/',
      [
        '^src/modules/$1/(domain/|vocabulary(/|\\.ts$))',
        '^src/modules/territory/index\\.ts$',
        '^src/core/(csv|typography|reading/[a-z]+)\\.ts$',
      ],
      'Rules are pure: values in, values out.',
    ),
    {
      name: 'domain-does-no-input-output',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: tests },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|child_process|process|os|worker_threads)$|node_modules/(pg|kysely|hono)/',
      },
    },
    {
      name: 'pages-ask-no-store',
      comment: 'A page takes plain values and returns HTML.',
      severity: 'error',
      from: { path: '^src/(modules/[^/]+|core)/(pages|ui)/', pathNot: tests },
      to: {
        path: [
          '^src/modules/[^/]+/(store|routes|jobs|cli|tables)',
          '^src/core/(database|act|jobs|migrations|storage)\\.ts$',
          'node_modules/(pg|kysely)/',
        ],
      },
    },
    {
      name: 'store-draws-no-page',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/store', pathNot: tests },
      to: { path: ['^src/modules/[^/]+/(pages|routes|islands)', '^src/core/(ui|http)/'] },
    },
    room(
      'islands',
      '^src/modules/([^/]+)/islands/',
      ['^src/modules/$1/(islands/|domain/|vocabulary(/|\\.ts$))'],
      'What goes to the browser carries neither server nor zod.',
    ),
    {
      name: 'island-without-weight',
      severity: 'error',
      from: { path: '/islands/', pathNot: tests },
      to: { path: ['^node:', 'node_modules/(zod|pg|kysely)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-circular',
      comment: 'Types may refer to each other; running code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'product-without-development-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^tests/', tests] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
