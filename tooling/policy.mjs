/**
 * Makes `shared/privacy/policy.json` out of PRIVACY.md, so that the app and the repository show one
 * text. A text that changed needs a new version in its second line; while a version was never
 * released, `--same-version` keeps it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from './places.mjs'

const source = inRoot('PRIVACY.md')
const target = inRoot('shared', 'privacy', 'policy.json')

/**
 * Reads version, date and text out of the policy.
 * @param {string} markdown
 */
function readPolicy(markdown) {
  const found = /^Version (\d+), (.+)$/m.exec(markdown)
  if (!found?.[1] || !found[2]) throw new Error('PRIVACY.md has no line "Version N, date".')
  return { version: found[1], date: found[2], text: markdown }
}

function readBefore() {
  try {
    return JSON.parse(readFileSync(target, 'utf8'))
  } catch {
    // Without a readable file there is no version to compare with.
    return null
  }
}

const policy = readPolicy(readFileSync(source, 'utf8'))
const before = readBefore()
const isOtherText = before !== null && before.text !== policy.text
if (isOtherText && before.version === policy.version && !process.argv.includes('--same-version')) {
  process.stderr.write(
    `PRIVACY.md changed and is still version ${policy.version}.\nKept: the text that the app shows.\nTo do: raise the version in its second line, or add --same-version where that version was never released.\n`,
  )
  process.exitCode = 1
} else {
  writeFileSync(target, `${JSON.stringify(policy, null, 2)}\n`)
}
