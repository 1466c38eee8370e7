import { defineConfig } from 'vitest/config'

const code = '{main,shared,platform,preload,tooling}/**/*.test.ts'
const never = ['**/node_modules/**', 'out/**', '.cache/**', 'tests/e2e/**']

/** One project a kind of test, so that `tooling/test.mjs` can run and count each by its name. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: [code], exclude: never, testTimeout: 10_000 } },
      {
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: never,
          environment: 'jsdom',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{integration,fakes,host,bench}/**/*.test.{ts,tsx}'],
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'arch',
          include: ['tests/arch/**/*.test.ts'],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
