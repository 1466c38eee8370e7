import { openDraft } from '../../kit/draft-file.ts'
import { type EntryExport, exportEntries } from './export-entries.ts'

/** Writes entries into a new file (0600) that has its name only when it is whole; rejects with the system's error, `EEXIST` where something lies there, or the abort, and leaves no part of it. */
export async function writeEntries(
  path: string,
  wanted: EntryExport,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number; readonly entries: number }> {
  const draft = await openDraft(path)
  let entries = 0
  const onProgress: EntryExport['onProgress'] = (progress) => {
    entries = progress.entries
    wanted.onProgress?.(progress)
  }
  try {
    for await (const text of exportEntries({ ...wanted, onProgress })) {
      signal?.throwIfAborted()
      await draft.handle.appendFile(text)
    }
    signal?.throwIfAborted()
    const { size: bytes } = await draft.handle.stat()
    await draft.keep(signal)
    return { bytes, entries }
  } finally {
    await draft.end()
  }
}
