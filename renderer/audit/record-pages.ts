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
  /** Of a search for text: entries looked through, whether that goes on now, and whether there are more. */
  readonly search: { readonly looked: number; readonly isGoing: boolean; readonly hasMore: boolean }
}

/** The entries of one filter, page by page. */
export interface RecordPages {
  view(): RecordView
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  loadMore(): Promise<void>
  /** Goes on with a search that was stopped. */
  searchOn(): Promise<void>
  /** Ends a search where it is. */
  stopSearch(): void
  /** Asks for what came since; `holdsBack` keeps it out of the table. */
  loadNewer(holdsBack: boolean): Promise<void>
  showNewer(): void
  stop(): void
}

const noSearch: RecordView['search'] = { looked: 0, isGoing: false, hasMore: false }

const empty: RecordView = {
  ...{ status: 'loading', failure: null, entries: [], matched: 0, total: 0, newer: [] },
  search: noSearch,
}

/** One list; what an older question brings is thrown away. */
class EntryPages implements RecordPages {
  readonly #client: Client
  readonly #filter: AuditFilter
  readonly #isSearch: boolean
  readonly #listeners = new Set<() => void>()
  #generation = 0
  #isAsking = false
  #isStopped = false
  #next: number | null = null
  #view = empty

  constructor(client: Client, filter: AuditFilter) {
    this.#client = client
    this.#filter = filter
    this.#isSearch = (filter.text ?? '') !== ''
  }

  view = () => this.#view

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  async load(): Promise<void> {
    this.#generation += 1
    this.#isAsking = false
    this.#isStopped = false
    const page = await this.#ask()
    if (!page) return
    if (!page.ok) {
      this.#show({ status: 'failed', failure: page.error })
      return
    }
    const { entries, matched, total, looked, next } = page.value
    this.#next = next
    const isGoing = this.#isSearch && next !== null && entries.length < pageSize
    const search = { looked, isGoing, hasMore: next !== null }
    this.#show({ status: 'ready', failure: null, newer: [], entries, matched, total, search })
    if (isGoing) await this.#fill(pageSize)
  }

  async loadMore(): Promise<void> {
    if (this.#next === null || this.#isAsking || this.#isStopped) return
    await this.#fill(this.#view.entries.length + (this.#isSearch ? 1 : pageSize))
  }

  async searchOn(): Promise<void> {
    if (this.#isAsking) return
    this.#isStopped = false
    this.#show({ search: { ...this.#view.search, isGoing: true } })
    await this.#fill(this.#view.entries.length + 1)
  }

  stopSearch = () => {
    this.#isStopped = true
    this.#show({ search: { ...this.#view.search, isGoing: false } })
  }

  async loadNewer(holdsBack: boolean): Promise<void> {
    const page = await this.#ask()
    if (!page?.ok) return
    const { entries, total } = page.value
    const { newer } = this.#view
    const newest = newer[0]?.n ?? this.#view.entries[0]?.n ?? 0
    const came = entries.filter(({ n }) => n > newest)
    const matched = this.#isSearch ? this.#view.matched + came.length : page.value.matched
    const isGap = came.length === entries.length && newest > 0 && came.length < matched
    if (isGap && !this.#isSearch) {
      this.#next = page.value.next
      this.#show({ entries, newer: [], matched, total })
    } else if (holdsBack) this.#show({ newer: [...came, ...newer], matched, total })
    else {
      const all = [...came, ...newer, ...this.#view.entries]
      this.#show({ entries: all, newer: [], matched, total })
    }
  }

  showNewer = () => {
    this.#show({ entries: [...this.#view.newer, ...this.#view.entries], newer: [] })
  }

  stop = () => {
    this.#generation += 1
  }

  #show(change: Partial<RecordView>) {
    this.#view = { ...this.#view, ...change }
    for (const listener of [...this.#listeners]) listener()
  }

  async #ask(before?: number) {
    const mine = this.#generation
    const page = await this.#client.call('audit.query', {
      filter: this.#filter,
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    })
    return mine === this.#generation ? page : null
  }

  /** Older entries, answer by answer until there are enough; a search for text looks through a part at a time. */
  async #fill(wanted: number) {
    this.#isAsking = true
    while (this.#next !== null && !this.#isStopped && this.#view.entries.length < wanted) {
      const page = await this.#ask(this.#next)
      // Another question has taken over; what goes on now is its own.
      if (!page) return
      if (!page.ok) {
        // It can be gone on with from here.
        this.#show({ search: { ...this.#view.search, isGoing: false } })
        break
      }
      this.#next = page.value.next
      const entries = [...this.#view.entries, ...page.value.entries]
      const looked = this.#view.search.looked + page.value.looked
      const hasMore = this.#next !== null
      const isGoing = hasMore && entries.length < wanted && !this.#isStopped
      const searched = { matched: entries.length, search: { looked, isGoing, hasMore } }
      this.#show({ entries, ...(this.#isSearch ? searched : {}) })
    }
    this.#isAsking = false
  }
}

/** Creates an empty list for a filter; nothing is asked before `load`. */
export function createRecordPages(client: Client, filter: AuditFilter): RecordPages {
  return new EntryPages(client, filter)
}
