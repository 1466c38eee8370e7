import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLateSessions } from '../../../main/app/late-sessions.ts'
import { type Audit, createAudit } from '../../../main/audit/index.ts'
import {
  checkGrant,
  createBouncer,
  createGiving,
  createGrants,
  createUndo,
  type Grants,
  giveUnfinished,
  type Undo,
} from '../../../main/bouncer/index.ts'
import type { BouncerDeps } from '../../../main/bouncer/judge.ts'
import {
  createCredentials,
  createSealedFile,
  openNameIndex,
} from '../../../main/credentials/index.ts'
import { createInbox, type Inbox } from '../../../main/inbox/index.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { createSpawn } from '../../../main/kit/spawn.ts'
import { createRing, createSessions, type Sessions } from '../../../main/sessions/index.ts'
import { createSettings } from '../../../main/settings/index.ts'
import { createWorkspaces } from '../../../main/workspace/index.ts'
import type { GrantDraft } from '../../../shared/bouncer/grants.ts'
import type { InboxAnswer } from '../../../shared/inbox/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { until } from '../app/until.ts'
import { createPuppets, type PuppetRun } from './puppet-agent.ts'

/** The features around sessions, all real but the agent. */
export interface PuppetHouse {
  readonly inbox: Inbox
  readonly audit: Audit
  readonly grants: Grants
  readonly sessions: Sessions
  readonly undo: Undo
  /** How much copies may take; tests change it. */
  readonly copies: { callBytes: number; totalBytes: number; retentionDays: number | null }
  readonly workspace: string
  readonly notices: string[]
  /** Starts a session and returns it with its run. */
  begin(): Promise<{ readonly id: SessionId; readonly run: PuppetRun }>
  /** The run with that number, from 0, once it has a prompt. */
  run(number: number): Promise<PuppetRun>
  /** Every run so far. */
  runs(): readonly PuppetRun[]
  events(id: SessionId): Promise<readonly JournalledEvent[]>
  /** Whether a question waits in a session, to be awaited. */
  waitsIn(id: SessionId): () => Promise<boolean>
  /** Answers the question that waits in a session. */
  answer(id: SessionId, kind: 'allow' | 'deny', note?: string): Promise<void>
  /** Allows the question that waits in a session, and more. */
  grant(id: SessionId, draft: GrantDraft): Promise<void>
  stop(): Promise<void>
}

const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const

/** Builds the house on a folder; a second one on the same folder is a restart. Facts about the machine are looked up where `more` brings them. */
export async function openPuppetHouse(
  folder: string,
  more: Partial<BouncerDeps> = {},
): Promise<PuppetHouse> {
  const { driver, runs } = createPuppets()
  const copies = { callBytes: 500e6, totalBytes: 5e9, retentionDays: 30 }
  const notices: string[] = []
  const workspace = join(folder, 'project')
  await mkdir(workspace, { recursive: true })
  const base = {
    home: join(folder, 'home'),
    userHome: folder,
    clock: systemClock,
    logger: silentLogger,
    announce: () => undefined,
    notify: ({ message }: { readonly message: string }) => void notices.push(message),
    newId: () => randomUUID(),
  }
  const at = (name: string) => join(base.home, name)
  await mkdir(base.home, { recursive: true })
  const unavailable = async () => 'unavailable' as const
  const keychain = {
    get: async () => ({ status: 'unavailable', detail: '' }) as const,
    set: unavailable,
    remove: unavailable,
    personActs: () => undefined,
  }
  const settings = await createSettings({ ...base, path: at('settings.json') })
  const credentials = createCredentials({
    ...base,
    keychain,
    file: createSealedFile({ path: at('credentials.sealed.json'), clock: base.clock }),
    index: await openNameIndex({ ...base, path: at('credentials.json') }),
    test: async () => ({ outcome: 'works', detail: '' }),
  })
  const inbox = await createInbox({
    ...{ ...base, folder: at('inbox'), retentionDays: () => 7, checkGrant },
  })
  const redact = <T>(value: T) => value
  const audit = await createAudit({ ...base, folder: at('logs'), redact, headKey: null })
  const grants = await createGrants({
    ...{ ...base, path: at('grants.json') },
    questions: () => inbox.list().map(({ id }) => id),
  })
  const late = createLateSessions()
  const giveGrant = createGiving({ ...base, grants, audit, given: late.given })
  const undo = await createUndo({
    ...{ ...base, path: '/usr/bin:/bin', folder: at('undo') },
    question: (id) => inbox.list().find((item) => item.id === id),
    settings: () => copies,
  })
  const bouncer = createBouncer({
    ...{ ...base, audit, grants, giveGrant, undo },
    grant: (call) => inbox.takeGrant(call),
    ...more,
  })
  await giveUnfinished(inbox.list(), { giveGrant, since: 0 })
  const pickFolder = async () => null
  const folders = { path: at('workspaces.json'), appHome: base.home, pickFolder }
  const workspaces = await createWorkspaces({ ...base, ...folders })
  const sessions = await createSessions({
    ...base,
    ...{ settings, credentials, inbox, bouncer, workspaces, drivers: [driver] },
    ring: createRing({
      ...{ spawn: createSpawn(), userHome: base.userHome, home: base.home },
      ...{ letThrough: () => [], hookFolders: async () => [] },
    }),
    folder: at('sessions'),
    makeScratch: async () => workspace,
    removeScratch: async () => undefined,
    scratchBytes: async () => null,
    async isAnswerRecorded({ id }) {
      const { entries } = await audit.query({ filter: { text: id }, limit: 10 })
      return entries.some((entry) => entry.kind === 'answer')
    },
  })

  late.know({ ...base, sessions, inbox, bouncer })

  const run = (number: number) =>
    until(`run ${number}`, () => {
      const found = runs[number]
      return found && found.prompts.length > 0 ? found : null
    })

  const answer = async (sessionId: SessionId, given: InboxAnswer) => {
    const item = await until('a question', () =>
      inbox.list().find((one) => one.sessionId === sessionId && one.state.status === 'waiting'),
    )
    const answered = await inbox.answer(item.id, given, 'phone')
    if (!answered.ok) throw new Error(answered.error.message)
  }

  return {
    ...{ inbox, audit, grants, sessions, notices, run },
    ...{ undo, copies, workspace },
    runs: () => runs,
    async begin() {
      const number = runs.length
      const input = { agent: 'claude-code', workspace, prompt: 'Do it.' } as const
      const started = await sessions.handlers['sessions.start'](input, caller)
      if (!started.ok) throw new Error(started.error.message)
      return { id: started.value.id, run: await run(number) }
    },
    async events(sessionId) {
      const read = await sessions.handlers['sessions.read']({ sessionId, limit: 2_000 }, caller)
      if (!read.ok) throw new Error(read.error.message)
      return read.value.events as JournalledEvent[]
    },
    waitsIn: (id) => async () =>
      (await sessions.list()).find((one) => one.id === id)?.waiting === 1,
    answer: (id, kind, note = '') => answer(id, kind === 'allow' ? { kind } : { kind, note }),
    grant: (id, draft) => answer(id, { kind: 'allow', grant: draft }),
    async stop() {
      await sessions.stop()
      await undo.close()
      await audit.close()
    },
  }
}
