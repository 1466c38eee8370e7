import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startMessagesApi } from '../../fakes/messages-api.ts'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { type AppClient, openClient } from '../../integration/app/ws-client.ts'
import { processEnvironments } from '../../integration/claude/processes.ts'
import { realClis } from '../../integration/claude/real-cli.ts'
import { readArchive } from '../../integration/privacy/read-archive.ts'
import { expect, test } from '../fixtures/test.ts'
import { nameReceivers } from '../scenarios/telemetry.ts'

const passphrase = 'canary passphrase of several words 5521'
const storedKey = 'sk-ant-canary-stored-77aa31'
const refusedKey = 'sk-ant-canary-revoked-88bb42'
/** What looks like a token of a project: the agent sees it, so its transcript may hold it. */
const projectToken = 'ghp_CANARY1234567890abcdefghijklmnopqrst'

// Deriving a key from a passphrase is slow on purpose, and these machines may be busy.
test.describe.configure({ timeout: 240_000 })

async function openCredentials(page: Page): Promise<void> {
  await page.evaluate(() => {
    history.pushState(null, '', '/settings/credentials')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await expect(page.getByRole('heading', { name: 'Credentials', level: 1 })).toBeVisible()
}

async function makeFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make one…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await dialog.getByLabel('Once more').fill(passphrase)
  await dialog.getByRole('button', { name: 'Make the file' }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
}

async function storeKey(page: Page, key: string, testFirst: boolean): Promise<void> {
  await page.getByRole('button', { name: /Store…|Replace…/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('API key').fill(key)
  if (!testFirst) await dialog.getByRole('switch').click()
  await dialog.getByRole('button', { name: 'Store the key' }).click()
}

test('the page says where a key goes and where it lies, whichever place it is', async ({
  home,
  launchBrowser,
}) => {
  const { page } = await launchBrowser()
  await openCredentials(page)
  const place = page.locator('[data-setting="keychain"]')
  await expect(place).toContainText('a key is kept in memory until this app ends')
  await page.getByRole('button', { name: 'Store…' }).click()
  await expect(page.getByRole('dialog')).toContainText('kept in memory until this app ends')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await makeFile(page)
  await expect(place).toContainText('keys go to the file below')
  await expect(place).not.toContainText('memory')
  await page.getByRole('button', { name: 'Store…' }).click()
  await expect(page.getByRole('dialog')).toContainText('written encrypted to the file')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await storeKey(page, storedKey, false)
  await expect(page.getByText('stored in the file')).toBeVisible()
  const sealed = readFileSync(join(home.mstroHome, 'desktop/credentials.sealed.json'), 'utf8')
  expect(sealed).toContain('anthropic-api-key')
  expect(sealed).not.toContain(storedKey)

  const row = page.getByRole('row', { name: /Anthropic API key/ })
  await row.getByRole('button', { name: 'Remove' }).click()
  const remove = page.getByRole('alertdialog')
  await expect(remove).toContainText('taken out of the file')
  await expect(remove).not.toContainText('keychain')
  await remove.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(place).toContainText('Open the file below to store a key')
  await expect(page.getByText('The sealed file is closed.')).toBeVisible()
})

for (const width of [1280, 800, 420]) {
  test(`the page can be read at ${width} pixels`, async ({ launchBrowser }) => {
    const { page } = await launchBrowser()
    await openCredentials(page)
    await makeFile(page)
    await storeKey(page, storedKey, false)
    await expect(page.getByText('stored in the file')).toBeVisible()
    await page.setViewportSize({ width, height: 700 })
    const found = await page.evaluate(() => {
      const cells = [...document.querySelectorAll('[data-setting="api-key"] td')]
      const boxes = cells.map((cell) => {
        const { left, right, top, bottom, width: wide } = cell.getBoundingClientRect()
        return { left, right, top, bottom, wide, isCut: cell.scrollWidth > cell.clientWidth + 1 }
      })
      return { boxes, page: document.documentElement.scrollWidth - innerWidth, width: innerWidth }
    })
    expect(found.page).toBeLessThanOrEqual(0)
    expect(found.boxes).toHaveLength(4)
    for (const box of found.boxes) {
      expect(box.isCut).toBe(false)
      expect(box.wide).toBeGreaterThan(100)
      expect(box.right).toBeLessThanOrEqual(found.width)
      const over = found.boxes.filter(
        (other) =>
          other !== box &&
          other.left < box.right - 1 &&
          box.left < other.right - 1 &&
          other.top < box.bottom - 1 &&
          box.top < other.bottom - 1,
      )
      expect(over).toEqual([])
    }
    await page.screenshot({
      path: test.info().outputPath(`credentials-${width}.png`),
      fullPage: true,
    })
  })
}

/** A second client with the page's own token. */
async function clientOf(page: Page, origin: string): Promise<AppClient> {
  const token = await page.evaluate(() =>
    Object.values(sessionStorage).find((value) => /^[\w-]{20,}$/.test(String(value))),
  )
  return openClient({ origin, token: String(token) })
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const cli = realClis.at(-1)

const unlessSkipped = cli ? test : test.skip

unlessSkipped(
  'canaries that are planted as keys and passphrase reach no sink',
  async ({ home, context, launchBrowser }) => {
    const secrets = [storedKey, refusedKey, passphrase]
    const look = { tool: 'Bash', input: { command: `echo ${projectToken} | wc -c` } }
    const api = await startMessagesApi({
      scripts: { job: [[look], [{ delay: 3_000, text: 'Done.' }]] },
    })
    const { sinks, env } = await nameReceivers(home.root)
    const frames: string[] = []
    const heard: string[] = []
    context.on('page', (opened) => {
      opened.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
      )
      opened.on('console', (message) => heard.push(message.text()))
    })
    const { page, origin, output, stop } = await launchBrowser({
      env: { ...env, ANTHROPIC_BASE_URL: api.url },
    })
    /** What the page holds now: its markup, what stands in its fields, its storage. */
    const pageHolds = () =>
      page.evaluate(() =>
        [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll('input, textarea')].map(
            (field) => (field as HTMLInputElement).value,
          ),
          JSON.stringify({ ...localStorage }),
          JSON.stringify({ ...sessionStorage }),
          document.cookie,
        ].join('\n'),
      )
    const pages: string[] = []

    await openCredentials(page)
    await makeFile(page)
    pages.push(await pageHolds())
    await storeKey(page, refusedKey, true)
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Nothing was changed')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    pages.push(await pageHolds())
    await storeKey(page, storedKey, false)
    await expect(page.getByText('stored in the file')).toBeVisible()
    await page.getByRole('button', { name: 'Test' }).click()
    pages.push(await pageHolds())

    // A crash of the page whose error carries each of them, with reports switched on.
    const client = await clientOf(page, origin)
    await client.ask('telemetry.decide', { errors: true, usage: true })
    // Words that a person made up cannot be told from any others, so no error of ours may quote them.
    for (const secret of [storedKey, refusedKey, projectToken]) {
      await page.evaluate((text) => {
        setTimeout(() => {
          throw new TypeError(`${text} is not a function`)
        }, 0)
      }, secret)
    }
    await expect.poll(() => sinks.errors.length).toBeGreaterThan(0)

    // A real agent that pays with the stored key, and meets the token of a project.
    const workspace = join(home.root, 'menu')
    mkdirSync(workspace)
    writeFileSync(join(workspace, 'menu.txt'), 'soup\n')
    await client.ask('settings.change', { purse: 'api-key', claudePath: cli?.program ?? '' })
    const { trust, fingerprint } = await client.ask('workspace.inspect', { path: workspace })
    if (trust === 'undecided') {
      await client.ask('workspace.decideTrust', { path: workspace, trust: 'limited', fingerprint })
    }
    const begin = { agent: 'claude-code', workspace, prompt: '@@job' } as const
    const { id: sessionId } = await client.ask('sessions.start', begin)
    const paid = () => api.requests.filter(({ headers }) => headers['x-api-key'] === storedKey)
    let processes = ''
    await expect
      .poll(
        async () => {
          processes += processEnvironments(home.root)
          for (const item of (await client.ask('inbox.list', {})).items) {
            if (item.state.status !== 'waiting') continue
            await client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
          }
          const { events } = await client.ask('sessions.read', { sessionId, limit: 500 })
          return events.find((event) => event.kind === 'turn-ended')?.kind
        },
        { timeout: 60_000 },
      )
      .toBe('turn-ended')
    expect(paid().length).toBeGreaterThan(0)
    expect(processes).toContain('claude')
    await page.evaluate((id) => {
      history.pushState(null, '', `/sessions/${id}`)
      dispatchEvent(new PopStateEvent('popstate'))
    }, sessionId)
    await page.waitForTimeout(500)
    pages.push(await pageHolds())
    await client.ask('sessions.stop', { sessionId })
    await client.cut()
    await stop()

    const command = [testedProgram]
    const out = join(home.root, 'everything.zip')
    const told = execFileSync(process.execPath, [...command, 'export', '--out', out], {
      env: home.env,
      encoding: 'utf8',
    })
    const archive = [...(await readArchive(out)).entries()]
    const fileTexts = filesBelow(home.root)
      .filter((path) => path !== out)
      .map((path) => [path, readFileSync(path, 'latin1')] as const)
    const textsOf = (part: RegExp) =>
      fileTexts.filter(([path]) => part.test(path)).map(([, text]) => text)

    const withoutKeys: Readonly<Record<string, readonly string[]>> = {
      frames,
      pages,
      console: heard.filter((text) => !text.includes('is not a function')),
      printed: [output.text(), told],
      processes: [processes],
      reports: sinks.all.map(({ path, headers, body }) => path + headers + body),
      log: textsOf(/logs\/mstro\.log/),
      audit: textsOf(/logs\/bouncer-audit/),
      ledger: textsOf(/logs\/egress/),
      journals: textsOf(/desktop\/sessions\//),
      files: fileTexts.map(([, text]) => text),
      archive: archive.map(([, bytes]) => bytes.toString('latin1')),
    }
    for (const [sink, texts] of Object.entries(withoutKeys)) {
      expect(texts.join('').length, `${sink} was looked at`).toBeGreaterThan(
        sink === 'console' ? -1 : 20,
      )
      for (const secret of secrets) {
        expect(
          texts.some((text) => text.includes(secret)),
          `${secret} in ${sink}`,
        ).toBe(false)
      }
    }
    for (const sink of ['reports', 'log', 'audit', 'ledger', 'archive']) {
      const isThere = withoutKeys[sink]?.some((text) => text.includes(projectToken))
      expect(isThere, `the token of the project in ${sink}`).toBe(false)
    }
    // The search itself finds what is there: the transcript is what the agent saw.
    expect(withoutKeys.journals?.some((text) => text.includes(projectToken))).toBe(true)
    expect(existsSync(join(home.mstroHome, 'desktop/credentials.sealed.json'))).toBe(true)
    await sinks.close()
    await api.close()
  },
)
