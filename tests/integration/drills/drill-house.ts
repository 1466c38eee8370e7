import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import type { Notice } from '../../../shared/app/contract.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import type { Scripts } from '../../fakes/messages-api-script.ts'
import {
  type AppOptions,
  endAllApps,
  makePlace,
  type Place,
  type RunningApp,
  startApp,
} from '../app/running-app.ts'
import { until } from '../app/until.ts'
import type { AppClient } from '../app/ws-client.ts'
import { realClis } from '../claude/real-cli.ts'
import { measureMachine } from './machine-lag.ts'

/** The newest Claude Code of the pinned ones; without it drills count as skipped. */
export const realCli = realClis.at(-1) ?? null

/** Ends the titles of drills that need the real agent. */
export const whyNoCli = realCli ? '' : ' (skipped: no Claude Code in .cache/claude)'

/** A real app as a process of its own, the real agent with a scripted model, and a client that is told what a page is told. */
export interface DrillHouse {
  readonly place: Place
  readonly project: string
  /** Of programs that are started in a terminal. */
  readonly environment: Readonly<Record<string, string>>
  readonly app: RunningApp
  readonly client: AppClient
  /** Starts the app on the home of the house, the first time or again. */
  open(options?: AppOptions): Promise<void>
  /** Starts a session of the agent in the project with a script of the model. */
  begin(script: string): Promise<SessionId>
  /** Everything of a session that a page was told so far. */
  events(id: SessionId): readonly JournalledEvent[]
  /** Waits until a session is in a state. */
  untilState(id: SessionId, state: string): Promise<void>
  /** Waits until a page was told of a question of a session. */
  untilAsked(id: SessionId): Promise<InboxItem>
  /** Notices that stand on a page, those of the start first. */
  notices(): readonly Notice[]
}

/** How a house differs. */
export interface HouseOptions {
  readonly scripts?: Scripts
  /** Makes the program that stands in the place of the real agent, and yields its path. */
  program?(folder: string): string
  /** Prepares the home before the app starts for the first time. */
  prepare?(home: string): Promise<unknown>
}

const key = 'sk-ant-api03-a-key-of-a-drill-0123'
const closers: (() => Promise<void>)[] = []

/** Ends after each test of the file what it has built. */
export function closeHousesAfterEach(): void {
  afterEach(async () => {
    await endAllApps()
    for (const close of closers.splice(0)) await close()
  })
}

/** Builds a house and starts its app. */
export async function openHouse(
  options: HouseOptions = {},
  start: AppOptions = {},
): Promise<DrillHouse> {
  await measureMachine()
  const place = await makePlace()
  const api = await startMessagesApi(options.scripts ? { scripts: options.scripts } : {})
  closers.push(async () => {
    await api.close()
    await place.remove()
  })
  const project = join(place.folder, 'project')
  mkdirSync(join(project, '.git'), { recursive: true })
  const bin = join(place.folder, 'bin')
  mkdirSync(bin)
  const program = options.program?.(bin) ?? realCli?.program
  if (program && dirname(program) !== bin) symlinkSync(program, join(bin, 'claude'))
  await options.prepare?.(place.home)
  const house = furnish(place, project, api)
  await house.open(start)
  return house
}

function furnish(place: Place, project: string, api: MessagesApi): DrillHouse {
  const path = [join(place.folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':')
  let app: RunningApp | null = null
  let client: AppClient | null = null
  let atStart: readonly Notice[] = []
  const theClient = (): AppClient => {
    if (client === null) throw new Error('the app was not started')
    return client
  }
  const payloads = <T>(name: string): T[] =>
    theClient()
      .events('app')
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as T)

  return {
    ...{ place, project },
    environment: {
      ...{ PATH: path, HOME: place.folder, ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: api.url },
      ...{ CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
    },
    get app() {
      if (app === null) throw new Error('the app was not started')
      return app
    },
    get client() {
      return theClient()
    },
    async open(more = {}) {
      app = startApp(place, {
        ...more,
        env: { ANTHROPIC_BASE_URL: api.url, PATH: path, ...more.env },
      })
      client = await app.open()
      const { cursor, notices } = await client.ask('app.snapshot', {})
      atStart = notices
      client.follow('app', cursor)
    },
    begin: (script) => begin(theClient(), project, script),
    events: (id) =>
      theClient()
        .events(`session/${id}`)
        .map(({ payload }) => payload as JournalledEvent),
    async untilState(id, state) {
      await until(`a session that is ${state}`, async () => {
        const { sessions } = await theClient().ask('sessions.list', {})
        return sessions.some((one) => one.id === id && one.state === state)
      })
    },
    untilAsked: (id) =>
      until('a question', () =>
        payloads<InboxItem>('inbox.changed').find(
          (item) => item.sessionId === id && item.state.status === 'waiting',
        ),
      ),
    notices() {
      const gone = payloads<Pick<Notice, 'id'>>('app.noticeDismissed').map(({ id }) => id)
      const all = [...atStart, ...payloads<Notice>('app.noticed')]
      return all.filter(({ id }) => !gone.includes(id))
    },
  }
}

async function begin(client: AppClient, workspace: string, script: string): Promise<SessionId> {
  const { credentials } = await client.ask('app.snapshot', {})
  if (credentials.every(({ status }) => status !== 'stored')) {
    const name = 'anthropic-api-key'
    await client.ask('credentials.store', { name, secret: key, testFirst: false })
    await client.ask('settings.change', { purse: 'api-key' })
  }
  const { fingerprint } = await client.ask('workspace.inspect', { path: workspace })
  await client.ask('workspace.decideTrust', { path: workspace, trust: 'limited', fingerprint })
  const wanted = { agent: 'claude-code', workspace, prompt: `@@${script}` } as const
  const { id } = await client.ask('sessions.start', wanted)
  const { epoch } = await client.ask('sessions.read', { sessionId: id, limit: 1 })
  client.follow(`session/${id}`, { epoch, seq: 0 })
  return id
}
