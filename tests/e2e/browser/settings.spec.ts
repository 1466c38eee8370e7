import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'

async function openSettings(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible()
  await page.evaluate(() => {
    history.pushState(null, '', '/settings/appearance')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await expect(page.getByRole('heading', { name: 'Appearance', level: 1 })).toBeVisible()
}

for (const width of [420, 1280]) {
  test(`a hit of the search stands in view, with the focus and a mark, in a window of ${width}`, async ({
    launchBrowser,
  }) => {
    const { page } = await launchBrowser()
    await page.setViewportSize({ width, height: 800 })
    await openSettings(page)
    for (const [question, hit, name] of [
      ['retention log', 'Log', 'keep-log'],
      ['contact', 'Who runs this build', 'responsible'],
      ['licence', 'Work of others', 'licences'],
      ['sentry', 'Error reports', 'telemetry-errors'],
    ] as const) {
      await page.getByPlaceholder('Find a setting').fill(question)
      await page.getByRole('search').getByRole('button', { name: hit }).first().click()
      const row = page.locator(`[data-setting="${name}"]`)
      await expect(row).toBeFocused()
      await expect(row).toHaveAttribute('data-found', '')
      await expect(row).toBeInViewport()
      await page.keyboard.press('Tab')
    }
  })
}

test('in a narrow window the list of pages is one field that says and changes the page', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await page.setViewportSize({ width: 420, height: 800 })
  await openSettings(page)
  const list = page.getByRole('navigation', { name: 'Settings' })
  const box = await list.boundingBox()
  expect(box?.height).toBeLessThan(60)
  const field = list.getByRole('button', { name: /^Page of the settings/ })
  await expect(field).toHaveText('Appearance')
  await field.click()
  await page.getByRole('menuitemradio', { name: 'This machine' }).click()
  await expect(field).toHaveText('This machine')
  await expect(field).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('heading', { name: 'This machine', level: 1 })).toBeVisible()
})

test('a setting that differs says so and goes back, by the keyboard alone', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await openSettings(page)
  const row = page.locator('[data-setting="density"]')
  await expect(row).toContainText('Default: Normal')
  await row.getByText('Compact').click()
  await expect(row).toContainText('Changed. Default: Normal')
  await row.getByRole('button', { name: 'Back to the default: Density' }).focus()
  await page.keyboard.press('Enter')
  await expect(row).not.toContainText('Changed')
  expect(await row.evaluate((element) => element.contains(document.activeElement))).toBe(true)
})
