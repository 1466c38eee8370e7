import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Feed } from '../../../main/kit/feed.ts'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import type { AppUnderTest } from '../sessions/app-under-test.ts'

/** A page that shows a terminal, as far as its text goes. */
export interface TerminalPage {
  readonly terminal: Terminal
  /** Types, as with the keyboard; `\r` is Enter. */
  type(data: string): Promise<void>
  /** Waits until the words were printed behind those that were waited for before, in any layout. */
  until(words: string): Promise<void>
  /** Waits for a number that was printed. */
  number(pattern: RegExp): Promise<number>
  /** Everything printed so far, control sequences included. */
  printed(): string
  /** Characters that came over the stream. */
  arrived(): number
  /** Says that all that came is drawn, from now on at once; pages that never say so hang. */
  drawAll(): void
  state(): Promise<Terminal['state']>
  untilEnded(): Promise<Terminal['state']>
  leave(): void
}

const limitMs = 20_000

/** Opens a page on a terminal, as the client does: what is kept, then what comes. */
export async function showTerminal(
  app: AppUnderTest,
  terminal: Terminal,
  viewer = 'one',
): Promise<TerminalPage> {
  const { id: terminalId } = terminal
  const kept = await app.ask('terminals.read', { terminalId })
  let printed = kept.text
  let total = kept.total
  let arrived = 0
  let seen = 0
  let isDrawing = false
  const drawn = () => void app.call('terminals.drawn', { terminalId, viewer, total })
  const feed = app.app.feeds.open(`terminal/${terminalId}`) as Feed
  const leave = feed.subscribe(kept.cursor, (frame) => {
    if (frame.kind === 'reset') return
    const { text, total: upTo } = frame.payload as { text: string; total: number }
    printed += text
    arrived += text.length
    total = upTo
    if (isDrawing) drawn()
  })
  const state = async () => {
    const { terminals } = await app.ask('terminals.list', {})
    const found = terminals.find(({ id }) => id === terminalId)
    if (!found) throw new Error('the terminal is closed')
    return found.state
  }
  return {
    terminal,
    type: async (data) =>
      void (await app.ask('terminals.write', { terminalId, viewer, data, isReply: false })),
    async until(words) {
      const looked = squeezed(words)
      for (const end = performance.now() + limitMs; performance.now() < end; ) {
        const at = squeezed(printed).indexOf(looked, seen)
        if (at !== -1) {
          seen = at + looked.length
          return
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`“${words}” was not seen in:\n${squeezed(printed).slice(-2_000)}`)
    },
    number: (pattern) =>
      app.until(String(pattern), async () => Number(pattern.exec(printed)?.[1] ?? 0)),
    printed: () => printed,
    arrived: () => arrived,
    drawAll() {
      isDrawing = true
      drawn()
    },
    state,
    untilEnded: () =>
      app.until('the end of the terminal', async () => {
        const now = await state()
        return now.status === 'ended' ? now : null
      }),
    leave,
  }
}

/** What is left of a screen when neither colours nor places nor gaps count. */
function squeezed(text: string): string {
  return stripVTControlCharacters(text).replace(/\s/g, '')
}

/** True while a process runs; one that has ended and was not collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    // No such process.
    return false
  }
}
