import { existsSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** A path inside the repository. */
export const inRoot = (/** @type {string[]} */ ...parts) => join(ROOT, ...parts)

const isWindows = process.platform === 'win32'

/** The pinned Node, which `npm ci` brings; every script but the set-up itself runs on it. */
export const PINNED_NODE = isWindows
  ? inRoot('node_modules', 'node', 'bin', 'node.exe')
  : inRoot('node_modules', '.bin', 'node')

const isOurs = (/** @type {string} */ path) => resolve(path).startsWith(inRoot('node_modules'))

/** The search path without this repository's own programs. */
export function outerPath() {
  const entries = (process.env.PATH ?? '').split(delimiter)
  return entries.filter((entry) => entry !== '' && !isOurs(entry)).join(delimiter)
}

/** The first file of that name on a search path, or null. */
export function findOnPath(/** @type {string} */ name, /** @type {string} */ path) {
  const names = isWindows ? [`${name}.exe`, `${name}.cmd`, name] : [name]
  for (const folder of path.split(delimiter)) {
    const found = names.map((one) => join(folder, one)).find((one) => existsSync(one))
    if (found !== undefined) return found
  }
  return null
}

/**
 * The Node that the person installed. The pinned one cannot run an installation that replaces it.
 * @returns {string}
 */
export function outerNode() {
  const candidates = [process.env.npm_node_execpath, process.execPath]
  const outer = candidates.find((path) => path && existsSync(path) && !isOurs(path))
  return outer ?? findOnPath('node', outerPath()) ?? process.execPath
}

/** The command line that runs npm on the outer Node. */
export function npmCommand(/** @type {string[]} */ ...args) {
  const node = outerNode()
  const candidates = [
    process.env.npm_execpath,
    join(dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = candidates.find(
    (path) => path?.endsWith('.js') && existsSync(path) && !isOurs(path),
  )
  if (script) return { command: node, args: [script, ...args] }
  return { command: findOnPath('npm', outerPath()) ?? 'npm', args }
}
