import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createGroupCommit } from './group-commit.ts'
import { type LineFile, openLineFile } from './line-file.ts'
import { makeFolder } from './make-folder.ts'
import { isMissing } from './system-code.ts'

/** A file of log lines that keeps its last few files: `x.log`, `x.log.1` and so on. */
export interface LogFile {
  /** Queues one line; where it cannot be written it is dropped and counted, because a full disk must not stop the app. */
  write(line: string): void
  /** Lines that could not be written. */
  readonly dropped: number
  /** Resolves when what was queued is written or dropped. */
  flush(): Promise<void>
  /** Runs work on its files (newest first, there or not) while none of them is open and nothing is written. */
  alone<T>(work: (paths: readonly string[]) => Promise<T>): Promise<T>
  close(): Promise<void>
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}

/** Creates a log file of at most `maxBytes`, of which `keep` files stay (default 5 MB and 3); opened with the first line. */
export function createLogFile(options: {
  readonly path: string
  readonly maxBytes?: number
  readonly keep?: number
}): LogFile {
  const { path, maxBytes = 5 * 1024 * 1024, keep = 3 } = options
  let file: LineFile | null = null
  let dropped = 0

  const letGo = async () => {
    const open = file
    file = null
    await open?.close()
  }

  const rotate = async () => {
    await letGo()
    for (let number = keep - 1; number > 0; number -= 1) {
      await moveIfThere(number === 1 ? path : `${path}.${number - 1}`, `${path}.${number}`)
    }
  }

  const openFile = async () => {
    await makeFolder(dirname(path), 0o700)
    return openLineFile({ path })
  }

  const commit = async (lines: readonly string[]) => {
    try {
      if (file && file.bytes >= maxBytes) await rotate()
      file ??= await openFile()
      const written = await file.append(Buffer.from(lines.map((line) => `${line}\n`).join('')))
      if (!written.ok) {
        dropped += lines.length
        await letGo()
      }
    } catch {
      // There is no further place to report a log that cannot be written; the count tells.
      dropped += lines.length
    }
    return lines.map(() => undefined)
  }

  const queue = createGroupCommit<string, undefined>(commit)

  return {
    write(line) {
      void queue.add(line)
    },
    get dropped() {
      return dropped
    },
    flush: () => queue.idle(),
    alone: (work) =>
      queue.alone(async () => {
        await letGo()
        const older = Array.from({ length: keep - 1 }, (_, at) => `${path}.${at + 1}`)
        return work([path, ...older])
      }),
    async close() {
      await queue.alone(letGo)
    },
  }
}
