import { resolve } from 'node:path'
import { brand } from '../../shared/brand.ts'
import type { JournalledEvent } from '../../shared/sessions/model.ts'
import { placesIn } from '../app/places.ts'
import { sessionMarkdown } from '../app/session-markdown.ts'
import { exportedSession } from '../sessions/index.ts'
import type { Call } from './command.ts'
import { writeNewFile } from './new-file.ts'
import { catchStopSignals } from './stop-signals.ts'
import { refuseUnreadable, refuseWith, tell } from './tell.ts'

/** Writes what happened in a session to the output or into a new file. */
export async function exportSession(call: Call): Promise<number> {
  const [id = ''] = call.operands
  const { sessions } = placesIn(call.home)
  const isMarkdown = call.text('format') === 'markdown'
  try {
    const lines = await exportedSession(sessions, id)
    if (lines === null) {
      const slots = { id, home: call.home, command: brand.command }
      return refuseWith(call, 'command.no-session', slots)
    }
    const texts = isMarkdown ? markdownOf(lines) : lines
    const out = call.text('out')
    if (out !== undefined) {
      const format = isMarkdown ? 'markdown' : 'jsonl'
      return await writeFileFrom(call, texts, { id, format, out: resolve(out) })
    }
    for await (const text of texts) await written(call, text)
    return 0
  } catch (error) {
    return refuseUnreadable(call, sessions, error)
  }
}

async function* markdownOf(segments: AsyncIterable<string>): AsyncIterable<string> {
  for await (const text of segments) {
    const lines = text.split('\n').filter((line) => line !== '')
    yield sessionMarkdown(lines.map((line) => JSON.parse(line) as JournalledEvent))
  }
}

/** Waits for a slow reader, so that a long session does not pile up in memory. */
async function written(call: Call, text: string): Promise<void> {
  call.write(text)
  if (process.stdout.writableNeedDrain) {
    await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
  }
}

interface Target {
  readonly id: string
  readonly format: 'jsonl' | 'markdown'
  /** Absolute. */
  readonly out: string
}

async function writeFileFrom(
  call: Call,
  texts: AsyncIterable<string>,
  target: Target,
): Promise<number> {
  const { out: path } = target
  const stop = catchStopSignals()
  const written = await writeNewFile(path, texts, stop.signal)
  stop.release()
  if (written.ok) {
    const { bytes } = written.value
    return tell(call, { ...target, bytes }, `Written: ${path} (${bytes} bytes)\n`)
  }
  const cause = written.error
  const code = stop.code()
  if (code !== null) {
    refuseWith(call, 'command.stopped', { path })
    return code
  }
  if (cause === 'EEXIST') return refuseWith(call, 'command.out-exists', { path })
  return refuseWith(call, 'command.out-unwritable', { path, cause })
}
