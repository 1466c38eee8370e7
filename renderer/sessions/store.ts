import { create } from 'zustand'
import type { PermissionMode, Unanswered } from '../../shared/sessions/model.ts'
import type { RingLevel } from '../../shared/sessions/ring.ts'

/** What the person wrote on the New session page and did not start yet. */
export interface NewSessionDraft {
  readonly path: string
  readonly task: string
  /** Null means the setting. */
  readonly model: string | null
  readonly mode: PermissionMode | null
  readonly ring: RingLevel | null
  /** Absent means the setting. */
  readonly unanswered?: Unanswered | undefined
}

/** What this window remembers about the sessions' screens; gone with the window. */
export interface SessionsView {
  readonly draft: NewSessionDraft
  /** Paths of folded projects. */
  readonly folded: ReadonlySet<string>
  /** Paths of projects that show all their sessions. */
  readonly unrolled: ReadonlySet<string>
  readonly coachHidden: boolean
  changeDraft(change: Partial<NewSessionDraft>): void
  clearDraft(): void
  toggleFolded(path: string): void
  toggleUnrolled(path: string): void
  hideCoach(): void
}

const emptyDraft: NewSessionDraft = { path: '', task: '', model: null, mode: null, ring: null }

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(item)) next.add(item)
  return next
}

/** The view state of the sessions' screens. */
export const useSessionsView = create<SessionsView>((set) => ({
  draft: emptyDraft,
  folded: new Set(),
  unrolled: new Set(),
  coachHidden: false,
  changeDraft: (change) => set(({ draft }) => ({ draft: { ...draft, ...change } })),
  clearDraft: () => set({ draft: emptyDraft }),
  toggleFolded: (path) => set(({ folded }) => ({ folded: toggled(folded, path) })),
  toggleUnrolled: (path) => set(({ unrolled }) => ({ unrolled: toggled(unrolled, path) })),
  hideCoach: () => set({ coachHidden: true }),
}))
