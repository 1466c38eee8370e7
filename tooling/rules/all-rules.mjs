import { colourRule } from './colours.mjs'
import { rightsRule } from './contracts.mjs'
import { dataOwnerRule, doorCommentRule, exportDocRule } from './documentation.mjs'
import { injectionRule, typeEscapeRule, unfinishedRule } from './escapes.mjs'
import { folderRule } from './folders.mjs'
import { fileNameRule, fileSizeRule } from './names.mjs'
import { networkRule } from './network.mjs'
import { childProcessRule, shellRule } from './processes.mjs'
import { parseSource } from './source-text.mjs'
import { brandRule, literalTextRule } from './texts.mjs'

/** Every static rule of our own. */
export const RULES = [
  networkRule,
  childProcessRule,
  shellRule,
  folderRule,
  literalTextRule,
  brandRule,
  colourRule,
  rightsRule,
  dataOwnerRule,
  doorCommentRule,
  exportDocRule,
  injectionRule,
  typeEscapeRule,
  unfinishedRule,
  fileNameRule,
  fileSizeRule,
]

/**
 * What the rules say about one file, in the order of its lines.
 * @param {string} path relative to the root, with forward slashes
 * @param {string} text
 * @param {import('./source-text.mjs').ReadBeside} [readBeside]
 * @returns {{ rule: string, path: string, line: number, message: string }[]}
 */
export function checkText(path, text, readBeside) {
  const rules = RULES.filter((rule) => rule.applies(path))
  if (rules.length === 0) return []
  const file = parseSource(path, text, readBeside)
  return rules
    .flatMap((rule) =>
      rule.find(file).map(({ at, message }) => ({
        rule: rule.name,
        path,
        line: text.slice(0, at).split('\n').length,
        message,
      })),
    )
    .sort((a, b) => a.line - b.line)
}
