import { useState } from 'react'
import type { CheckedPolicy, OwnPolicy } from '../../shared/bouncer/draft.ts'
import type { PolicyReplay } from '../../shared/bouncer/replay.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { type Query, useCommand, useQuery, useSettled } from '../client/index.ts'

/** Pause after the last keystroke before a text is read, in milliseconds. */
const pauseMs = 400

/** Rules that are being edited, what is known of them, and the way to save them. */
export interface Draft {
  readonly text: string
  /** What stands on the disk. */
  readonly kept: OwnPolicy
  readonly check: Query<CheckedPolicy>
  readonly replay: Query<PolicyReplay>
  /** The text did not change since it was read. */
  readonly isSettled: boolean
  readonly isChanged: boolean
  /** There is nothing, and there was nothing. */
  readonly isEmpty: boolean
  /** Cases that are not met. */
  readonly missed: number
  /** Read without a fault, and the calls on record were judged by it. */
  readonly maySave: boolean
  /** Milliseconds since the epoch; null before the first time. */
  readonly savedAt: number | null
  /** Why the last save failed. */
  readonly failure: Failure | null
  readonly change: (text: string) => void
  readonly save: () => void
}

/** What no text at all means. An empty file would count as one that could not be read. */
const noRules = 'version: 1\nrules: []\n'

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function meantBy(text: string): string {
  return isBlank(text) ? noRules : text
}

/** Begins with what stands on the disk. */
export function useDraft(opened: OwnPolicy): Draft {
  const [kept, setKept] = useState(opened)
  const [text, setText] = useState(opened.text)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const command = useCommand('bouncer.savePolicy')
  const settled = useSettled(text, pauseMs)
  const isSettled = settled === text
  const isChanged = text !== kept.text
  const isEmpty = isBlank(settled) && isBlank(kept.text)
  const check = useQuery('bouncer.checkPolicy', isEmpty ? null : { text: meantBy(settled) })
  const isPlayed = isChanged && !isEmpty && check.failure === null
  const replay = useQuery('bouncer.replayPolicy', isPlayed ? { text: meantBy(settled) } : null)
  const isKnown = isSettled && check.status === 'ready' && replay.status === 'ready'
  const save = async () => {
    const saved = await command.run({ text: meantBy(text), version: kept.version })
    if (!saved) return
    setKept(saved)
    setText((now) => (now === text ? saved.text : now))
    setSavedAt(Date.now())
  }
  return {
    ...{ text, kept, check, replay, isSettled, isChanged, savedAt },
    isEmpty,
    missed: check.value?.cases.filter(({ isMet }) => !isMet).length ?? 0,
    maySave: isChanged && !isEmpty && isKnown && !command.busy,
    failure: command.failure,
    change: setText,
    save: () => void save(),
  }
}
