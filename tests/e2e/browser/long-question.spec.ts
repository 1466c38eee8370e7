import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'

test.describe.configure({ timeout: 120_000 })

const head = Array.from(
  { length: 60 },
  (_, at) => `echo "step ${at} of a long preparation" && \\\n`,
)
const end = 'git push origin main'
const command = `${head.join('')}${end} && \\\n${'echo done && \\\n'.repeat(30)}true`
const span = {
  field: 'command',
  start: command.indexOf(end),
  end: command.indexOf(end) + end.length,
}

/** Makes the waiting question one with more text than a window holds. */
function lengthen(mstroHome: string): void {
  const folder = join(mstroHome, 'desktop', 'inbox')
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.json'))
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const item = file.value ?? file.data ?? file
  item.body.call.input = { command, description: 'Allow once is right. '.repeat(60) }
  item.body.verdict.spans = [span]
  for (const effect of item.body.verdict.effects) effect.spans = [span]
  writeFileSync(join(folder, name), JSON.stringify(file))
}

/** Whether what is asked about can be seen, and nothing lies over it. */
function isAskedSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const asked = document.querySelector('.question-card .well-span')
    const rect = asked?.getClientRects()[0]
    if (!asked || !rect) return false
    const at = document.elementFromPoint(rect.left + 4, rect.top + rect.height / 2)
    return at !== null && asked.contains(at)
  })
}

test('whoever can press Allow sees what is asked about, however long the texts are', async ({
  launchBrowser,
  home,
}) => {
  const first = await launchBrowser()
  await first.page.getByRole('button', { name: 'Rehearse first' }).first().click()
  const allow = first.page.getByRole('button', { name: 'Allow once' })
  await expect(allow).toBeVisible({ timeout: 30_000 })
  const path = new URL(first.page.url()).pathname
  await first.stop()
  lengthen(home.mstroHome)
  const { page } = await launchBrowser()
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await expect(page.locator('.question-card')).toBeVisible({ timeout: 30_000 })
  for (const [width, height] of [
    [1280, 900],
    [480, 800],
    [480, 560],
  ] as const) {
    await page.setViewportSize({ width, height })
    const name = `${width} × ${height}`
    for (const place of ['nearest', 'start', 'end'] as const) {
      await page
        .getByRole('button', { name: 'Allow once' })
        .evaluate((one, block) => one.scrollIntoView({ block }), place)
      await page.evaluate(() => new Promise((done) => setTimeout(done, 200)))
      expect(await isAskedSeen(page), `${name}, ${place}`).toBe(true)
    }
    await page.screenshot({ path: test.info().outputPath(`long-${width}-${height}.png`) })
    await expect(page.getByText(/lines before this/)).toBeVisible()
    await expect(page.getByText(/lines after this/)).toBeVisible()
    const words = await page.locator('.agent-words').boundingBox()
    expect(words?.height, name).toBeLessThan(80)
  }
  await page.getByRole('button', { name: 'More of its words' }).click()
  expect((await page.locator('.agent-words').boundingBox())?.height).toBeGreaterThan(80)
  await page.getByRole('button', { name: 'Allow once' }).evaluate((one) => one.scrollIntoView())
  expect(await isAskedSeen(page), 'with all of its words').toBe(true)
})
