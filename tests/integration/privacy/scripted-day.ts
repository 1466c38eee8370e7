import { symlinkSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { PageError } from '../../../shared/telemetry/model.ts'
import { signIn } from '../../fakes/claude-login.ts'
import { type CompanyProxy, openCompanyProxy } from '../../fakes/company-proxy.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
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
  /** Requests that arrived at the model service and at the receivers of telemetry. */
  readonly arrived: number
  /** Port of the company's proxy, through which everything goes that is meant for another machine. */
  readonly proxyPort: number
  /** Tunnels that it was asked for, all of which it refused. */
  readonly refusedTunnels: number
}

/** What a day may have besides what is always in it. */
export interface DayOptions extends AppOptions {
  /** The agent for the session; without it there is none. */
  readonly cli: RealCli | null
}

const key = 'sk-ant-api03-a-key-of-the-day-0123'

interface World {
  readonly api: MessagesApi
  readonly sinks: Sinks
  readonly proxy: CompanyProxy
}

/** Lives a day with the app as a process of its own: start, rehearsal, telemetry, key test, sessions of both purses, settings, export, offline, stop. */
export async function liveDay(place: Place, options: DayOptions): Promise<Day> {
  const api = await startMessagesApi({ scripts: { hello: [[{ text: 'hello' }]] } })
  const sinks = await openSinks()
  const proxy = await openCompanyProxy(() => api.url)
  const world = { api, sinks, proxy }
  const operatorFile = join(place.folder, 'operator.json')
  await writeOperator(operatorFile, sinks)
  const notes = join(place.folder, 'connections.jsonl')
  const bin = join(place.folder, 'bin')
  await mkdir(bin)
  if (options.cli) {
    symlinkSync(options.cli.program, join(bin, 'claude'))
    signIn(place.folder, 'http://model.service.example')
  }
  const app = startApp(place, {
    ...options,
    preloads: ['quick-rehearsal', noting, ...(options.preloads ?? [])],
    env: {
      NOTE_CONNECTIONS: notes,
      ANTHROPIC_BASE_URL: api.url,
      MSTRO_OPERATOR_FILE: operatorFile,
      http_proxy: proxy.url,
      https_proxy: proxy.url,
      PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
      ...options.env,
    },
  })
  try {
    await liveThrough(await app.open(), place, { ...world, cli: options.cli })
    await stop(place, app.ended)
    return await tell(place, notes, world)
  } finally {
    proxy.close()
    await sinks.close()
    await api.close()
  }
}

const noting = '../../privacy/preload/note-connections'

async function liveThrough(
  client: AppClient,
  place: Place,
  { cli, sinks }: World & Pick<DayOptions, 'cli'>,
): Promise<void> {
  await client.ask('app.snapshot', {})
  await rehearse(client)
  const name = 'anthropic-api-key'
  await client.ask('credentials.store', { name, secret: key, testFirst: true })
  await client.ask('credentials.test', { name })
  await report(client, sinks)
  if (cli) await work(client, place)
  await client.ask('settings.change', { theme: 'dark', offline: true })
  const sent = sinks.all.length
  await client.ask('telemetry.reportPageError', pageError)
  const refused = await client.call('credentials.test', { name })
  if (refused.ok && refused.value.outcome === 'works') throw new Error('a key was tested offline')
  if (cli) await refuseOffline(client, place)
  await fetchExport(client)
  await client.ask('audit.verify', {})
  if (sinks.all.length > sent) throw new Error('telemetry left in offline mode')
}

const pageError: PageError = {
  ...{ name: 'TypeError', message: 'x is not defined', how: 'error' },
  frames: [],
}

/** Says yes to both kinds and waits for one of each. */
async function report(client: AppClient, sinks: Sinks): Promise<void> {
  await client.ask('telemetry.decide', { errors: true, usage: true })
  await client.ask('settings.change', { density: 'compact' })
  await client.ask('telemetry.reportPageError', pageError)
  await until('a count and a report', () => sinks.usage.length > 0 && sinks.errors.length > 0)
}

async function refuseOffline(client: AppClient, place: Place): Promise<void> {
  await client.ask('settings.change', { purse: 'own-login' })
  const workspace = join(place.folder, 'project')
  const start = { agent: 'claude-code', workspace, prompt: '@@hello' } as const
  const refused = await client.call('sessions.start', start)
  if (refused.ok || refused.error.code !== 'agent.offline') throw new Error('it started offline')
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

async function untilState(client: AppClient, id: SessionId, ...states: string[]): Promise<void> {
  await until(`a session that is ${states.join(' or ')}`, async () => {
    const { sessions } = await client.ask('sessions.list', {})
    return states.includes(sessions.find((one) => one.id === id)?.state ?? '')
  })
}

async function rehearse(client: AppClient): Promise<void> {
  const start = { agent: 'rehearsal', workspace: '', prompt: 'Make the check pass.' } as const
  const { id } = await client.ask('sessions.start', start)
  // Whether anything of it is asked is the Bouncer's matter, not that of this test.
  await untilState(client, id, 'waiting', 'finished')
  const { items } = await client.ask('inbox.list', {})
  const item = items.find(({ sessionId }) => sessionId === id)
  if (item) await client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  await untilState(client, id, 'finished')
}

/** One session for each purse. */
async function work(client: AppClient, place: Place): Promise<void> {
  const workspace = join(place.folder, 'project')
  await mkdir(workspace)
  const { fingerprint } = await client.ask('workspace.inspect', { path: workspace })
  await client.ask('workspace.decideTrust', { path: workspace, trust: 'limited', fingerprint })
  for (const purse of ['own-login', 'api-key'] as const) {
    await client.ask('settings.change', { purse })
    const start = { agent: 'claude-code', workspace, prompt: '@@hello' } as const
    const { id } = await client.ask('sessions.start', start)
    await untilState(client, id, 'finished')
    await client.ask('sessions.stop', { sessionId: id })
  }
}

/** Ends the app by its own number: it may run under a tracer. */
async function stop(place: Place, ended: Promise<unknown>): Promise<void> {
  const owner = await readFile(join(place.home, 'desktop', 'owner.json'), 'utf8')
  const pid = Number(/"pid":\s*(\d+)/.exec(owner)?.[1])
  process.kill(pid, 'SIGTERM')
  await within('the end of the app', ended)
}

async function tell(place: Place, notes: string, { api, sinks, proxy }: World): Promise<Day> {
  return {
    connections: await linesOf<Connection>(notes),
    ledger: await linesOf<EgressEntry>(join(place.home, 'logs', 'egress.jsonl')),
    servicePort: Number(new URL(api.url).port),
    arrived: api.requests.length + sinks.all.length,
    proxyPort: proxy.port,
    refusedTunnels: proxy.asked.filter((one) => one.startsWith('CONNECT')).length,
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
  proxyPort,
}: Pick<Day, 'connections' | 'ledger' | 'proxyPort'>): readonly Connection[] {
  const open = ledger
    .filter(({ outcome }) => outcome !== 'offline')
    // What is meant for another machine goes to the company's proxy first.
    .map(({ host, port }) => (host === '127.0.0.1' ? `${host}:${port}` : `127.0.0.1:${proxyPort}`))
  const hosts = new Set(ledger.map(({ host }) => host))
  return connections.filter(({ kind, host, port }) => {
    if (kind === 'name') return !hosts.has(host)
    const at = kind === 'tcp' ? open.indexOf(`${host}:${port}`) : -1
    if (at >= 0) open.splice(at, 1)
    return at < 0
  })
}
