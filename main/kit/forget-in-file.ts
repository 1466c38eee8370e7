import { lstat, utimes } from 'node:fs/promises'
import { replaceFile } from './atomic-file.ts'
import { type Forgetting, forgottenPlaceholder } from './forget-secret.ts'
import { readRegularFile } from './read-regular-file.ts'

/** Finds a secret in a file of any contents and takes it out with `replace`; returns how often it stood there, 0 for what is no file. */
export async function forgetInFile(
  path: string,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<number> {
  const bytes = await readRegularFile(path)
  if (bytes === null) return 0
  const { places, without } = takeOut(bytes, secret)
  if (places > 0 && mode === 'replace') await replaceKeepingTime(path, without)
  return places
}

function takeOut(bytes: Buffer, secret: Forgetting) {
  const words = bytes.toString('utf8')
  if (Buffer.from(words).equals(bytes)) {
    return { places: secret.count(words), without: Buffer.from(secret.text(words)) }
  }
  // Torn bytes are no text: each stands for itself, and so do those of the secret.
  const torn = bytes.toString('latin1')
  let places = secret.count(torn)
  let without = secret.text(torn)
  for (const needle of secret.needles) {
    const parts = without.split(needle.toString('latin1'))
    places += parts.length - 1
    without = parts.join(forgottenPlaceholder)
  }
  return { places, without: Buffer.from(without, 'latin1') }
}

/** Ages are told by file times, so a rewrite does not make a file younger. */
async function replaceKeepingTime(path: string, contents: Buffer): Promise<void> {
  const { atime, mtime } = await lstat(path)
  await replaceFile(path, contents)
  await utimes(path, atime, mtime)
}
