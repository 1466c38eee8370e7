import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { openDraft } from '../../kit/draft-file.ts'
import { buildEvidence, type EvidenceParts, type Packed } from '../evidence/build-evidence.ts'

/** Writes an evidence pack to an absolute path where nothing lies; rejects with the system's error, `EEXIST` where anything does, or the abort, and leaves no part of it. */
export async function writePack(
  path: string,
  parts: EvidenceParts,
  signal?: AbortSignal,
): Promise<Packed & { readonly bytes: number }> {
  const draft = await openDraft(path)
  const zip = new ZipFile()
  const out = draft.handle.createWriteStream({ autoClose: false })
  const written = pipeline(zip.outputStream, out, signal ? { signal } : {})
  try {
    const filling = fill(zip, parts, { written, ...(signal ? { signal } : {}) })
    // Whichever fails first is the reason; the other one ends with it.
    written.catch(() => undefined)
    const packed = await filling
    await written
    await draft.keep(signal)
    return { ...packed, bytes: out.bytesWritten }
  } finally {
    out.destroy()
    await draft.end()
  }
}

async function fill(
  zip: ZipFile,
  parts: EvidenceParts,
  { written, signal }: { readonly written: Promise<void>; readonly signal?: AbortSignal },
): Promise<Packed> {
  const options = { mtime: new Date(parts.at), mode: 0o100600 }
  const failed = written.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)
  const files = buildEvidence(parts, signal)
  for (;;) {
    const next = await files.next()
    if (next.done) {
      zip.end()
      return next.value
    }
    const { path, contents } = next.value
    const stream = Readable.from([contents])
    zip.addReadStream(stream, path, { ...options, size: contents.length })
    await Promise.race([finished(stream), failed])
  }
}
