import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { expect } from '../fixtures/test.ts'

/** Something the sinks must never get: it stands in the page, in an error and in a path. */
export const canary = 'XOCHICANARY4471'

/** Opens the sinks and returns the environment that names them to the app. */
export async function nameReceivers(
  root: string,
): Promise<{ readonly sinks: Sinks; readonly env: Readonly<Record<string, string>> }> {
  const sinks = await openSinks()
  const operatorFile = join(root, 'operator.json')
  await writeOperator(operatorFile, sinks)
  return { sinks, env: { MSTRO_OPERATOR_FILE: operatorFile, CANARY: canary } }
}

/** Throws in the page where nobody catches it. */
async function breakPage(page: Page): Promise<void> {
  await page.evaluate((secret) => {
    setTimeout(() => {
      throw new TypeError(`${secret} is not a function`)
    }, 0)
  }, canary)
}

const countedAreas = (sinks: Sinks) =>
  sinks.usage
    .map(({ body }) => body)
    .filter((body) => body.includes('"event":"area opened"'))
    .map((body) => /"area":"(\w+)"/.exec(body)?.[1])

/** From the first page: nothing goes; asked; yes to both; what arrives; off; nothing goes. */
export async function walkThroughConsent(page: Page, sinks: Sinks): Promise<void> {
  await expect(page.getByText('May the app send error reports or usage counts?')).toBeVisible()
  await breakPage(page)
  await page.getByRole('button', { name: 'Look and choose…' }).click()
  const errors = page.getByRole('switch', { name: 'Error reports' })
  const usage = page.getByRole('switch', { name: 'Usage counts' })
  await expect(errors).toHaveAttribute('aria-checked', 'false')
  await expect(usage).toHaveAttribute('aria-checked', 'false')
  expect(sinks.all).toEqual([])

  await errors.click()
  await expect(errors).toHaveAttribute('aria-checked', 'true')
  await usage.click()
  await expect(usage).toHaveAttribute('aria-checked', 'true')
  await page.getByRole('button', { name: 'Audit', exact: true }).click()
  await expect.poll(() => countedAreas(sinks)).toContain('audit')
  await breakPage(page)
  await expect.poll(() => sinks.errors.length).toBe(1)
  expect(sinks.errors[0]?.body).toContain('"value":"… is not a function"')
  for (const { path, headers, body } of sinks.all) {
    expect(path + headers + body).not.toContain(canary)
  }

  await page.goBack()
  await page.getByRole('tab', { name: 'Error reports' }).click()
  await page.getByText('The last one sent').click()
  await expect(page.getByText('… is not a function')).toBeVisible()
  await errors.click()
  await usage.click()
  await expect(usage).toHaveAttribute('aria-checked', 'false')
  await expect(page.getByText('Nothing waits')).toBeVisible()
  const sent = sinks.all.length
  await page.getByRole('button', { name: 'Bouncer', exact: true }).click()
  await breakPage(page)
  await page.waitForTimeout(500)
  expect(sinks.all).toHaveLength(sent)
}
