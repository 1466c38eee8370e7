import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rememberedCalls } from '../fixtures/stand-in.ts'
import { expect, test } from '../fixtures/test.ts'

const dayMs = 24 * 3_600_000

test('caches that are older than their days are emptied by the engine itself at the start', async ({
  home,
  launchDesktop,
}) => {
  const folder = join(home.mstroHome, 'desktop', 'window', 'GPUCache')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'old'), 'x')
  const long = new Date(Date.now() - 31 * dayMs)
  utimesSync(join(folder, 'old'), long, long)
  const { app, page } = await launchDesktop()
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible({
    timeout: 20_000,
  })
  expect(await rememberedCalls(app, 'session.clearCache')).toEqual([[]])
  expect(await rememberedCalls(app, 'session.clearCodeCaches')).toEqual([[{}]])
})
