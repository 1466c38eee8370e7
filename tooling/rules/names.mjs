import { isCode } from './source-text.mjs'

const VAGUE = /^(utils?|helpers?|common|misc|managers?|services?|stuff)$/
/** Proper names that contain a vague word: the freedesktop Secret Service. */
const PROPER = /secret-service/g

/**
 * A file or folder is named after what it holds.
 * @type {import('./source-text.mjs').Rule}
 */
export const fileNameRule = {
  name: 'no-vague-file-names',
  applies: (path) => isCode(path) || path.endsWith('.css'),
  find(file) {
    const words = file.path.replaceAll(PROPER, 'keyring').split(/[/.-]/)
    const vague = words.find((word) => VAGUE.test(word))
    return vague
      ? [{ at: 0, message: `“${vague}” says nothing: name it after its main export` }]
      : []
  },
}

const MAX_LINES = 400

/**
 * No file is longer than what one reads in one go.
 * @type {import('./source-text.mjs').Rule}
 */
export const fileSizeRule = {
  name: 'file-size',
  applies: (path) => isCode(path) || path.endsWith('.css'),
  find(file) {
    const lines = file.text.trimEnd().split('\n').length
    return lines > MAX_LINES
      ? [{ at: 0, message: `${lines} lines, ${MAX_LINES} at most: split it by what it does` }]
      : []
  },
}
