import { defineConfig } from 'vitest/config'

const code = '{main,shared,platform,preload,tooling}/**/*.test.ts'
/** A temporary folder a run, so that no test leaves anything behind. */
const globalSetup = ['tests/temporary-root.ts']
const never = ['**/node_modules/**', 'out/**', '.cache/**', 'tests/e2e/**']

/** One project a kind of test, so that `tooling/test.mjs` can run and count each by its name. */
export default defineConfig({
  test: {
    // Half of vitest's own choice on two cores; most tests wait for programs, not for a core.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', globalSetup, include: [code], exclude: never, testTimeout: 10_000 } },
      {
        test: {
          name: 'renderer',
          globalSetup,
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: never,
          environment: 'jsdom',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          globalSetup,
          include: ['tests/{agreement,integration,fakes,host,bench,scorecard}/**/*.test.{ts,tsx}'],
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'arch',
          globalSetup,
          include: ['tests/arch/**/*.test.ts'],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
