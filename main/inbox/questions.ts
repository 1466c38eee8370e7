import { inboxErrors } from '../../shared/inbox/errors.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { InboxId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Announce } from '../kit/announce.ts'
import type { Removal } from '../kit/data-owner.ts'
import { createTurns } from '../kit/turns.ts'
import type { ItemStore } from './item-store.ts'

/** All questions of this machine; every change is on disk before anybody sees it, one change at a time. */
export interface Questions {
  /** Oldest first. */
  list(): readonly InboxItem[]
  find(id: InboxId): InboxItem | undefined
  add(item: InboxItem): Promise<Result<InboxItem, Failure>>
  /** Replaces a question by what `decide` makes of it, after every change asked for before. */
  change(id: InboxId, decide: Decide): Promise<Result<InboxItem, Failure>>
  remove(which: (item: InboxItem) => boolean): Promise<readonly Removal[]>
  /** Tells of each question that stopped waiting; returns the way to stop listening. */
  onSettled(listener: (item: InboxItem) => void): () => void
}

/** What becomes of a question, or why nothing does. */
export type Decide = (item: InboxItem) => Result<InboxItem, Failure>

/** Keeps the given questions and writes their changes to the store. */
export function createQuestions(deps: {
  readonly kept: readonly InboxItem[]
  readonly store: ItemStore
  readonly announce: Announce
}): Questions {
  const { store, announce } = deps
  const items = new Map(deps.kept.map((item) => [item.id, item]))
  const listeners = new Set<(item: InboxItem) => void>()
  // One change at a time: the first answer is on disk before the second is looked at.
  const inTurn = createTurns()

  const save = async (item: InboxItem): Promise<Result<InboxItem, Failure>> => {
    const written = await store.save(item)
    if (!written.ok) return err(failure(inboxErrors, 'inbox.unwritable', { cause: written.error }))
    items.set(item.id, item)
    announce('inbox.changed', item)
    return ok(item)
  }

  const changeNow = async (id: InboxId, decide: Decide) => {
    const item = items.get(id)
    if (!item) return err(failure(inboxErrors, 'inbox.unknown'))
    const next = decide(item)
    if (!next.ok) return next
    const saved = await save(next.value)
    if (saved.ok && isWaiting(item) && !isWaiting(saved.value)) {
      for (const listener of listeners) listener(saved.value)
    }
    return saved
  }

  return {
    list: () => [...items.values()].sort((a, b) => a.createdAt - b.createdAt),
    find: (id) => items.get(id),
    add: (item) => inTurn(() => save(item)),
    change: (id, decide) => inTurn(() => changeNow(id, decide)),
    remove: (which) =>
      inTurn(async () => {
        const removed: Removal[] = []
        for (const item of [...items.values()].filter(which)) {
          const bytes = await store.remove(item.id)
          items.delete(item.id)
          removed.push({ path: `desktop/inbox/${item.id}.json`, bytes })
        }
        return removed
      }),
    onSettled(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** True while nobody has answered it and nobody took it back. */
export function isWaiting(item: InboxItem): boolean {
  return item.state.status === 'waiting'
}
