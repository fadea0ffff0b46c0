import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What git holds, or what it would when there is no git. */
function files(): string[] {
  const listed = existsSync('.git')
    ? execFileSync('git', ['ls-files', '--cached'], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      }).split('\n')
    : globSync('{src,tests,scripts,bench,docs,data,.ci}/**/*').concat([
        'airial',
        'package.json',
        'README.md',
      ]);
  return listed.filter(
    file =>
      file &&
      existsSync(file) &&
      statSync(file).isFile() &&
      !/\.(woff2|png|jpg|pdf|gz|br)$/.test(file) &&
      file !== 'package-lock.json',
  );
}

const refused: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.]/, 'chemin d’une machine'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'clé privée'],
  [
    /\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b|\bnpm_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9]{20,}/,
    'jeton d’un service',
  ],
  [
    /postgres(?:ql)?:\/\/[^\s:@'"`$/]+:(?!(?:password|secret|mot-de-passe|motdepasse|…|\.\.\.|MOT_DE_PASSE))[^\s@'"`${}]{4,}@/i,
    'mot de passe de base de données',
  ],
  [/\b(?:password|secret|api_?key)\s*[:=]\s*['"][A-Za-z0-9+/_-]{12,}['"]/i, 'secret écrit en clair'],
];

test('aucun secret ni chemin de machine n’est écrit dans le dépôt', () => {
  const found = files()
    .filter(file => file !== 'tests/guards/repository.test.ts')
    .flatMap(file => {
      const text = readFileSync(file, 'utf8');
      return refused.flatMap(([pattern, what]) => {
        const match = pattern.exec(text);
        return match ? [`${file} : ${what} (${match[0].slice(0, 40)})`] : [];
      });
    });
  expect(found).toEqual([]);
});

test('le guetteur de secrets reconnaît ce qu’il cherche', () => {
  const samples = [
    '/home/jeanne/projet',
    '-----BEGIN RSA PRIVATE KEY-----',
    `AKIA${'A1'.repeat(8)}`,
    'postgres://a:vrai-secret@h/b',
    'password = "abcdefgh12345"',
  ];
  for (const [index, [pattern]] of refused.entries())
    expect(pattern.test(samples[index]!), samples[index]).toBe(true);
});

test('rien n’est laissé pour plus tard dans le code', () => {
  const marks = files()
    .filter(
      file =>
        /^(src|tests|scripts|bench)\/.*\.(tsx?|sql|css)$/.test(file) &&
        file !== 'tests/guards/repository.test.ts',
    )
    .filter(file => /\b(TODO|FIXME|XXX|HACK)\b/.test(readFileSync(file, 'utf8')));
  expect(marks).toEqual([]);
});

test('la loi des actes : personne n’écrit dans le journal hors de act()', () => {
  const writers = files().filter(
    file =>
      /^src\/.*\.tsx?$/.test(file) &&
      !file.includes('.test.') &&
      /\bwriteEntries\(|write_journal_entry|insertInto\('core\.journal_entry'\)|INSERT INTO core\.journal_entry/.test(
        readFileSync(file, 'utf8'),
      ),
  );
  expect(writers.sort()).toEqual(['src/core/act.ts', 'src/core/journal/writing.ts']);
});

test('les versions des composants sont exactes', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => /[~^*><]|latest/.test(String(version)),
  );
  expect(loose).toEqual([]);
});
