import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { signIn } from '../../fakes/claude-login.ts'
import { startMessagesApi } from '../../fakes/messages-api.ts'
import { realClis } from '../../integration/claude/real-cli.ts'
import type { TemporaryHome } from '../fixtures/temporary-home.ts'
import { type BrowserMode, expect, type LaunchOptions, test } from '../fixtures/test.ts'
import { answer } from '../scenarios/answer.ts'
import { misfits } from '../scenarios/fits.ts'

/** Where pictures of a run are kept for whoever wants to look; nothing compares them. */
const pictures = process.env.TERMINAL_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

async function expectNoAxeViolations(page: Page): Promise<void> {
  // Colours on their way from one theme to the other are no theme's.
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  })
  // The colours of what a program prints are its own.
  const { violations } = await new AxeBuilder({ page }).exclude('.xterm-rows').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const rows = (page: Page): Locator => page.locator('.xterm-rows')

/** Goes to an address as the app itself does, without a reload. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

async function openShell(page: Page, folder: string): Promise<void> {
  await visit(page, `/terminal?folder=${encodeURIComponent(folder)}`)
  await page.getByRole('button', { name: 'Open a shell' }).click()
  await expect(rows(page)).toContainText(/[$#]/, { timeout: 20_000 })
}

test('a shell: typed, coloured, found, reloaded, left by a key and closed', async ({
  home,
  launchBrowser,
}) => {
  const folder = join(home.root, 'ledger')
  mkdirSync(folder)
  const { page } = await launchBrowser({ env: { SHELL: '/bin/bash' } })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await visit(page, '/terminal')
  await expect(page.getByText('No terminal is open')).toBeVisible()
  await expectNoAxeViolations(page)
  await picture(page, 'empty')
  await openShell(page, folder)
  await page.keyboard.type(
    "PS1='$ '; clear; printf '\\033[38;2;170;30;30mtrue\\033[0m \\033[31mred\\033[0m \\033[32mgreen\\033[0m\\n'",
  )
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('true red green')
  // What sets colours goes around the page's policy, which forbids styles in the text.
  const colour = (text: string) =>
    rows(page)
      .locator('span', { hasText: new RegExp(`^${text}$`) })
      .evaluate((span) => getComputedStyle(span).color)
  expect(await colour('true')).toBe('rgb(170, 30, 30)')
  expect(await colour('red')).not.toBe(await colour('green'))
  await page.keyboard.type("printf '\\033]0;a <b>title\\007\\007'; ls --color=always -la /; pwd")
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText(folder)
  await expect(page.getByText('a <b>title')).toBeVisible()
  await expect(page.getByText(/^rang at/)).toBeVisible()
  await expectNoAxeViolations(page)
  await picture(page, 'shell')

  await page.keyboard.press('Control+Shift+F')
  await page.getByPlaceholder('Find in the terminal').fill('nowhere-at-all')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not found')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.type('echo be""fore')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('before')
  await page.reload()
  await expect(rows(page)).toContainText('before')
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.press('F6')
  expect(await page.evaluate(() => document.activeElement?.closest('.terminal-place'))).toBeNull()
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('exit 3')
  await page.keyboard.press('Enter')
  await expect(page.getByText('ended with code 3').first()).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByText('No terminal is open')).toBeVisible()
  expect(complaints).toEqual([])
})

test('a link that was printed is shown in full and opens nothing; the clipboard is left alone', async ({
  home,
  context,
  launchBrowser,
}) => {
  const folder = join(home.root, 'ledger')
  mkdirSync(folder)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { page } = await launchBrowser({ env: { SHELL: '/bin/bash' } })
  await openShell(page, folder)
  await page.evaluate(() => navigator.clipboard.writeText('mine'))
  await page.locator('.xterm-helper-textarea').focus()
  const text =
    'printf \'\\033]52;c;c3RvbGVu\\007\\033]8;;https://evil.example/a?b\\033\\\\good.example\\033]8;;\\033\\\\ en""d\\n\''
  await page.keyboard.type(`PS1='$ '; clear; ${text}`)
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('good.example en')
  const link = rows(page).locator('span', { hasText: 'good.example' }).first()
  // The rows themselves take no clicks; the screen above them does.
  const box = await link.boundingBox()
  if (!box) throw new Error('the link is not drawn')
  await page.mouse.move(box.x + 20, box.y + 5)
  await page.mouse.move(box.x + 22, box.y + 6)
  await page.mouse.click(box.x + 22, box.y + 6)
  const dialog = page.getByRole('dialog', { name: 'Open this address?' })
  await expect(dialog).toContainText('https://evil.example/a?b')
  await expectNoAxeViolations(page)
  await picture(page, 'link')
  expect(context.pages()).toHaveLength(1)
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine')
})

test('a terminal fits into small windows, light and dark', async ({ home, launchBrowser }) => {
  const folder = join(home.root, 'a-project-with-a-long-name-that-goes-on')
  mkdirSync(folder)
  const { page } = await launchBrowser({ env: { SHELL: '/bin/bash' } })
  await openShell(page, folder)
  for (const width of [360, 480, 800]) {
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)))
    expect(await misfits(page), `${width} pixels`).toEqual([])
    await picture(page, `shell-${width}`)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'shell-dark-800')
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('stty size; echo do""ne')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('done')
})

const [cli] = realClis.slice(-1)

interface Parts {
  readonly home: TemporaryHome
  readonly launchBrowser: (options?: LaunchOptions) => Promise<BrowserMode>
}

/** A browser with Claude Code at work in a terminal of the app, which the model's script is typed into. */
async function openAgent(
  { home, launchBrowser }: Parts,
  { command, asks }: { readonly command: string; readonly asks: readonly string[] },
) {
  const folder = join(home.root, 'ledger')
  mkdirSync(join(folder, '.git'), { recursive: true })
  const api = await startMessagesApi({
    scripts: { asked: [[{ tool: 'Bash', input: { command } }], [{ text: 'All done.' }]] },
  })
  signIn(home.home, api.url)
  const known = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true }
  const config = { hasCompletedOnboarding: true, theme: 'dark', projects: { [folder]: known } }
  writeFileSync(join(home.home, '.claude.json'), JSON.stringify(config))
  const settings = join(home.home, '.claude', 'settings.json')
  const before = existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {}
  if (asks.length > 0) {
    writeFileSync(settings, JSON.stringify({ ...before, permissions: { ask: asks } }))
  }
  const bin = join(home.root, 'bin')
  mkdirSync(bin)
  symlinkSync(cli?.program ?? '', join(bin, 'claude'))
  const started = await launchBrowser({ env: { PATH: `${bin}:${home.env.PATH}` } })
  const { page } = started
  await page.setViewportSize({ width: 1280, height: 900 })
  await visit(page, `/terminal?folder=${encodeURIComponent(folder)}`)
  await page.getByRole('button', { name: 'Start Claude Code' }).click()
  await expect(rows(page)).toContainText('❯', { timeout: 40_000 })
  await expect(page.getByText(/^Guarded, since/)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('draws on your Claude subscription (max)')).toBeVisible({
    timeout: 20_000,
  })
  await page.keyboard.type('@@asked')
  await expect(rows(page)).toContainText('@@asked')
  await page.keyboard.press('Enter')
  return { page, api, folder, app: started.process }
}

test('what Claude Code itself asks waits on the tab, at the side and in the count, and is answered there', async ({
  home,
  launchBrowser,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: without the program there is nothing to start
  test.skip(cli === undefined, 'no Claude Code in .cache/claude, which npm test fills')
  test.setTimeout(120_000)
  const wanted = { command: 'touch ran.txt', asks: ['Bash(touch:*)'] }
  const { page, api, folder } = await openAgent({ home, launchBrowser }, wanted)
  const card = page.getByRole('article').filter({ hasText: 'Claude Code itself asks' })
  await expect(card).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('button', { name: /waits for you/ }).first()).toBeVisible()
  await expectNoAxeViolations(page)
  await picture(page, 'own-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'own-dark')
  await page.setViewportSize({ width: 480, height: 800 })
  await expect.poll(() => misfits(page)).toEqual([])
  await picture(page, 'own-480')
  await page.setViewportSize({ width: 1280, height: 900 })
  await visit(page, '/new')
  await expect(page.getByRole('button', { name: '1 needs you' }).first()).toBeVisible()
  await page.getByRole('button', { name: /Terminal in ledger/ }).click()
  await card.getByRole('button', { name: 'Go to the terminal' }).click()
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused()
  expect(readdirSync(folder)).not.toContain('ran.txt')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('All done.', { timeout: 40_000 })
  expect(readdirSync(folder)).toContain('ran.txt')
  await expect(card).toBeHidden()
  await api.close()
})

test('the card of what an agent in a terminal asks stands beside it, and its answer counts', async ({
  home,
  launchBrowser,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: without the program there is nothing to start
  test.skip(cli === undefined, 'no Claude Code in .cache/claude, which npm test fills')
  test.setTimeout(120_000)
  const command = `git push origin main; touch pushed.txt; echo ${'long '.repeat(400)}`
  const wanted = { command, asks: [] }
  const { page, api, folder, app } = await openAgent({ home, launchBrowser }, wanted)
  const card = page.getByRole('article').filter({ hasText: 'git push origin main' })
  await expect(card).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('button', { name: /waits for you/ }).first()).toBeVisible()
  await expectNoAxeViolations(page)
  await picture(page, 'card-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'card-dark')
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 480, height: 800 })
  // The program draws anew for its new width.
  await expect.poll(() => misfits(page)).toEqual([])
  // Long as the call is, its answers are at hand and the terminal has its lines.
  await expect(card.getByRole('button', { name: 'Deny' })).toBeInViewport({ ratio: 1 })
  await picture(page, 'card-480')
  await page.setViewportSize({ width: 1280, height: 900 })
  await visit(page, '/new')
  await page.getByRole('button', { name: /Terminal in ledger/ }).click()
  await answer(card, 'Allow once')
  await expect(rows(page)).toContainText('All done.', { timeout: 40_000 })
  expect(readdirSync(folder)).toContain('pushed.txt')
  await picture(page, 'card-done')
  app.kill('SIGKILL')
  await expect(page.getByText('Not reached: this is what it was')).toBeVisible()
  await expect(page.getByText(/^Guarded, since/)).toBeHidden()
  await api.close()
})
