import { existsSync } from 'node:fs'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { undoErrors } from '../../../shared/bouncer/undo-errors.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import { failure } from '../../../shared/kit/failure.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { DataOwner } from '../../kit/data-owner.ts'
import { createCopiesOwner } from './copies-owner.ts'
import { createCopyStore } from './copy-store.ts'
import type { Job } from './jobs.ts'
import { type Kept, keepBefore } from './keep-before.ts'
import { countMs, createKeeper, keepMs } from './keeper.ts'
import { storePlaces } from './kept-things.ts'
import { createPreviews } from './previews.ts'
import type { UndoDeps } from './undo-deps.ts'
import { type UndoHandlers, undoHandlers } from './undo-handlers.ts'

/** Says what calls destroy, copies it before an approved one runs, and puts it back. */
export interface Undo {
  /** To be awaited before an approved call runs; never rejects. */
  keepFor(item: InboxItem): Promise<Kept>
  /** The same for a call that a grant or the AI layer let through. */
  keepForGrant(call: ToolCall, verdict: Verdict): Promise<Kept>
  /** Makes a copy with a question that a terminal asks; what to say about it, null for nothing. */
  keepForTerminal(call: ToolCall, verdict: Verdict): Promise<string | null>
  readonly handlers: UndoHandlers
  readonly dataOwner: DataOwner
  close(): Promise<void>
}

/** The agent's own program waits 30 s for a call that needs no answer. */
const GRANT_MS = 20_000

/** Opens the store and cleans up what a copy left that did not come to its end. */
export async function createUndo(deps: UndoDeps): Promise<Undo> {
  const places = storePlaces(deps.folder)
  const store = createCopyStore(places)
  const keeper = createKeeper(store, deps)
  const { limits, trim, changed } = keeper
  const previews = createPreviews({
    ...{ clock: deps.clock, logger: deps.logger, announce: deps.announce, limits },
    count: (job, more) => keeper.run(job, 1.5 * (deps.countMs ?? countMs), more),
  })
  const keeping = (patienceMs: number) => ({
    ...{ clock: deps.clock, newId: deps.newId, store, limits, trim, changed },
    keep: (job: Extract<Job, { kind: 'keep' }>) => keeper.run(job, patienceMs),
  })

  const isAllowed = (id: InboxId) => {
    const state = deps.question(id)?.state
    return state?.status === 'answered' && state.answer.kind === 'allow'
  }

  await store.load()
  // Nobody waits for what a copy left that did not come to its end.
  if (existsSync(deps.folder))
    void store
      .alone(keeper.sweep)
      .catch((error: unknown) => deps.logger.warn('the copies were not cleaned up', { error }))

  return {
    async keepFor(item) {
      if (item.body.kind !== 'approval') return { status: 'go', copy: null }
      const { call, verdict } = item.body
      const said = previews.said(item.id)
      const approved = { call, verdict, inboxId: item.id, reason: 'person', said } as const
      const kept = await keepBefore(approved, keeping(keepMs))
      // The question is answered: what could only be asked is a refusal now.
      return kept.status === 'ask' ? { status: 'deny', why: kept.why } : kept
    },
    keepForGrant(call, verdict) {
      const said = previews.saidOf(call, isAllowed)
      const approved = { call, verdict, inboxId: null, reason: 'grant', said } as const
      return keepBefore(approved, keeping(GRANT_MS))
    },
    async keepForTerminal(call, verdict) {
      const approved = { call, verdict, inboxId: null, reason: 'terminal', said: null } as const
      const kept = await keepBefore(approved, keeping(GRANT_MS))
      if (kept.status !== 'go') return failure(undoErrors, 'undo.terminal-without').message
      if (kept.copy === null) return null
      const { files, git } = kept.copy
      const what = files === 0 ? git.map(({ verb }) => verb).join(', ') : `${files} files`
      return failure(undoErrors, 'undo.terminal-kept', { what }).message
    },
    handlers: undoHandlers({ deps, store, keeper, previews }),
    dataOwner: createCopiesOwner({
      ...{ places, store, home: deps.home, keeper },
      retentionDays: () => deps.settings().retentionDays,
    }),
    async close() {
      previews.close()
      keeper.close()
      await store.alone(async () => undefined)
    },
  }
}
