import { randomUUID } from 'node:crypto'
import type { Failure } from '../../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { type JsonObject, textAt } from './json-line.ts'

/** Prompts on their way to the program, until it says that it has them. */
export interface Prompts {
  send(prompt: { readonly promptId: string; readonly text: string }): Promise<Result<void, Failure>>
  /** Takes a `command_lifecycle` line. */
  acknowledge(line: JsonObject): void
  /** Our id of a prompt by the id it has on the pipe; null when it is none of ours. */
  promptOf(lineId: string): string | null
  /** Fails every prompt that is still on its way, and those that come later. */
  close(cause: Failure): void
}

/** What prompts need. */
export interface PromptsDeps {
  write(line: JsonObject): void
  /** The failure when the program does not react in time. */
  readonly notTaken: Failure
}

const TAKEN_TIMEOUT_MS = 15_000

/** Sends prompts under ids of their own: the program wants UUIDs, ours are the journal's. */
export function createPrompts({ write, notTaken }: PromptsDeps): Prompts {
  const promptIds = new Map<string, string>()
  const waiting = new Map<string, (result: Result<void, Failure>) => void>()
  let closedBy: Failure | null = null
  return {
    send({ promptId, text }) {
      if (closedBy) return Promise.resolve(err(closedBy))
      const lineId = randomUUID()
      promptIds.set(lineId, promptId)
      return new Promise((resolve) => {
        const timer = setTimeout(() => done(err(notTaken)), TAKEN_TIMEOUT_MS)
        const done = (result: Result<void, Failure>) => {
          clearTimeout(timer)
          waiting.delete(lineId)
          resolve(result)
        }
        waiting.set(lineId, done)
        write({
          type: 'user',
          uuid: lineId,
          session_id: '',
          parent_tool_use_id: null,
          message: { role: 'user', content: text },
        })
      })
    },
    acknowledge(line) {
      waiting.get(textAt(line, 'command_uuid') ?? '')?.(ok(undefined))
    },
    promptOf: (lineId) => promptIds.get(lineId) ?? null,
    close(cause) {
      closedBy = cause
      for (const done of [...waiting.values()]) done(err(cause))
    },
  }
}
