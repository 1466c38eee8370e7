import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'

/** The rows of the newest menu of the icon, as the stand-in host remembers it. */
async function rowsOf(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => {
    const { standInHost } = globalThis as unknown as {
      standInHost: { calls: [string, { items: { label?: string }[] }][] }
    }
    const menus = standInHost.calls.filter(([name]) => name === 'Tray.setContextMenu')
    return (menus.at(-1)?.[1].items ?? []).flatMap(({ label }) => (label ? [label] : []))
  })
}

/** Clicks a row of the newest menu. */
async function clickRow(app: ElectronApplication, start: string): Promise<void> {
  await app.evaluate((_electron, wanted) => {
    const { standInHost } = globalThis as unknown as {
      standInHost: { calls: [string, { items: { label?: string; click?: () => void }[] }][] }
    }
    const menus = standInHost.calls.filter(([name]) => name === 'Tray.setContextMenu')
    menus
      .at(-1)?.[1]
      .items.find(({ label }) => label?.startsWith(wanted))
      ?.click?.()
  }, start)
}

test('the icon in the panel tells what waits and leads to its card', async ({ launchDesktop }) => {
  const { app, page } = await launchDesktop()
  const isStandIn = await app.evaluate(() => 'standInHost' in globalThis)
  test.info().skip(!isStandIn, 'menus of the system cannot be read')
  await expect.poll(() => rowsOf(app)).toContain('Nothing waits for you')
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await expect.poll(() => rowsOf(app), { timeout: 30_000 }).toContain('1 waiting for you')
  await clickRow(app, 'Settings')
  await expect(page.getByRole('heading', { name: 'Appearance' }).first()).toBeVisible()
  await clickRow(app, 'May it use')
  await expect(page.getByRole('button', { name: /Allow once/ }).first()).toBeVisible()
})
