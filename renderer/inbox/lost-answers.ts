import { create } from 'zustand'
import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'

/** Answers of this window that came too late, by question; gone with the window. */
interface LostAnswers {
  readonly kinds: ReadonlyMap<InboxItem['id'], InboxAnswer['kind']>
  add(id: InboxItem['id'], kind: InboxAnswer['kind']): void
  drop(id: InboxItem['id']): void
}

/** Remembers what was pressed here and did not count, so that it is said when the card is gone. */
export const useLostAnswers = create<LostAnswers>((set) => ({
  kinds: new Map(),
  add: (id, kind) => set(({ kinds }) => ({ kinds: new Map(kinds).set(id, kind) })),
  drop: (id) => set(({ kinds }) => ({ kinds: new Map([...kinds].filter(([one]) => one !== id)) })),
}))
