import { readFile } from 'node:fs/promises'
import { brand } from '../../../shared/brand.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import { readPlainText } from '../../kit/plain-file.ts'
import { isMissing } from '../../kit/system-code.ts'

/** The program of the hook; both builds put it inside as a `data:` address. */
const source = new URL('../../../assets/hooks/terminal-guard.cjs', import.meta.url)

/** The text of the hook as it is copied into the home. */
export async function hookText(): Promise<string> {
  const text =
    source.protocol === 'data:'
      ? Buffer.from(source.pathname.slice(source.pathname.indexOf(',') + 1), 'base64').toString()
      : await readFile(source, 'utf8')
  return text.replaceAll('@NAME@', brand.name).replaceAll('@COMMAND@', brand.command)
}

/** How the copy at a path stands to the hook of this version. */
export async function lookAtHook(path: string): Promise<'intact' | 'changed' | 'missing'> {
  try {
    return (await readPlainText(path)) === (await hookText()) ? 'intact' : 'changed'
  } catch (error) {
    return isMissing(error) ? 'missing' : 'changed'
  }
}

/** Writes the copy where it is missing or another; true when it wrote. */
export async function placeHook(path: string): Promise<boolean> {
  if ((await lookAtHook(path)) === 'intact') return false
  await replaceFile(path, await hookText())
  return true
}
