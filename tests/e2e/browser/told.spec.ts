import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { measureMachine } from '../../integration/drills/machine-lag.ts'
import { hookInput, runHook } from '../../integration/terminal-guard/hook-program.ts'
import { expect, test } from '../fixtures/test.ts'

/** What a person sees has to be there by then, in milliseconds of a machine that has them to give. */
const targetMs = 1_000
const patienceMs = 20_000

const banner = (page: Page, text: string) => page.locator('.banner', { hasText: text }).first()

/** Waits until a banner stands on the page, or is gone from it, within a second of `sinceMs`. */
async function sees(
  page: Page,
  {
    text,
    sinceMs,
    state = 'visible',
  }: { text: string; sinceMs: number; state?: 'visible' | 'hidden' },
): Promise<void> {
  const machine = await measureMachine()
  await banner(page, text).waitFor({ state, timeout: patienceMs })
  const ms = performance.now() - sinceMs
  const lagMs = machine.lagMs(sinceMs)
  process.stdout.write(
    `${text}: ${state} after ${Math.round(ms)} ms, lag ${Math.round(lagMs)} ms\n`,
  )
  expect(ms - lagMs, `${text}: ${state} after ${ms} ms, lag ${lagMs} ms`).toBeLessThan(targetMs)
}

test('a page says within a second what is wrong, and takes it back with the fault', async ({
  home,
  launchBrowser,
}) => {
  test.setTimeout(180_000)
  await measureMachine()
  const browser = await launchBrowser()
  const { page } = browser
  await page.goto(`${browser.origin}/settings/agent`)
  await page.getByRole('button', { name: 'Guard terminals' }).click()
  await expect(page.getByText(/^In force by /)).toBeVisible()
  const settings = join(home.home, '.claude', 'settings.json')
  const whole = readFileSync(settings, 'utf8')
  const hook: string = JSON.parse(whole).hooks.PreToolUse[0].hooks[0].command
  const decision = async () => (await runHook(hook, hookInput({ cwd: home.root }))).answer?.decision

  await test.step('hook removed', async () => {
    let sinceMs = performance.now()
    rmSync(join(home.mstroHome, 'guard', 'terminal-guard.cjs'))
    await sees(page, { text: 'had been changed or removed', sinceMs })
    sinceMs = performance.now()
    writeFileSync(settings, '{}')
    await sees(page, { text: 'something took it out', sinceMs })
    sinceMs = performance.now()
    writeFileSync(settings, whole)
    await sees(page, { text: 'something took it out', sinceMs, state: 'hidden' })
    await expect(banner(page, 'was not as it should be for a while')).toBeVisible()
    sinceMs = performance.now()
    rmSync(join(home.mstroHome, 'guard'), { recursive: true })
    await sees(page, { text: 'in which the hook’s program and the list', sinceMs })
    expect(await decision()).toBe('allow')
  })

  await test.step('policy broken', async () => {
    const file = join(home.mstroHome, 'policies', 'user.yaml')
    mkdirSync(join(home.mstroHome, 'policies'), { recursive: true })
    let sinceMs = performance.now()
    writeFileSync(file, '{]: no rules at all')
    await sees(page, { text: 'user.yaml', sinceMs })
    sinceMs = performance.now()
    writeFileSync(file, 'version: 1\nrules: []\n')
    await sees(page, { text: 'user.yaml', sinceMs, state: 'hidden' })
  })

  await test.step('record unwritable', async () => {
    const file = join(home.mstroHome, 'logs', 'bouncer-audit.jsonl')
    renameSync(file, `${file}.kept`)
    mkdirSync(file)
    const denied = decision()
    const sinceMs = performance.now()
    await sees(page, { text: 'The record cannot be written', sinceMs })
    expect(await denied).toBe('deny')
    rmdirSync(file)
    renameSync(`${file}.kept`, file)
    expect(await decision()).toBe('allow')
    await expect(banner(page, 'The record cannot be written')).toBeHidden()
  })

  await test.step('app killed', async () => {
    const sinceMs = performance.now()
    browser.process.kill('SIGKILL')
    await sees(page, { text: 'The app cannot be reached', sinceMs })
    expect(await decision()).toBe('ask')
  })
})
