import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../../../main/app/app.ts'
import { compose } from '../../../main/app/compose.ts'
import type { Ports } from '../../../main/app/ports.ts'
import type { Caller } from '../../../main/kit/handlers.ts'
import type { Keychain } from '../../../main/kit/keychain.ts'
import type { InputOf, OutputOf, ProcedureName } from '../../../shared/contract.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { JournalledEvent, SessionSummary } from '../../../shared/sessions/model.ts'

/** Longest wait for anything in these tests, in milliseconds. */
const patienceMs = 20_000

/** The whole app on a throw-away home, driven through its handlers as a client would. */
export interface AppUnderTest {
  readonly home: string
  readonly app: App
  call<N extends ProcedureName>(
    name: N,
    input: InputOf<N>,
    by?: string,
  ): Promise<Result<OutputOf<N>, Failure>>
  /** The same, for calls that must succeed. */
  ask<N extends ProcedureName>(name: N, input: InputOf<N>, by?: string): Promise<OutputOf<N>>
  events(sessionId: SessionId): Promise<readonly JournalledEvent[]>
  until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T>
  untilState(sessionId: SessionId, state: SessionSummary['state']): Promise<SessionSummary>
  untilWaiting(sessionId: SessionId): Promise<InboxItem>
  stop(): Promise<void>
}

const noKeychain: Keychain = {
  get: async () => ({ status: 'unavailable', detail: 'none in tests' }),
  set: async () => 'unavailable',
  remove: async () => 'unavailable',
  personActs: () => undefined,
}

/** Makes an empty home for one test. */
export async function freshHome(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'app-home-')))
}

/** Starts the app on a home folder; a second start on the same one is a restart. */
export async function startApp(home: string, more: Partial<Ports> = {}): Promise<AppUnderTest> {
  const app = await compose({
    host: 'browser',
    home: join(home, 'mstro-home'),
    userHome: home,
    environment: { PATH: process.env.PATH ?? '', HOME: home },
    keychain: noKeychain,
    rehearsalPaceMs: 0,
    pickFolder: async () => null,
    ...more,
  })

  const call: AppUnderTest['call'] = (name, input, by = 'test') => {
    const caller: Caller = { wire: 'ipc', role: 'owner', name: by }
    return app.handlers[name](input, caller)
  }
  const ask: AppUnderTest['ask'] = async (name, input, by) => {
    const answer = await call(name, input, by)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
    return answer.value
  }
  const events: AppUnderTest['events'] = async (sessionId) =>
    (await ask('sessions.read', { sessionId, limit: 2_000 })).events as JournalledEvent[]
  const until: AppUnderTest['until'] = async (what, look) => {
    for (const end = performance.now() + patienceMs; performance.now() < end; ) {
      const found = await look()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    throw new Error(`waited in vain for ${what}`)
  }

  return {
    home,
    app,
    call,
    ask,
    events,
    until,
    untilState: (sessionId, state) =>
      until(`${sessionId} to be ${state}`, async () => {
        const { sessions } = await ask('sessions.list', {})
        return sessions.find((one) => one.id === sessionId && one.state === state)
      }),
    untilWaiting: (sessionId) =>
      until(`a question of ${sessionId}`, async () => {
        const { items } = await ask('inbox.list', {})
        return items.find((one) => one.sessionId === sessionId && one.state.status === 'waiting')
      }),
    stop: () => app.stop(),
  }
}

/** Removes a home. */
export async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true })
}
