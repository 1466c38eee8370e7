import { symlinkSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { type AppOptions, type Place, startApp } from '../app/running-app.ts'
import { until, within } from '../app/until.ts'
import type { AppClient } from '../app/ws-client.ts'
import type { RealCli } from '../claude/real-cli.ts'

/** A connection as it was asked for. */
export interface Connection {
  readonly kind: 'tcp' | 'udp' | 'name'
  readonly host: string
  readonly port: number
}

/** What a day came to. */
export interface Day {
  readonly connections: readonly Connection[]
  readonly ledger: readonly EgressEntry[]
  /** Port of the model service on the loopback. */
  readonly servicePort: number
  /** Requests that arrived at the model service. */
  readonly arrived: number
}

/** What a day may have besides what is always in it. */
export interface DayOptions extends AppOptions {
  /** The agent for the session; without it there is none. */
  readonly cli: RealCli | null
}

const key = 'sk-ant-api03-a-key-of-the-day-0123'

/** Lives a day with the app as a process of its own: start, rehearsal, key test, session, settings, export, offline, stop. */
export async function liveDay(place: Place, options: DayOptions): Promise<Day> {
  const api = await startMessagesApi({ scripts: { hello: [[{ text: 'hello' }]] } })
  const notes = join(place.folder, 'connections.jsonl')
  const bin = join(place.folder, 'bin')
  await mkdir(bin)
  if (options.cli) symlinkSync(options.cli.program, join(bin, 'claude'))
  const app = startApp(place, {
    ...options,
    preloads: ['quick-rehearsal', noting, ...(options.preloads ?? [])],
    env: {
      NOTE_CONNECTIONS: notes,
      ANTHROPIC_BASE_URL: api.url,
      PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
      ...options.env,
    },
  })
  try {
    await liveThrough(await app.open(), place, options.cli)
    await stop(place, app.ended)
    return await tell(place, notes, api)
  } finally {
    await api.close()
  }
}

const noting = '../../privacy/preload/note-connections'

async function liveThrough(client: AppClient, place: Place, cli: RealCli | null): Promise<void> {
  await client.ask('app.snapshot', {})
  await rehearse(client)
  const name = 'anthropic-api-key'
  await client.ask('credentials.store', { name, secret: key, testFirst: true })
  await client.ask('credentials.test', { name })
  if (cli) await work(client, place)
  await client.ask('settings.change', { theme: 'dark', offline: true })
  const refused = await client.call('credentials.test', { name })
  if (refused.ok && refused.value.outcome === 'works') throw new Error('a key was tested offline')
  await fetchExport(client)
  await client.ask('audit.verify', {})
}

/** Fetches an export over the socket, as a page does. */
async function fetchExport(client: AppClient): Promise<void> {
  await client.ask('privacy.startExport', { to: 'download' })
  const done = await until('the export', async () => {
    const status = await client.ask('privacy.exportStatus', {})
    return status.status === 'done' ? status : null
  })
  let bytes = 0
  for (let offset: number | null = 0; offset !== null; ) {
    const part: { readonly base64: string; readonly next: number | null } = await client.ask(
      'privacy.readExport',
      { id: done.id, offset },
    )
    bytes += Buffer.from(part.base64, 'base64').length
    offset = part.next
  }
  if (bytes !== done.bytes) throw new Error(`${bytes} of ${done.bytes} bytes came`)
  await client.ask('privacy.dropExport', {})
}

async function untilState(client: AppClient, id: SessionId, state: string): Promise<void> {
  await until(`a session that is ${state}`, async () => {
    const { sessions } = await client.ask('sessions.list', {})
    return sessions.find((one) => one.id === id)?.state === state
  })
}

async function rehearse(client: AppClient): Promise<void> {
  const start = { agent: 'rehearsal', workspace: '', prompt: 'Make the check pass.' } as const
  const { id } = await client.ask('sessions.start', start)
  await untilState(client, id, 'waiting')
  const { items } = await client.ask('inbox.list', {})
  const item = items.find(({ sessionId }) => sessionId === id)
  if (!item) throw new Error('no question')
  await client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  await untilState(client, id, 'finished')
}

async function work(client: AppClient, place: Place): Promise<void> {
  const workspace = join(place.folder, 'project')
  await mkdir(workspace)
  await client.ask('settings.change', { purse: 'api-key' })
  const { fingerprint } = await client.ask('workspace.inspect', { path: workspace })
  await client.ask('workspace.decideTrust', { path: workspace, trust: 'limited', fingerprint })
  const start = { agent: 'claude-code', workspace, prompt: '@@hello' } as const
  const { id } = await client.ask('sessions.start', start)
  await untilState(client, id, 'finished')
  await client.ask('sessions.stop', { sessionId: id })
}

/** Ends the app by its own number: it may run under a tracer. */
async function stop(place: Place, ended: Promise<unknown>): Promise<void> {
  const owner = await readFile(join(place.home, 'desktop', 'owner.json'), 'utf8')
  const pid = Number(/"pid":\s*(\d+)/.exec(owner)?.[1])
  process.kill(pid, 'SIGTERM')
  await within('the end of the app', ended)
}

async function tell(place: Place, notes: string, api: MessagesApi): Promise<Day> {
  return {
    connections: await linesOf<Connection>(notes),
    ledger: await linesOf<EgressEntry>(join(place.home, 'logs', 'egress.jsonl')),
    servicePort: Number(new URL(api.url).port),
    arrived: api.requests.length,
  }
}

async function linesOf<T>(path: string): Promise<readonly T[]> {
  const text = await readFile(path, 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

/** Connections and looked-up names that no entry of the ledger accounts for; one entry accounts for one connection. */
export function unaccounted({
  connections,
  ledger,
}: Pick<Day, 'connections' | 'ledger'>): readonly Connection[] {
  const open = ledger
    .filter(({ outcome }) => outcome !== 'offline')
    .map(({ host, port }) => `${host}:${port}`)
  const hosts = new Set(ledger.map(({ host }) => host))
  return connections.filter(({ kind, host, port }) => {
    if (kind === 'name') return !hosts.has(host)
    const at = kind === 'tcp' ? open.indexOf(`${host}:${port}`) : -1
    if (at >= 0) open.splice(at, 1)
    return at < 0
  })
}
