import { brand } from '../../../shared/brand.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import { packedAsset } from '../../kit/packed-asset.ts'
import { readPlainText } from '../../kit/plain-file.ts'
import { isMissing } from '../../kit/system-code.ts'

/** The program of the hook. */
const source = new URL('../../../assets/hooks/terminal-guard.cjs', import.meta.url)

/** The text of the hook as it is copied into the home. */
function hookText(): string {
  const text = packedAsset(source).toString('utf8')
  return text.replaceAll('@NAME@', brand.name).replaceAll('@COMMAND@', brand.command)
}

/** How the copy at a path stands to the hook of this version. */
export async function lookAtHook(path: string): Promise<'intact' | 'changed' | 'missing'> {
  try {
    return (await readPlainText(path)) === hookText() ? 'intact' : 'changed'
  } catch (error) {
    return isMissing(error) ? 'missing' : 'changed'
  }
}

/** Writes the copy where it is missing or another; true when it wrote. */
export async function placeHook(path: string): Promise<boolean> {
  if ((await lookAtHook(path)) === 'intact') return false
  await replaceFile(path, hookText())
  return true
}
