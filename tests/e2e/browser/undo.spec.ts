import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMessagesApi } from '../../fakes/messages-api.ts'
import { expect, test } from '../fixtures/test.ts'
import { answer } from '../scenarios/answer.ts'
import { missingCli, prepareMachine, storeKey } from '../scenarios/main-job.ts'

const command = 'git clean -fd'

test('what an allowed clean-up takes is told, kept, and put back with one click', async ({
  home,
  launchBrowser,
}) => {
  test.info().skip(missingCli !== '', missingCli)
  const machine = await prepareMachine(home)
  const api = await startMessagesApi({
    scripts: { clean: [[{ tool: 'Bash', input: { command } }], [{ text: 'All clean.' }]] },
  })
  const notes = join(machine.project, 'notes.md')
  try {
    execFileSync('git', ['init', '-q'], { cwd: machine.project, env: { PATH: '/usr/bin:/bin' } })
    writeFileSync(notes, 'only here\n')
    const { page } = await launchBrowser({ env: { ...machine.env, ANTHROPIC_BASE_URL: api.url } })
    await storeKey(page)
    await page.keyboard.press('Control+n')
    await page.getByLabel('Path of the folder').fill(machine.project)
    await page.getByRole('button', { name: 'Use this path' }).click()
    await page.getByRole('button', { name: 'Look and decide' }).click()
    await page.getByRole('button', { name: 'Leave them out' }).click()
    await page.getByLabel('Task').fill('Clean up. @@clean')
    await page.getByRole('button', { name: 'Start' }).click()

    const card = page.getByRole('article').filter({ hasText: command })
    const loss = card.getByRole('region', { name: 'What would go' })
    await expect(loss.getByText(/exist nowhere else/)).toBeVisible({ timeout: 40_000 })
    await expect(loss.getByText('notes.md')).toBeVisible()
    await expect(loss.getByText(/^a copy of \d files?, .* is kept for 30 days/)).toBeVisible()
    await answer(card, 'Allow once')
    await expect(page.getByRole('log').getByText('All clean.')).toBeVisible({ timeout: 20_000 })
    expect(existsSync(notes)).toBe(false)

    await page.getByRole('button', { name: 'Put back…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Put back what was destroyed' })
    await expect(dialog.getByText(/come back/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Bring it back' }).click()
    await expect(dialog.getByText(/came back/)).toBeVisible()
    expect(readFileSync(notes, 'utf8')).toBe('only here\n')
    await dialog.getByRole('button', { name: 'Close' }).first().click()

    await page.getByRole('button', { name: 'Bouncer', exact: true }).click()
    await page.getByRole('radio', { name: 'Copies' }).click()
    const row = page.getByRole('row', { name: new RegExp(command) })
    await expect(row).toContainText('allowed by you')
    await row.getByRole('button', { name: /^Remove/ }).click()
    await page.getByRole('button', { name: 'Delete this copy' }).click()
    await expect(page.getByText('No copy is kept')).toBeVisible()
  } finally {
    await api.close()
    await machine.api.close()
  }
})
