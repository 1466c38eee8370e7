import { defineConfig } from '@playwright/test'
import { describeDesktopHost, findDesktopHost } from './tests/e2e/fixtures/desktop-host.ts'
import type { HostOptions } from './tests/e2e/fixtures/test.ts'

const isRoot = process.getuid?.() === 0

/**
 * `desktop` runs on real Electron where its binary is present, else on the stand-in host; `browser`
 * on Debian's Chromium; `host` proves the stand-in itself. Reports name the host.
 */
export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  workers: 2,
  timeout: 60_000,
  globalTimeout: 20 * 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results/e2e',
  forbidOnly: process.env.CI !== undefined,
  reporter: [
    ['list'],
    ['json', { outputFile: 'test-results/e2e.json' }],
    ['./tests/e2e/fixtures/host-reporter.ts'],
  ],
  metadata: { desktopSpecsRunOn: describeDesktopHost(findDesktopHost()) },
  use: { actionTimeout: 10_000, navigationTimeout: 20_000, screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', testDir: 'tests/e2e/desktop', use: { desktopHost: findDesktopHost() } },
    {
      name: 'browser',
      testDir: 'tests/e2e/browser',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: '/usr/bin/chromium',
          chromiumSandbox: !isRoot,
          args: [
            ...(isRoot ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-quic',
            '--disable-sync',
            '--no-first-run',
          ],
        },
      },
    },
    { name: 'host', testDir: 'tests/e2e/host', use: { desktopHost: { kind: 'stand-in' } } },
  ],
})
