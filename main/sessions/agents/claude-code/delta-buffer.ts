import type { AgentEvent } from '../agent.ts'

/** Passes events on in order, with the small pieces of one block joined. */
export interface DeltaBuffer {
  push(event: AgentEvent): void
  flush(): void
}

type Delta = Extract<AgentEvent, { kind: 'text-delta' | 'thinking-delta' }>

/** Holds a piece of text back for at most `delayMs` (50) to join it with the next ones of its block. */
export function createDeltaBuffer(emit: (event: AgentEvent) => void, delayMs = 50): DeltaBuffer {
  let held: Delta | null = null
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const event = held
    held = null
    if (event) emit(event)
  }
  const hold = (event: Delta) => {
    if (held && held.kind === event.kind && held.blockId === event.blockId) {
      held = { ...held, text: held.text + event.text }
      return
    }
    flush()
    held = event
    timer = setTimeout(flush, delayMs)
  }
  return {
    flush,
    push(event) {
      if (event.kind === 'text-delta' || event.kind === 'thinking-delta') {
        hold(event)
        return
      }
      flush()
      emit(event)
    },
  }
}
