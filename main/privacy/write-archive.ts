import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { brand } from '../../shared/brand.ts'
import type { DataOwner, HeldData } from '../kit/data-owner.ts'
import { openDraft } from '../kit/draft-file.ts'
import { isMissing, isUnreadable, systemCode } from '../kit/system-code.ts'
import { formatOf, readmeText, schemaText } from './describe-files.ts'
import { oddFilesOf } from './home-files.ts'

/** How far the writing is. */
export interface ArchiveProgress {
  readonly files: number
  readonly bytes: number
  readonly totalFiles: number
  readonly totalBytes: number
}

/** What was written. */
export interface Archive {
  readonly files: number
  readonly bytes: number
  readonly leftOut: readonly { readonly path: string; readonly why: string }[]
}

/** What an archive is made of. */
export interface ArchiveParts {
  readonly owners: readonly DataOwner[]
  /** Absolute home folder, for what lies in the place of files and cannot be read. */
  readonly home: string
  /** Absolute path where nothing lies; nothing does before the archive is whole. */
  readonly path: string
  readonly at: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ArchiveProgress) => void
}

interface Listed {
  readonly owner: DataOwner
  readonly held: HeldData
}

interface ManifestRow {
  readonly path: string
  readonly owner: string
  readonly bytes: number
  readonly sha256: string
  readonly what: string
}

/** Writes everything the owners hold into one archive, file after file; rejects with the system's error, `EEXIST` where anything lies at the path, or the abort, and leaves no part of it. */
export async function writeArchive(parts: ArchiveParts): Promise<Archive> {
  const { path, signal } = parts
  const draft = await openDraft(path)
  const zip = new ZipFile()
  const out = draft.handle.createWriteStream({ autoClose: false })
  const written = pipeline(zip.outputStream, out, signal ? { signal } : {})
  try {
    const filling = fill(zip, parts, written)
    // Whichever fails first is the reason; the other one ends with it.
    written.catch(() => undefined)
    const archive = await filling
    await written
    await draft.keep(signal)
    return { ...archive, bytes: out.bytesWritten }
  } finally {
    out.destroy()
    await draft.end()
  }
}

/** Everything that the parts list; one that cannot list all of it keeps none of the others. */
async function listAll(owners: readonly DataOwner[]) {
  const listed: Listed[] = []
  const leftOut: { path: string; why: string }[] = []
  for (const owner of owners) {
    try {
      for await (const held of owner.export()) listed.push({ owner, held })
    } catch (error) {
      if (!isUnreadable(error)) throw error
      const why = `Not all of it could be listed (${systemCode(error)}).`
      leftOut.push({ path: owner.name, why })
    }
  }
  return { listed, leftOut }
}

async function fill(zip: ZipFile, parts: ArchiveParts, written: Promise<void>) {
  const { owners, home, at, signal, onProgress } = parts
  const { listed, leftOut } = await listAll(owners)
  const totalBytes = listed.reduce((sum, { held }) => sum + held.bytes, 0)
  const put = createPutter(zip, at, written)
  const manifest: ManifestRow[] = []
  let bytes = 0
  await put('README.md', Buffer.from(readmeText(owners, at)))
  await put('schema.json', Buffer.from(schemaText(owners)))
  for (const [index, { owner, held }] of listed.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ files: index, bytes, totalFiles: listed.length, totalBytes })
    const read = await readHeld(held)
    if (read.contents) {
      await put(`data/${held.path}`, Buffer.from(read.contents))
      manifest.push(rowOf(owner, held, read.contents))
    } else leftOut.push({ path: held.path, why: read.why })
    bytes += held.bytes
  }
  const named = new Set(listed.map(({ held }) => held.path))
  for await (const { path } of oddFilesOf(home)) {
    if (!named.has(path)) leftOut.push({ path, why: 'It is no plain file and was not read.' })
  }
  const head = { format: `${brand.command}-export`, version: 1, app: brand.version, at }
  await put(
    'manifest.json',
    Buffer.from(JSON.stringify({ ...head, files: manifest, leftOut }, null, 2)),
  )
  zip.end()
  return { files: manifest.length, leftOut }
}

/** Hands one file to the archive and waits until it is through, so that one at a time lies in memory. */
function createPutter(zip: ZipFile, at: number, written: Promise<void>) {
  const options = { mtime: new Date(at), mode: 0o100600 }
  const failed = written.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)
  return async (name: string, contents: Buffer): Promise<void> => {
    const stream = Readable.from([contents])
    zip.addReadStream(stream, name, { ...options, size: contents.length })
    await Promise.race([finished(stream), failed])
  }
}

type Read = { readonly contents: Uint8Array } | { readonly contents: null; readonly why: string }

async function readHeld(held: HeldData): Promise<Read> {
  try {
    const contents = await held.read()
    const why = held.whyNot ?? 'It does not leave this machine.'
    return contents ? { contents } : { contents, why }
  } catch (error) {
    if (isMissing(error)) return { contents: null, why: 'It was removed meanwhile.' }
    if (!isUnreadable(error)) throw error
    return { contents: null, why: `It could not be read (${systemCode(error)}).` }
  }
}

function rowOf(owner: DataOwner, held: HeldData, contents: Uint8Array): ManifestRow {
  const { path, note } = held
  const sha256 = createHash('sha256').update(contents).digest('hex')
  const what = [formatOf(owner, path)?.what, note].filter((text) => text).join('; ')
  return { path: `data/${path}`, owner: owner.name, bytes: contents.length, sha256, what }
}
