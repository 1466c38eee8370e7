import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { answer } from '../scenarios/answer.ts'

async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

test('the person takes everything along, looks for a secret and acknowledges the policy', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await answer(page.locator('.question-card'), 'Allow once')
  await expect(page.getByText('menu.csv').first()).toBeVisible()

  await open(page, '/settings/privacy')
  const downloading = page.waitForEvent('download', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Export…' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^mstro-export-\d{4}-\d\d-\d\d\.zip$/)
  const archive = readFileSync(await download.path())
  expect(archive.subarray(0, 2).toString()).toBe('PK')
  expect(archive.includes('manifest.json')).toBe(true)
  await expect(page.getByText('handed to the browser as')).toBeVisible()

  await page.getByRole('button', { name: 'Forget…' }).click()
  await page.getByLabel('The secret').fill('a-secret-that-is-nowhere')
  await page.getByRole('button', { name: 'Look for it' }).click()
  await expect(page.getByText('It stands nowhere in the files of this app.')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).last().click()

  await open(page, '/settings/policy')
  await page.getByRole('button', { name: /^Acknowledge version/ }).click()
  await expect(page.getByText('You acknowledged this version on')).toBeVisible()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(page.getByText(/packages are part of this program/)).toBeVisible()
})

test('loading the page breaks no rule of its own policy', async ({ launchBrowser }) => {
  const { page } = await launchBrowser()
  const logged: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') logged.push(message.text())
  })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible()
  expect(logged).toEqual([])
})
