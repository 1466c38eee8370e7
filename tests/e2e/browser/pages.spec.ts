import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { repository } from '../fixtures/desktop-host.ts'
import { expect, test } from '../fixtures/test.ts'
import { untilReady } from '../scenarios/answer.ts'

/** Set to make the pictures of the README anew. */
const makesPictures = process.env.MSTRO_PICTURES === '1'

const question = 'git push --force-with-lease origin main'

/** Starts a rehearsal from the first page and waits for its one question. */
async function rehearse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  const card = page.getByRole('article').filter({ hasText: question })
  await expect(card.getByRole('button', { name: 'Allow once' })).toBeVisible({ timeout: 30_000 })
}

async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect(told, what).toEqual([])
}

async function picture(page: Page, name: string): Promise<void> {
  if (!makesPictures) return
  const folder = join(repository, 'docs/pictures')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), await page.screenshot())
}

const pages = [
  ['/new', 'New session'],
  ['/terminal', 'Terminal'],
  ['/bouncer', 'Bouncer'],
  ['/audit', 'Audit'],
  ['/settings/appearance', 'Appearance'],
  ['/settings/agent', 'Agent'],
  ['/settings/credentials', 'Credentials'],
  ['/settings/record', 'Record'],
  ['/settings/egress', 'Sent'],
  ['/settings/privacy', 'Privacy'],
  ['/settings/telemetry', 'Telemetry'],
  ['/settings/policy', 'Policy'],
  ['/settings/machine', 'This machine'],
] as const

for (const theme of ['dark', 'light'] as const) {
  test(`every page is accessible in the ${theme} theme, also when the window is small`, async ({
    launchBrowser,
  }) => {
    // A dozen pages are looked through, on machines that may be busy.
    test.setTimeout(120_000)
    const { page } = await launchBrowser()
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible()
    await expectAccessible(page, 'the first page')
    await rehearse(page)
    await expectAccessible(page, 'a session with a question')
    await picture(page, theme === 'dark' ? 'session' : 'session.light')
    for (const [path, heading] of pages) {
      await open(page, path)
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
      await expectAccessible(page, path)
      if (path === '/audit') await picture(page, theme === 'dark' ? 'audit' : 'audit.light')
    }
    await page.setViewportSize({ width: 1024, height: 700 })
    for (const [path] of pages) {
      await open(page, path)
      const widths = await page.evaluate(() => [document.body.scrollWidth, innerWidth])
      expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
    }
  })
}

test('a small screen shows the list or the page, and every control of a session', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await rehearse(page)
  await page.setViewportSize({ width: 480, height: 850 })
  const send = page.getByRole('textbox').locator('xpath=ancestor::form').getByRole('button')
  for (const button of [...(await send.all()), page.getByRole('button', { name: 'Allow once' })]) {
    await expect(button).toBeInViewport({ ratio: 1 })
  }
  await picture(page, 'small-session')
  for (const [path, heading] of pages) {
    await open(page, path)
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeInViewport()
    const widths = await page.evaluate(() => [document.body.scrollWidth, innerWidth])
    expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
  }
})

test('the rehearsal works by keyboard alone, and its record is read and verified', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  const first = page.getByRole('button', { name: 'Rehearse first' }).first()
  await expect(first).toBeVisible()
  await first.focus()
  await page.keyboard.press('Enter')
  const card = page.getByRole('article').filter({ hasText: question })
  await expect(card.getByRole('button', { name: 'Allow once' })).toBeVisible({ timeout: 30_000 })
  // Arriving cards never take the focus; the shortcut goes there.
  await expect(card).not.toBeFocused()
  await page.keyboard.press('Control+Shift+J')
  await untilReady(card)
  await page.keyboard.press('a')
  await expect(page.getByRole('log').getByText('the diamond was yours')).toBeVisible({
    timeout: 20_000,
  })
  await open(page, '/audit')
  const row = page.getByRole('row').filter({ hasText: question })
  await expect(row).toBeVisible()
  await page.getByRole('button', { name: 'Verify again' }).click()
  await expect(page.getByText(/Verified to entry \d+/)).toBeVisible()
})

test('a reload goes on where it was; another tab is not let in without a ticket', async ({
  launchBrowser,
  context,
}) => {
  const { page, origin } = await launchBrowser()
  await rehearse(page)
  await page.reload()
  await expect(page.getByRole('article').filter({ hasText: question })).toBeVisible()
  const stranger = await context.newPage()
  await stranger.goto(origin)
  await expect(stranger.getByText('This tab is not let in')).toBeVisible()
})

test('when the app ends, the page says so and keeps what it shows', async ({ launchBrowser }) => {
  const { page, stop } = await launchBrowser()
  await rehearse(page)
  await stop()
  await expect(page.locator('.banner').getByText('The app cannot be reached.')).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: question })).toBeVisible()
})

test('theme and density are kept', async ({ launchBrowser }) => {
  const { page } = await launchBrowser()
  await rehearse(page)
  await open(page, '/settings/appearance')
  await page.getByRole('radio', { name: 'Light' }).click()
  await page.getByRole('radio', { name: 'Compact' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
})
