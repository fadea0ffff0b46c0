// Bundles the server, and the sheet, font and islands under hashed names with their compressed copies.
import { createHash } from 'node:crypto';
import { existsSync, globSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const target = `build.${process.pid}`;
await mkdir(`${target}/assets`, { recursive: true });
// A build that fails leaves the previous one, and nothing of itself.
process.on('exit', code => code && rmSync(target, { recursive: true, force: true }));

await esbuild.build({
  entryPoints: ['src/main.ts'],
  outfile: `${target}/airial.js`,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'warning',
});

const manifest: Record<string, string> = {};

/** Writes one asset under a name that changes with its bytes, so browsers may keep it for ever. */
async function asset(name: string, bytes: Uint8Array, compress: boolean) {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  const [stem, ending] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
  const hashed = `${stem}-${hash}${ending}`;
  manifest[name] = `/assets/${hashed}`;
  await writeFile(`${target}/assets/${hashed}`, bytes);
  if (compress) {
    await writeFile(`${target}/assets/${hashed}.br`, brotliCompressSync(bytes));
    await writeFile(`${target}/assets/${hashed}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

await asset('airial.woff2', await readFile('src/core/ui/fonts/airial.woff2'), false);
for (const name of ['airial.css', 'desk.css', 'paper.css']) {
  const sheet = await readFile(`src/core/ui/${name}`, 'utf8');
  // The floor of browsers in the design: what they lack is written without it, never silently transformed away.
  const { code } = await esbuild.transform(sheet.replace('fonts/airial.woff2', manifest['airial.woff2']!), {
    loader: 'css',
    minify: true,
    target: ['chrome70', 'firefox68', 'safari12'],
  });
  await asset(name, Buffer.from(code), true);
}

for (const island of globSync('src/**/islands/*.{ts,tsx}').filter(file => !file.includes('.test.'))) {
  const result = await esbuild.build({
    entryPoints: [island],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2018',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  await asset(basename(island).replace(/\.tsx?$/, '.js'), result.outputFiles[0]!.contents, true);
}

await writeFile(`${target}/manifest.json`, JSON.stringify(manifest, null, 1));
if (existsSync('build')) await rename('build', `${target}.old`);
await rename(target, 'build').catch(() => rm(target, { recursive: true }));
await rm(`${target}.old`, { recursive: true, force: true });
