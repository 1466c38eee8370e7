import type { AuditEntry, AuditFilter } from '../../shared/audit/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { Client } from '../client/index.ts'

const pageSize = 200

/** What of the record is held. */
export interface RecordView {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly failure: Failure | null
  /** Newest first. */
  readonly entries: readonly AuditEntry[]
  readonly matched: number
  readonly total: number
  /** Newer ones that are held back so that nothing moves. */
  readonly newer: readonly AuditEntry[]
}

/** The entries of one filter, page by page. */
export interface RecordPages {
  view(): RecordView
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  loadMore(): Promise<void>
  /** Asks for what came since; `holdsBack` keeps it out of the table. */
  loadNewer(holdsBack: boolean): Promise<void>
  showNewer(): void
  stop(): void
}

/** Creates an empty list for a filter; nothing is asked before `load`. */
export function createRecordPages(client: Client, filter: AuditFilter): RecordPages {
  const listeners = new Set<() => void>()
  let generation = 0
  let isAsking = false
  let view: RecordView = {
    status: 'loading',
    failure: null,
    entries: [],
    matched: 0,
    total: 0,
    newer: [],
  }
  const show = (change: Partial<RecordView>) => {
    view = { ...view, ...change }
    for (const listener of [...listeners]) listener()
  }
  const ask = async (before?: number) => {
    const mine = generation
    const page = await client.call('audit.query', {
      filter,
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    })
    return mine === generation ? page : null
  }

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    async load() {
      generation += 1
      isAsking = false
      const page = await ask()
      if (!page) return
      if (page.ok) show({ status: 'ready', failure: null, newer: [], ...page.value })
      else show({ status: 'failed', failure: page.error })
    },
    async loadMore() {
      const last = view.entries.at(-1)
      const isAll = view.entries.length + view.newer.length >= view.matched
      if (!last || isAll || isAsking) return
      isAsking = true
      const page = await ask(last.n)
      isAsking = false
      if (page?.ok) show({ entries: [...view.entries, ...page.value.entries] })
    },
    async loadNewer(holdsBack) {
      const page = await ask()
      if (!page?.ok) return
      const { entries, matched, total } = page.value
      const newest = view.newer[0]?.n ?? view.entries[0]?.n ?? 0
      const came = entries.filter(({ n }) => n > newest)
      const isGap = came.length === entries.length && newest > 0 && came.length < matched
      if (isGap) show({ entries, newer: [], matched, total })
      else if (holdsBack) show({ newer: [...came, ...view.newer], matched, total })
      else show({ entries: [...came, ...view.newer, ...view.entries], newer: [], matched, total })
    },
    showNewer() {
      show({ entries: [...view.newer, ...view.entries], newer: [] })
    },
    stop() {
      generation += 1
    },
  }
}
