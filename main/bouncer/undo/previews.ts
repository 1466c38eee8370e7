import { createHash } from 'node:crypto'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Preview } from '../../../shared/bouncer/undo.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { Announce } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/logger.ts'
import { type Destruction, destructionOf } from './destruction.ts'
import type { Job, JobResults } from './jobs.ts'
import type { CopyLimits } from './summarise.ts'

/** What questions would destroy, counted once each and kept for a while. */
export interface Previews {
  /** The preview as far as it is; begins to count when nobody did. Null for a call that destroys nothing. */
  of(item: InboxItem): Promise<Preview | null>
  /** What the card said last about a copy; null when it said nothing yet. */
  said(id: InboxId): Preview['copy']
  /** What the card of exactly this call said, of the questions that the test takes. */
  saidOf(call: ToolCall, isTaken: (id: InboxId) => boolean): Preview['copy']
  close(): void
}

/** What previews are made with. */
export interface PreviewsDeps {
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: Announce
  limits(): Promise<CopyLimits>
  count(
    job: Extract<Job, { kind: 'count' }>,
    run: { readonly signal: AbortSignal; onProgress(files: number, bytes: number): void },
  ): Promise<JobResults['count']>
}

const FRESH_MS = 60_000
const MAX_KEPT = 200
/** Counts that run at a time; further ones wait. */
const MAX_RUNNING = 2

interface Held {
  preview: Preview
  readonly startedMs: number
  readonly key: string
}

/** Counts in threads, a few at a time. */
export function createPreviews(deps: PreviewsDeps): Previews {
  const held = new Map<InboxId, Held>()
  const closing = new AbortController()
  const lanes = Array.from({ length: MAX_RUNNING }, () => Promise.resolve())
  let next = 0

  const show = (one: Held, preview: Preview) => {
    one.preview = preview
    deps.announce('bouncer.previewed', preview)
  }

  const count = async (one: Held, item: InboxItem, destruction: Destruction) => {
    if (item.body.kind !== 'approval' || closing.signal.aborted) return
    const { workspace } = item.body.call
    try {
      const job = { kind: 'count', destruction, workspace, limits: await deps.limits() } as const
      const { summary, isWhole } = await deps.count(job, {
        signal: closing.signal,
        onProgress: (files, bytes) => show(one, { ...one.preview, files, bytes }),
      })
      const status = isWhole ? 'counted' : 'stopped'
      show(one, { inboxId: item.id, status, ...summary })
    } catch (error) {
      if (closing.signal.aborted) return
      deps.logger.warn('what a call destroys was not counted', { error })
      const copy = { kind: 'none', why: 'not-counted' } as const
      show(one, { ...one.preview, status: 'failed', copy })
    }
  }

  const begin = (item: InboxItem, destruction: Destruction): Preview => {
    const key = item.body.kind === 'approval' ? keyOf(item.body.call) : ''
    const one = { preview: nothingYet(item.id), startedMs: deps.clock.now(), key }
    held.set(item.id, one)
    for (const id of [...held.keys()].slice(0, Math.max(0, held.size - MAX_KEPT))) held.delete(id)
    const lane = next % MAX_RUNNING
    next += 1
    lanes[lane] = (lanes[lane] ?? Promise.resolve()).then(() => count(one, item, destruction))
    return one.preview
  }

  /** What is counted, or was so a moment ago, is not counted again. */
  const isFresh = ({ preview, startedMs }: Held) =>
    preview.status === 'counting' || deps.clock.now() - startedMs <= FRESH_MS

  return {
    async of(item) {
      if (item.body.kind !== 'approval') return null
      const before = held.get(item.id)
      const isOver = item.state.status !== 'waiting'
      if (before && (isOver || isFresh(before))) return before.preview
      const { call, verdict } = item.body
      const destruction = isOver ? null : destructionOf(call, verdict)
      return destruction === null ? null : begin(item, destruction)
    },
    said: (id) => held.get(id)?.preview.copy ?? null,
    saidOf(call, isTaken) {
      const key = keyOf(call)
      const ones = [...held].filter(([id, one]) => one.key === key && isTaken(id))
      return ones.at(-1)?.[1].preview.copy ?? null
    },
    close: () => closing.abort(),
  }
}

function keyOf({ tool, cwd, workspace, input }: ToolCall): string {
  const text = JSON.stringify([tool, cwd, workspace, input])
  return createHash('sha256').update(text).digest('hex')
}

function nothingYet(inboxId: InboxId): Preview {
  return {
    ...{ inboxId, status: 'counting', files: 0, bytes: 0, folders: 0, links: 0 },
    ...{ untracked: 0, ignored: 0, changed: 0, parts: [], onlyHere: [] },
    ...{ commits: 0, commitLines: [], mounts: [], unknown: [], copy: null },
  }
}
