import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { misfits } from '../scenarios/fits.ts'

test.describe.configure({ timeout: 120_000 })

const widths = [360, 420, 800] as const

async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

/** Every path of the app, and words that stand there once the page has what it shows. */
const pages = [
  ['/', 'question waits'],
  ['/new', 'Task'],
  ['/terminal', 'No terminal is open'],
  ['/bouncer', 'agent.poisoned'],
  ['/bouncer/yours', 'Begin with an example'],
  ['/bouncer/scorecard', 'Time to decide'],
  ['/bouncer/grants', 'You allowed nothing beyond single calls'],
  ['/bouncer/copies', 'No copy is kept'],
  ['/bouncer/ai', 'AI layer off'],
  ['/bouncer/ring', 'What the outer ring adds'],
  ['/audit', 'Waiting'],
  ['/settings/appearance', 'Density'],
  ['/settings/agent', 'How freely'],
  ['/settings/credentials', 'What the states mean'],
  ['/settings/record', 'Check the chain'],
  ['/settings/egress', 'Nothing was sent yet'],
  ['/settings/privacy', 'transcripts and their journals'],
  ['/settings/telemetry', 'Your answers'],
  ['/settings/policy', 'Who gets data'],
  ['/settings/machine', 'Folders with settings of their own'],
  ['/nowhere/at/all', 'Nothing is at this address'],
] as const

async function expectToFit(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    // Observers of sizes answer in the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))),
    )
    expect(await misfits(page), `${what} at ${width} pixels`).toEqual([])
  }
}

test('no page scrolls sideways or cuts a text for good in a small window', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  const rehearse = page.getByRole('button', { name: 'Rehearse first' }).first()
  await expect(rehearse).toBeVisible()
  await expectToFit(page, 'the first page')
  await rehearse.click()
  const allow = page.getByRole('button', { name: 'Allow once' })
  await expect(allow).toBeVisible({ timeout: 30_000 })
  await expectToFit(page, 'a session with a question')
  for (const [path, words] of pages) {
    await open(page, path)
    await expect(page.getByRole('main').getByText(words).first()).toBeAttached()
    await expectToFit(page, path)
  }
})

test('dialogs, hits of the search and an open entry fit, too', async ({ launchBrowser }) => {
  const { page } = await launchBrowser()
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await expect(page.getByRole('button', { name: 'Allow once' })).toBeVisible({ timeout: 30_000 })
  for (const [path, button] of [
    ['/settings/credentials', 'Store…'],
    ['/settings/credentials', 'Make one…'],
    ['/settings/privacy', 'Forget…'],
    ['/settings/privacy', 'Erase everything…'],
    ['/settings/privacy', 'Erase…'],
  ] as const) {
    await open(page, path)
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await expect(page.locator('[role="dialog"], [role="alertdialog"]')).toBeVisible()
    await expectToFit(page, `${button} of ${path}`)
    await page.keyboard.press('Escape')
  }
  await page.getByPlaceholder('Find a setting').fill('retention')
  await expect(page.getByRole('search').getByText('Ledger')).toBeVisible()
  await expectToFit(page, 'the search')
  await open(page, '/audit')
  await page.getByRole('row').filter({ hasText: 'git push' }).dblclick()
  await expect(page.getByRole('complementary').filter({ hasText: 'git push' })).toBeVisible()
  await expectToFit(page, 'an open entry')
})

test('an operator with long words, asking first, fits', async ({ home, launchBrowser }) => {
  const file = `${home.root}/operator.json`
  const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  writeFileSync(
    file,
    JSON.stringify({
      ...{ format: 'mstro-operator', version: 1, name: long, policyVersion: '2026-11' },
      contact: `privacy@${'subdomain-'.repeat(5)}example.org`,
      policyUrl: `https://example.org/${'privacy-policy-'.repeat(6)}`,
      errors: { dsn: 'http://publickey@127.0.0.1:9/42' },
      usage: { host: 'http://127.0.0.1:9', key: 'phc_example' },
    }),
  )
  const { page } = await launchBrowser({ env: { MSTRO_OPERATOR_FILE: file } })
  await expect(page.getByText('May the app send error reports or usage counts?')).toBeVisible()
  await expectToFit(page, 'the first page that asks')
  for (const [path, words] of [
    ['/settings/telemetry', long],
    ['/settings/policy', long],
  ] as const) {
    await open(page, path)
    await expect(page.getByText(words).first()).toBeAttached()
    await expectToFit(page, path)
  }
})

test('the table of what is kept says in a block what its columns say', async ({
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await page.getByRole('button', { name: 'Rehearse first' }).first().click()
  await expect(page.getByRole('button', { name: 'Allow once' })).toBeVisible({ timeout: 30_000 })
  await open(page, '/settings/privacy')
  await page.setViewportSize({ width: 420, height: 800 })
  const row = page.getByRole('row', { name: /transcripts and their journals/ })
  const head = (name: string) => row.locator(`td[data-head="${name}"]`)
  await expect(head('Items')).toHaveText(/^\d+$/)
  const said = await head('Items').evaluate((cell) => getComputedStyle(cell, '::before').content)
  expect(said).toContain('Items')
  await expect(row.getByRole('button', { name: 'Erase…' })).toBeVisible()
})

test('the notice about a changed policy takes two lines, leads to the policy and unfolds', async ({
  home,
  launchBrowser,
}) => {
  const first = await launchBrowser()
  await open(first.page, '/settings/policy')
  await first.page.getByRole('button', { name: /^Acknowledge version/ }).click()
  await expect(first.page.getByText('You acknowledged this version on')).toBeVisible()
  await first.stop()
  const path = join(home.mstroHome, 'desktop/privacy.json')
  const kept = JSON.parse(readFileSync(path, 'utf8'))
  kept.value.acknowledgedText = '# Privacy policy\n\n## Another\n\nAnother text.\n'
  writeFileSync(path, JSON.stringify(kept))

  const { page } = await launchBrowser()
  await page.setViewportSize({ width: 420, height: 800 })
  const notice = page.getByRole('status').filter({ hasText: 'The privacy policy is now version' })
  await expect(notice).toBeVisible()
  const text = notice.locator('p')
  const linesOf = () =>
    text.evaluate((box) =>
      Math.round(box.clientHeight / parseFloat(getComputedStyle(box).lineHeight)),
    )
  expect(await linesOf()).toBe(2)
  await notice.getByRole('button', { name: 'More' }).click()
  expect(await linesOf()).toBeGreaterThan(2)
  await expect(notice.getByRole('button', { name: 'More' })).toBeHidden()
  await expectToFit(page, 'the notice about the policy')
  await page.setViewportSize({ width: 420, height: 800 })
  await notice.getByRole('button', { name: 'Show the policy' }).click()
  await expect(page.getByRole('heading', { name: 'Policy', level: 1 })).toBeVisible()
})
