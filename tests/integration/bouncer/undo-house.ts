import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { judgeByPattern } from '../../../main/bouncer/index.ts'
import { createUndo, type Undo } from '../../../main/bouncer/undo/undo.ts'
import type { UndoDeps } from '../../../main/bouncer/undo/undo-deps.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Copy, Preview, RestoreReport } from '../../../shared/bouncer/undo.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'
import { until } from '../app/until.ts'

const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const

/** A project with real files and real git, and undo over it. */
export interface UndoHouse {
  readonly root: string
  readonly project: string
  readonly store: string
  readonly undo: Undo
  readonly announced: { readonly name: string; readonly payload: unknown }[]
  /** Moves the clock, in milliseconds. */
  later(ms: number): void
  git(...args: readonly string[]): string
  write(name: string, text: string): void
  /** A question about a command as the Bouncer would put it. */
  question(command: string): InboxItem
  /** Counts to the end. */
  preview(item: InboxItem): Promise<Preview | null>
  /** Says that the question was answered with yes; then the command runs. */
  approve(item: InboxItem): Promise<{ readonly status: string; readonly why?: string }>
  run(command: string): void
  copies(): Promise<readonly Copy[]>
  restore(id: Copy['id'], newer?: 'beside' | 'replace'): Promise<RestoreReport>
  /** Opens the same store again, as a start of the app does. */
  reopen(): Promise<UndoHouse>
  close(): Promise<void>
}

/** Builds the house; `folder` takes the store elsewhere. */
export async function openUndoHouse(
  more: Partial<UndoDeps> & { readonly root?: string } = {},
): Promise<UndoHouse> {
  const root = more.root ?? realpathSync(mkdtempSync(join(tmpdir(), 'undo-')))
  const project = join(root, 'project')
  mkdirSync(project, { recursive: true })
  const announced: { name: string; payload: unknown }[] = []
  const questions = new Map<string, InboxItem>()
  let offsetMs = 0
  const clock = { now: () => Date.now() + offsetMs, elapsed: () => performance.now() }
  const folder = more.folder ?? join(root, 'home', 'desktop', 'undo')
  const environment = { PATH: '/usr/bin:/bin', HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  const undo = await createUndo({
    home: join(root, 'home'),
    userHome: root,
    path: '/usr/bin:/bin',
    clock,
    logger: silentLogger,
    announce: (name, payload) => void announced.push({ name, payload }),
    newId: () => randomUUID(),
    settings: () => ({ callBytes: 500_000_000, totalBytes: 2_000_000_000, retentionDays: 30 }),
    question: (id) => questions.get(id),
    ...more,
    folder,
  })
  const run = (command: string) =>
    void execFileSync('/bin/sh', ['-c', command], {
      cwd: project,
      env: environment,
      stdio: 'ignore',
    })
  const house: UndoHouse = {
    ...{ root, project, store: folder, undo, announced, run },
    later: (ms) => {
      offsetMs += ms
    },
    git: (...args) =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.org', ...args], {
        ...{ cwd: project, env: environment, encoding: 'utf8' },
      }).trim(),
    write(name, text) {
      mkdirSync(dirname(join(project, name)), { recursive: true })
      writeFileSync(join(project, name), text)
    },
    question(command) {
      const call: ToolCall = {
        ...{ id: callIdSchema.parse(randomUUID()), sessionId: sessionIdSchema.parse('s1') },
        ...{ tool: 'Bash', input: { command }, cwd: project, workspace: project, home: root },
      }
      const verdict = judgeByPattern(call)
      const id = inboxIdSchema.parse(randomUUID())
      const item: InboxItem = {
        ...{ id, sessionId: call.sessionId, callId: call.id, createdAt: clock.now() },
        body: { kind: 'approval', call, verdict, entry: 1, agentReason: null },
        ...{ setAsideUntil: null, state: { status: 'waiting' } },
      }
      questions.set(id, item)
      return item
    },
    preview: (item) =>
      until('the preview', async () => {
        const answer = await undo.handlers['bouncer.preview']({ inboxId: item.id }, caller)
        if (!answer.ok) throw new Error(answer.error.message)
        const { preview } = answer.value
        return preview === null ? { none: true } : preview.status !== 'counting' && { preview }
      }).then((found) => ('preview' in found ? found.preview : null)),
    async approve(item) {
      const kept = await undo.keepFor(item)
      return kept.status === 'go' ? { status: 'go' } : kept
    },
    async copies() {
      const answer = await undo.handlers['bouncer.copies']({}, caller)
      if (!answer.ok) throw new Error(answer.error.message)
      return answer.value.copies
    },
    async restore(id, newer = 'beside') {
      const answer = await undo.handlers['bouncer.restore']({ id, newer }, caller)
      if (!answer.ok) throw new Error(answer.error.message)
      return answer.value
    },
    async reopen() {
      await undo.close()
      return openUndoHouse({ ...more, root, folder })
    },
    async close() {
      await undo.close()
      // What git does in the background may still write.
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
  return house
}
