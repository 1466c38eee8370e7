import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SessionSummary } from '../../../shared/sessions/model.ts'
import type { BlockEntry } from './transcript-entries.ts'
import type { TranscriptStore } from './transcript-store.ts'

/** What every line of a transcript may need. */
export interface TranscriptSurroundings {
  readonly store: TranscriptStore
  readonly session: Pick<SessionSummary, 'id' | 'workspace'>
  /** Key of the newest line: only there something can be tried again. */
  readonly lastKey: string | undefined
  /** Keeps the line that is about to open where it is. */
  readonly stay: () => void
  /** Gives focus to the transcript itself, for when what had it is gone. */
  readonly takeFocus: () => void
}

/** Hands the store to the lines. */
export const TranscriptContext = createContext<TranscriptSurroundings | null>(null)

/** The transcript that a line belongs to. */
export function useTranscript(): TranscriptSurroundings {
  const surroundings = useContext(TranscriptContext)
  if (surroundings === null) throw new Error('outside of a transcript')
  return surroundings
}

/** A block as it stands now; follows it while it streams. */
export function useBlock(entry: BlockEntry): BlockEntry {
  const { store } = useTranscript()
  return useSyncExternalStore(store.subscribe, () => store.block(entry.key) ?? entry)
}

/** Whether the person opened a line, and the way to open and fold it. */
export function useOpen(key: string): readonly [boolean, (isOpen: boolean) => void] {
  const { store, stay } = useTranscript()
  const setOpen = (isOpen: boolean) => {
    stay()
    store.setOpen(key, isOpen)
  }
  return [store.isOpen(key) ?? false, setOpen]
}
