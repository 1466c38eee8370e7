import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { replaceFile } from '../../kit/atomic-file.ts'
import { readPlainText } from '../../kit/plain-file.ts'

const runningSchema = z.object({
  v: z.literal(1),
  pid: z.number().int(),
  key: z.string().min(1),
  proof: z.string().min(1),
  /** Name of the pipe where no socket lies in the folder. */
  pipe: z.string().optional(),
})
type Running = z.infer<typeof runningSchema>

/** The note by which hooks find the app that runs and know it again. */
export interface RunningNote {
  write(running: Running): Promise<void>
  /** Writes it again where it is not as it was written; true when it had to. */
  putBack(): Promise<boolean>
  remove(): Promise<void>
}

/** Keeps the note at a path; nothing lies there before it is written. */
export function createRunningNote(path: string): RunningNote {
  let text: string | null = null
  const lay = async (next: string) => {
    await replaceFile(path, next, { isDurable: false })
    text = next
  }
  return {
    write: (running) => lay(`${JSON.stringify(running)}\n`),
    async putBack() {
      // Not readable is as bad for a hook as not there.
      if (text === null || (await readPlainText(path).catch(() => null)) === text) return false
      await lay(text)
      return true
    },
    async remove() {
      text = null
      // Whatever lies in its place by now.
      await rm(path, { force: true, recursive: true })
    },
  }
}

/** True where a hook finds in the note how to reach an app. */
export async function holdsRunning(path: string): Promise<boolean> {
  try {
    return runningSchema.safeParse(JSON.parse(await readPlainText(path))).success
  } catch {
    // Not there, or no note of ours: a hook finds nobody by it.
    return false
  }
}
