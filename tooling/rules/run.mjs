import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { checkText } from './all-rules.mjs'

const TREES = ['main', 'preload', 'renderer', 'shared', 'platform', 'tooling', 'tests']
const SKIPPED = /(^|\/)(node_modules|out|dist)(\/|$)|^tests\/(corpus|fixtures)\//

/**
 * Every file of ours that a rule may look at.
 * @param {string} root
 */
function listFiles(root) {
  return TREES.flatMap((tree) => {
    try {
      return readdirSync(join(root, tree), { recursive: true, withFileTypes: true })
    } catch {
      // A tree that is not there yet has no files.
      return []
    }
  })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !SKIPPED.test(path))
}

const root = process.argv[2] ?? process.cwd()

/**
 * Reads files relative to the one at `path`.
 * @param {string} path
 * @returns {import('./source-text.mjs').ReadBeside}
 */
const readBeside = (path) => (relativePath) => {
  const place = join(root, dirname(path), relativePath)
  return existsSync(place) ? readFileSync(place, 'utf8') : null
}

const findings = listFiles(root).flatMap((path) =>
  checkText(path, readFileSync(join(root, path), 'utf8'), readBeside(path)),
)
for (const { path, line, rule, message } of findings) {
  process.stdout.write(`${path}:${line} ${rule}: ${message}\n`)
}
process.exitCode = findings.length > 0 ? 1 : 0
