import type { JournalledEvent } from '../../../shared/sessions/model.ts'

/** Between two announcements lie at least so many milliseconds. */
export const pauseMs = 5_000
/** More than this is not read out at once; it stands in the transcript. */
const mostCharacters = 1_200

/** Gathers what an agent writes and tells it in whole paragraphs. */
export interface Paragraphs {
  take(event: JournalledEvent): void
  stop(): void
}

/** Tells `announce` of each finished paragraph, those that came within 5 s together. */
export function createParagraphs(announce: (text: string) => void): Paragraphs {
  const growing = new Map<string, string>()
  let ready: string[] = []
  let timer: ReturnType<typeof setTimeout> | null = null

  const tell = () => {
    timer = null
    if (ready.length === 0) return
    announce(ready.join('\n').slice(0, mostCharacters))
    ready = []
    timer = setTimeout(tell, pauseMs)
  }
  const finish = (text: string) => {
    const words = plainText(text)
    if (words === '') return
    ready.push(words)
    if (timer === null) tell()
  }
  const grow = (blockId: string, text: string) => {
    const whole = (growing.get(blockId) ?? '') + text
    const end = whole.lastIndexOf('\n\n')
    if (end !== -1) finish(whole.slice(0, end))
    growing.set(blockId, end === -1 ? whole : whole.slice(end + 2))
  }

  return {
    take(event) {
      if (event.kind === 'text-delta' && event.parentCallId === null) {
        grow(event.blockId, event.text)
      } else if (event.kind === 'text' && event.parentCallId === null) {
        finish(growing.get(event.blockId) ?? event.text)
        growing.delete(event.blockId)
      }
    },
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}

/** Markdown without its signs, as one would read it aloud. */
function plainText(markdown: string): string {
  return markdown.replace(/[`*_#>|]+/g, '').trim()
}
