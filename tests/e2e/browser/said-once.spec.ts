import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'

async function open(page: Page, path: string): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible()
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

const timesIn = async (page: Page, text: string) =>
  (await page.locator('main').innerText()).split(text).length - 1

test('the command that installs the agent stands once, on one line, and is copied whole', async ({
  context,
  launchBrowser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { page } = await launchBrowser({ env: { PATH: '/usr/bin:/bin' } })
  await open(page, '/settings/agent')
  const line = page.locator('main code').filter({ hasText: 'npm install' })
  await expect(line).toBeVisible()
  const command = (await line.textContent()) ?? ''
  expect(await timesIn(page, 'npm install')).toBe(1)
  for (const width of [360, 420, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await line.evaluate((code) => code.getClientRects().length)).toBe(1)
  }
  await page.getByRole('button', { name: 'Copy the command' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command)
})

test('what a keychain that is not there said stands once, behind its meaning', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await open(page, '/settings/credentials')
  const card = page.locator('[data-setting="keychain"]')
  await expect(card).toContainText('No keychain answers, as is usual without a desktop session')
  const raw = (await card.locator('details code').textContent()) ?? ''
  expect(raw.length).toBeGreaterThan(5)
  expect(await timesIn(page, raw)).toBe(0)
  await card.getByText('Details').click()
  expect(await timesIn(page, raw)).toBe(1)
})

test('an empty ledger and a build without a receiver say so once', async ({ launchBrowser }) => {
  const { page } = await launchBrowser()
  await open(page, '/settings/egress')
  await expect(page.getByText('Nothing was sent yet')).toBeVisible()
  expect(await timesIn(page, 'othing was sent')).toBe(1)
  await open(page, '/settings/telemetry')
  await expect(page.getByText('This build has no receiver.').first()).toBeVisible()
  await expect(page.getByText('so it goes nowhere')).toBeVisible()
  expect(await timesIn(page, 'POST to')).toBe(0)
})

test('a file of a newer version is refused with its reason, apart from the rows around it', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await open(page, '/settings/machine')
  await page.locator('[data-setting="import-settings"] input[type="file"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"mstro-settings","version":99,"value":{}}'),
  })
  const told = page.getByText('exported by a newer version of the app')
  await expect(told).toBeVisible()
  const gaps = await told.evaluate((text) => {
    const banner = text.closest('.banner')?.getBoundingClientRect()
    const next = document.querySelector('[data-setting="reset-all"]')?.getBoundingClientRect()
    return banner && next ? next.top - banner.bottom : 0
  })
  expect(gaps).toBeGreaterThanOrEqual(8)
})

test('a hit of the search says where it stands and what it is set to, and leads there', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await open(page, '/settings/appearance')
  await page.getByPlaceholder('Find a setting').fill('retention')
  const hits = page.getByRole('search').getByRole('button')
  for (const said of [
    /^Keep entries\s*Record\s*Without end, the default$/,
    /^Sessions\s*Privacy, How long it is kept\s*Without end, the default$/,
    /^Questions\s*Privacy, How long it is kept\s*7 days, the default$/,
    /^Ledger\s*Privacy, How long it is kept\s*365 days, the default$/,
    /^Log\s*Privacy, How long it is kept\s*30 days, the default$/,
    /^Leftovers\s*Privacy, How long it is kept\s*30 days, the default$/,
  ]) {
    await expect(hits.filter({ hasText: said })).toHaveCount(1)
  }
  await hits.filter({ hasText: 'Ledger' }).click()
  await expect(page.locator('[data-setting="keep-ledger"]')).toBeFocused()
})
