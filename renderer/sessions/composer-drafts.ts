import { create } from 'zustand'
import { brand } from '../../shared/brand.ts'

/** What the person wrote and did not send, by session; kept for this tab, gone with it. */
export interface ComposerDrafts {
  readonly drafts: Readonly<Record<string, string>>
  write(sessionId: string, text: string): void
}

const storageKey = `${brand.appId}.drafts`

function kept(): Record<string, string> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
  } catch {
    // Storage that cannot be read holds no draft.
    return {}
  }
}

function keep(drafts: Readonly<Record<string, string>>): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(drafts))
  } catch {
    // A full storage costs the draft only when the tab is closed.
  }
}

/** The drafts of all sessions of this tab. */
export const useComposerDrafts = create<ComposerDrafts>((set, get) => ({
  drafts: kept(),
  write(sessionId, text) {
    const { [sessionId]: _before, ...others } = get().drafts
    const drafts = text === '' ? others : { ...others, [sessionId]: text }
    keep(drafts)
    set({ drafts })
  },
}))
