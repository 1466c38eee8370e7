/** Collects small pieces of output: the first goes on at once, what follows within moments goes on together. */
export interface Gather {
  add(text: string): void
  /** Hands on what still waits. */
  flush(): void
}

const pauseMs = 6
const mostCharacters = 65_536

/** Creates it; `emit` gets pieces of 64 kB at most, besides single larger ones. */
export function createGather(emit: (text: string) => void): Gather {
  let parts: string[] = []
  let length = 0
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    if (length === 0) return
    const text = parts.join('')
    parts = []
    length = 0
    emit(text)
  }
  const rest = () => {
    timer = undefined
    if (length === 0) return
    flush()
    timer = setTimeout(rest, pauseMs)
  }
  return {
    add(text) {
      parts.push(text)
      length += text.length
      if (timer === undefined) {
        // A key press is echoed without a wait.
        flush()
        timer = setTimeout(rest, pauseMs)
      } else if (length >= mostCharacters) {
        flush()
      }
    },
    flush,
  }
}
