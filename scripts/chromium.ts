import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';

/** The headless shell first: the same engine without its windows, which opens a visitor in a third of the time. */
const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
];

export const browserIsMissing =
  'Il manque un navigateur pour les parcours : installez Chromium (sur Debian, « apt-get install chromium » en root), ou donnez son chemin par AIRIAL_CHROMIUM.';

/** The browser of the journeys: the one at hand, else Debian's, installed when we may; null with a French sentence said. */
export function prepareChromium(): string | null {
  const found = browserAtHand();
  if (found) return found;
  if (process.getuid?.() === 0 && isDebian() && isRunnable('/usr/bin/apt-get')) {
    process.stdout.write('Installation du navigateur des parcours (une seule fois)…\n');
    apt(['update']);
    // Ubuntu and older Debian have no headless shell.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      apt(['install', '--yes', '--no-install-recommends', name]);
      const installed = browserAtHand();
      if (installed) return installed;
    }
  }
  process.stdout.write(`${browserIsMissing}\n`);
  return null;
}

/** Path of the first browser that this machine can run. */
export function browserAtHand(): string | null {
  const asked = process.env.AIRIAL_CHROMIUM;
  return [...(asked ? [asked] : []), ...usual].find(isRunnable) ?? null;
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

function apt(words: readonly string[]) {
  const { status, stderr } = spawnSync('apt-get', ['--quiet', '--quiet', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) process.stdout.write(`apt-get ${words[0]} n’a pas abouti :\n${stderr.trim()}\n`);
}
