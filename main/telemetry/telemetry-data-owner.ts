import { readFile, rm, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import type { DataOwner, HeldData } from '../kit/data-owner.ts'
import { isMissing } from '../kit/system-code.ts'
import { type Outbox, queueDays } from './outbox.ts'

/** The answers and what waits, for the view over everything that is kept. */
export function telemetryDataOwner(parts: {
  readonly home: string
  readonly consentPath: string
  readonly outbox: Outbox
  /** Removes both; after it nothing is sent. */
  erase(): Promise<void>
}): DataOwner {
  const { home, consentPath, outbox } = parts
  const held = async (): Promise<HeldData[]> => {
    const consent = await sizeOf(consentPath)
    const files = await outbox.files()
    const all = consent === null ? files : [{ path: consentPath, bytes: consent }, ...files]
    return all.map(({ path, bytes }) => ({
      path: relative(home, path),
      bytes,
      read: () => readFile(path),
    }))
  }
  return {
    name: 'telemetry',
    async *export() {
      yield* await held()
    },
    async erase() {
      const before = await held()
      await parts.erase()
      return before.map(({ path, bytes }) => ({ path, bytes }))
    },
    async retain(now) {
      const gone = await outbox.retain(now)
      const path = `what waited longer than ${queueDays} days`
      return gone === 0 ? [] : [{ path, bytes: 0 }]
    },
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Removes what the packages of a reporter may have left on disk. */
export async function removeSdkFolders(folders: readonly string[]): Promise<void> {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
}
