import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test.ts'
import { nameReceivers, walkThroughConsent } from '../scenarios/telemetry.ts'

test('consent in the desktop window, with the reporter of Electron', async ({
  home,
  launchDesktop,
}) => {
  const { sinks, env } = await nameReceivers(home.root)
  const { page } = await launchDesktop({ env })
  await walkThroughConsent(page, sinks)
  expect(existsSync(join(home.mstroHome, 'desktop/window/sentry'))).toBe(false)
  await sinks.close()
})
