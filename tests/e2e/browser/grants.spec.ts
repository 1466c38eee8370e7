import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { answer } from '../scenarios/answer.ts'

async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

test('what is asked about is allowed for longer, listed and taken back', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await page.getByRole('button', { name: 'This session…' }).click({ timeout: 30_000 })
  const sheet = page.getByRole('dialog', { name: 'Allow more than this call' })
  await expect(sheet.getByLabel('Calls that do the same')).toBeChecked()
  await expect(sheet.getByLabel('Remote')).toHaveValue('origin')
  await expect(sheet.getByText('No call is on record yet')).toBeVisible()
  await sheet.getByLabel('Branch').fill('*')
  await sheet.getByLabel('In this project').check()
  await expect(sheet.getByText('No call is on record yet')).toBeVisible()
  await sheet.getByRole('button', { name: 'Allow and remember' }).click()
  await expect(page.getByText('Allowed for this project').first()).toBeVisible()

  await open(page, '/bouncer/grants')
  const row = page.getByRole('row', { name: /Changes the git remote/ })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: /^Take back/ }).click()
  await expect(page.getByText('You allowed nothing beyond single calls')).toBeVisible()
  await open(page, '/audit')
  await expect(page.getByText('Granted', { exact: true })).toBeVisible()
  // The record is written right after it counts; the page shows what was there when it opened.
  await expect(async () => {
    await open(page, '/bouncer')
    await open(page, '/audit')
    await expect(page.getByText('Taken back', { exact: true })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 20_000 })
})

test('own rules are saved after the calls on record were judged by them', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await answer(page.locator('.question-card'), 'Allow once')
  await open(page, '/bouncer/yours')
  const rules = page.getByLabel('Rules, in YAML')
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await page.getByRole('button', { name: 'Begin with an example' }).click()
  await expect(page.getByText('2 rules count, 2 of 2 cases met')).toBeVisible()
  await expect(page.getByText('No call on record would be decided otherwise.')).toBeVisible()
  await rules.fill('version: 1\nrules: [{ id: x }]')
  await expect(page.getByText(/These rules cannot be read/)).toBeVisible()
  await expect(save).toBeDisabled()
  await rules.fill(
    'version: 1\nrules:\n  - { id: mine.read, decision: ask, why: Reads., when: { call: { tool: Read } } }\n',
  )
  await expect(page.getByText(/Would newly deny 0, ask [1-9]\d* and allow 0\./)).toBeVisible()
  await save.click()
  await expect(page.getByText(/^Saved \d/)).toBeVisible()
  await open(page, '/bouncer')
  await expect(page.getByText('mine.read')).toBeVisible()
})
