import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'

/** A row as main gave it to the system. */
interface Row {
  readonly label?: string
  readonly click?: () => void
}
type MenuCall = readonly [name: string, menu: { readonly items: readonly Row[] }]

/** The rows of the newest menu of the icon, as the stand-in host remembers it; the one that begins so is clicked. */
async function rowsOf(app: ElectronApplication, clicked = ''): Promise<readonly string[]> {
  return app.evaluate((_electron, wanted) => {
    const { standInHost } = globalThis as { standInHost?: { calls: MenuCall[] } }
    const menus = standInHost?.calls.filter(([name]) => name === 'Tray.setContextMenu')
    const rows = menus?.at(-1)?.[1].items ?? []
    if (wanted !== '') rows.find(({ label }) => label?.startsWith(wanted))?.click?.()
    return rows.flatMap(({ label }) => (label ? [label] : []))
  }, clicked)
}

test('the icon in the panel tells what waits and leads to its card', async ({ launchDesktop }) => {
  const { app, page } = await launchDesktop()
  const isStandIn = await app.evaluate(() => 'standInHost' in globalThis)
  test.info().skip(!isStandIn, 'menus of the system cannot be read')
  await expect.poll(() => rowsOf(app)).toContain('Nothing waits for you')
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await expect.poll(() => rowsOf(app), { timeout: 30_000 }).toContain('1 waiting for you')
  await rowsOf(app, 'Settings')
  await expect(page.getByRole('heading', { name: 'Appearance' }).first()).toBeVisible()
  await rowsOf(app, 'May it use')
  await expect(page.getByRole('button', { name: /Allow once/ }).first()).toBeVisible()
})
