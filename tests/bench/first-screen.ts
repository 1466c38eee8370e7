import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { systemClock } from '../../main/kit/clock.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import { openJournal } from '../../main/sessions/journal/index.ts'
import { callIdSchema } from '../../shared/kit/ids.ts'
import type { SessionEvent } from '../../shared/sessions/model.ts'

const repository = resolve(import.meta.dirname, '../..')
const sessionId = 'b0000000-0000-4000-8000-000000000001'
const appendedAtOnce = 1_000

/** Times from the click on a session to its newest event on screen, in milliseconds, one a round. */
export async function measureFirstScreen(options: {
  readonly events: number
  readonly rounds: number
}): Promise<number[]> {
  const root = await mkdtemp(join(tmpdir(), 'first-screen-'))
  const home = join(root, 'mstro')
  await writeSession(join(home, 'desktop', 'sessions', sessionId), options.events)
  const server = await startServer(root, home)
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  try {
    return await timeOpenings(browser, server.url, options.rounds)
  } finally {
    await browser.close()
    server.child.kill('SIGTERM')
    await new Promise((done) => server.child.once('exit', done))
    await rm(root, { recursive: true, force: true })
  }
}

/** A long piece of work: turns of text and calls, and at its end a text to look for. */
async function writeSession(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const journal = await openJournal<SessionEvent>({
    folder,
    clock: systemClock,
    logger: silentLogger,
  })
  const events = sessionOf(count)
  for (let at = 0; at < events.length; at += appendedAtOnce) {
    const written = await journal.append(events.slice(at, at + appendedAtOnce))
    if (!written.ok) throw new Error(written.error.message)
  }
  await journal.close()
}

function sessionOf(count: number): SessionEvent[] {
  const created: SessionEvent = {
    kind: 'created',
    agent: 'rehearsal',
    workspace: tmpdir(),
    title: 'A long session',
    model: null,
    mode: 'default',
    purse: 'none',
  }
  const events: SessionEvent[] = [created]
  for (let turn = 0; events.length < count - 20; turn += 1) events.push(...turnOf(turn))
  events.push({ kind: 'text', blockId: 'last', text: 'The last words', parentCallId: null })
  return events
}

function turnOf(turn: number): SessionEvent[] {
  const callId = callIdSchema.parse(`call-${turn}`)
  const parentCallId = null
  const text = `Step ${turn} looks at the ledger and writes down what it finds. `.repeat(4)
  return [
    { kind: 'prompted', promptId: `p-${turn}`, text: `Do step ${turn}`, by: 'bench' },
    { kind: 'turn-started', promptId: `p-${turn}` },
    { kind: 'text', blockId: `b-${turn}`, text, parentCallId },
    {
      kind: 'tool-called',
      callId,
      tool: 'Bash',
      input: { command: `npm test -- step-${turn}` },
      parentCallId,
    },
    {
      kind: 'decided',
      callId,
      decision: 'allow',
      layer: 'pattern',
      rules: [],
      reason: 'Everything this call does stays inside the project.',
      explanation: [],
      effects: [],
      spans: [],
      entry: turn + 1,
      latencyUs: 40,
    },
    {
      kind: 'tool-finished',
      callId,
      isError: false,
      output: 'ok\n'.repeat(20),
      cut: false,
      changed: null,
      durationMs: 8,
    },
    {
      kind: 'turn-ended',
      outcome: 'completed',
      failure: null,
      usage: null,
      costUsd: null,
      durationMs: 20,
    },
  ]
}

async function startServer(
  root: string,
  home: string,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = [join(repository, 'out/main/headless.js'), 'serve', '--home', home, '--no-open']
  const env = { PATH: '/usr/bin:/bin', HOME: root }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8')
  for await (const text of child.stdout) {
    printed += text
    const url = /http:\S+#ticket=\w+/.exec(printed)?.[0]
    if (url) return { child, url }
  }
  throw new Error(`the server ended: ${printed}`)
}

async function timeOpenings(browser: Browser, url: string, rounds: number): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.getByRole('button', { name: 'Bouncer', exact: true }).click()
    await page.getByRole('heading', { name: 'Bouncer' }).waitFor()
    times.push(await timeOne(page))
  }
  return times
}

/** Measured inside the page, from the click to the frame after the last words stand in the document. */
function timeOne(page: Page): Promise<number> {
  return page.evaluate(
    (path) =>
      new Promise<number>((done) => {
        const from = performance.now()
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
        const look = () => {
          const log = document.querySelector('[role="log"]')
          if (log?.textContent?.includes('The last words')) done(performance.now() - from)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    `/session/${sessionId}`,
  )
}
