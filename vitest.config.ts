import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/chromium.ts'],
    testTimeout: 20_000,
    // Two cores: more processes at once only make each other late.
    maxWorkers: 2,
    coverage: {
      // One run of the tests serves both in CI.
      enabled: process.env['COVERAGE'] !== undefined,
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/**/*.ts'],
      // The page runs in Chromium, which V8's coverage of this process does not see.
      exclude: ['src/playground/page/**'],
      reporter: ['text-summary', 'json-summary'],
      // The floor: what was reached, less what timing moves from run to run.
      thresholds: { lines: 93, branches: 84 },
    },
  },
});
