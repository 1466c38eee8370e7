import { createHash } from 'node:crypto'
import type { CommandId } from '../../shared/kit/ids.ts'
import type { Outcome } from '../../shared/rpc/frames.ts'
import type { Caller } from '../kit/handlers.ts'

/** One command as it is remembered; two with the same id must be the same command. */
export interface CommandKey {
  readonly caller: Caller
  readonly id: CommandId
  readonly procedure: string
  readonly input: unknown
}

/** Remembers what commands came to, so that a repeat takes effect once. */
export interface CommandMemory {
  /** Runs the command, or returns what the same id came to; null when the id stands for another command. */
  once(key: CommandKey, run: () => Promise<Outcome>): Promise<Outcome> | null
}

interface Remembered {
  readonly fingerprint: string
  readonly outcome: Promise<Outcome>
  isSettled: boolean
}

/** Creates a memory of the last `keep` commands; one that still runs is never forgotten. */
export function createCommandMemory(keep: number): CommandMemory {
  const remembered = new Map<string, Remembered>()

  const forgetOldest = () => {
    for (const [key, { isSettled }] of remembered) {
      if (remembered.size <= keep) return
      if (isSettled) remembered.delete(key)
    }
  }

  return {
    once({ caller, id, procedure, input }, run) {
      const key = `${caller.wire}\n${caller.name}\n${id}`
      // A prompt may be long: its digest tells two commands apart and keeps no text.
      const fingerprint = createHash('sha256')
        .update(`${procedure}\n${JSON.stringify(input)}`)
        .digest('base64')
      const known = remembered.get(key)
      if (known) {
        remembered.delete(key)
        remembered.set(key, known)
        return known.fingerprint === fingerprint ? known.outcome : null
      }
      const entry: Remembered = { fingerprint, outcome: run(), isSettled: false }
      remembered.set(key, entry)
      const settle = () => {
        entry.isSettled = true
        forgetOldest()
      }
      entry.outcome.then(settle, settle)
      return entry.outcome
    },
  }
}
