import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'

/** Every file of an archive by its name. */
export async function readArchive(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const archive = await openPromise(path)
  const files = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry()) {
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  }
  return files
}
