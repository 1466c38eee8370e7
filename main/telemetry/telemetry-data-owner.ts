import { lstat, rm } from 'node:fs/promises'
import { relative } from 'node:path'
import type { DataOwner, HeldData, Removal } from '../kit/data-owner.ts'
import { readPlainFile } from '../kit/plain-file.ts'
import { isMissing } from '../kit/system-code.ts'
import { consentMarker } from './consent.ts'
import { operatorSeenMarker } from './operator-record.ts'
import { type Outbox, queueDays, queueMarker } from './outbox.ts'

/** The answers and what waits, for the view over everything that is kept. */
export function telemetryDataOwner(parts: {
  readonly home: string
  readonly consentPath: string
  /** Absolute path of the note of whom the app would send to. */
  readonly operatorSeen: string
  readonly outbox: Outbox
  /** Removes all of it; after it nothing is sent. */
  erase(): Promise<void>
}): DataOwner {
  const { home, consentPath, outbox } = parts
  const held = async (): Promise<HeldData[]> => {
    const notes = await Promise.all([consentPath, parts.operatorSeen].map(fileAt))
    return [...notes.flat(), ...(await outbox.files())].map(({ path, bytes }) => ({
      path: relative(home, path),
      bytes,
      read: () => readPlainFile(path),
    }))
  }
  return {
    name: 'telemetry',
    markers: [
      { ...consentMarker, pattern: 'desktop/consent.json' },
      { ...operatorSeenMarker, pattern: 'desktop/operator-seen.json' },
      { ...queueMarker, pattern: 'desktop/telemetry/queue.json' },
    ],
    stays: 'While the app runs it notes anew whom it would send to, for the commands beside it.',
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

async function fileAt(path: string): Promise<readonly Removal[]> {
  try {
    return [{ path, bytes: (await lstat(path)).size }]
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Removes what the packages of a reporter may have left on disk. */
export async function removeSdkFolders(folders: readonly string[]): Promise<void> {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
}
