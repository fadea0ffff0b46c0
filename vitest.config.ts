import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    sequence: { shuffle: true },
    testTimeout: 30_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
    globalSetup: ['tests/postgres.ts'],
  },
});
