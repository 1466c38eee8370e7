/**
 * Collects the licences of every package that is shipped: what the app imports, and what that needs
 * in turn. Written to `renderer/privacy/licences.json`, which the app shows; a test fails when it is
 * behind, when a licence is not permissive, or when a text is missing.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { inRoot } from './places.mjs'

/**
 * @typedef {{ name: string, version: string, licence: string, text: number }} ShippedPackage
 * @typedef {{ packages: ShippedPackage[], texts: string[] }} Licences
 * @typedef {{ name?: string, version?: string, license?: unknown, licenses?: unknown, author?: unknown,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string>,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }> }} Manifest
 */

const TARGET = inRoot('renderer', 'privacy', 'licences.json')
const TREES = ['main', 'preload', 'renderer', 'shared']

/** Licences that ask for no more than that their text is kept. */
const PERMISSIVE = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Zlib', 'Python-2.0', 'OFL-1.1', 'WTFPL'],
])

/** The runtime that the app comes in, which no source file pulls in as code. */
const RUNTIME = ['electron', 'node']

/**
 * Runtimes whose npm package only fetches them and carries another licence, or none: what really ships.
 * The versions are those of the packages.
 */
const RUNTIME_PARTS = [
  {
    ...{ name: 'Node.js', package: 'node', file: 'node.txt', isInCommand: true },
    licence: 'MIT; bundled parts: MIT, ISC, BSD, Apache-2.0, Unicode-3.0, zlib and others',
  },
  {
    ...{ name: 'Chromium in Electron', package: 'electron', file: 'chromium.txt' },
    ...{ isInCommand: false, licence: 'BSD-3-Clause; parts: see the text, one is LGPL-2.1' },
  },
]

/** Packages that are part of the desktop app alone. */
const DESKTOP_ONLY = new Set(['electron', '@sentry/electron'])

/** True for an SPDX expression of which one branch, or every part, is permissive. */
export function isPermissive(/** @type {string} */ expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  if (/ OR /.test(bare)) return bare.split(/ OR /).some((part) => PERMISSIVE.has(part))
  return bare.split(/ AND /).every((part) => PERMISSIVE.has(part))
}

/**
 * Packages that a source file names, by the first part of each specifier.
 * @param {string} path
 */
function packagesIn(path) {
  const text = readFileSync(path, 'utf8')
  const names = path.endsWith('.css')
    ? [...text.matchAll(/(?:@import\s+|url\(\s*)['"]([^'"]+)['"]/g)].map(([, name]) => name ?? '')
    : ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  return names
    .filter((name) => /^(?:@[\w-]+\/)?[\w-]/.test(name) && !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
    .filter((name) => !builtinModules.includes(name))
}

function importedPackages() {
  const files = TREES.flatMap((tree) =>
    readdirSync(inRoot(tree), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:tsx?|css)$/.test(name) && !/\.test(?:-support)?\.tsx?$/.test(name))
      .map((name) => inRoot(tree, name)),
  )
  return new Set([...files.flatMap(packagesIn), ...RUNTIME])
}

/**
 * The folder that a package is found in from another one; null when it is not installed.
 * @param {string} name
 * @param {string} from
 * @returns {string | null}
 */
function folderOf(name, from) {
  const found = join(from, 'node_modules', name)
  if (existsSync(join(found, 'package.json'))) return found
  const above = dirname(from)
  return above === from ? null : folderOf(name, above)
}

/** @param {string} folder @returns {Manifest} */
const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** @param {Manifest} manifest */
function neededBy(manifest) {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest
  // An optional peer is there because something else of this checkout wanted it, as a test runner does.
  const isOptional = (/** @type {string} */ name) =>
    manifest.peerDependenciesMeta?.[name]?.optional === true
  const peers = Object.keys(peerDependencies).filter((name) => !isOptional(name))
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers]
}

/** The folders of every shipped package, those first that the app names itself. */
function shippedFolders() {
  const found = new Set()
  const visit = (/** @type {string} */ name, /** @type {string} */ from) => {
    const folder = folderOf(name, from)
    if (folder === null || found.has(folder)) return
    found.add(folder)
    // Packages for types have no code, and the runtime's own packages only fetch it.
    if (RUNTIME.includes(name)) return
    for (const next of neededBy(manifestOf(folder))) visit(next, folder)
  }
  for (const name of importedPackages()) visit(name, inRoot())
  return [...found].filter((folder) => !/node_modules\/@types\//.test(folder))
}

/** @param {Manifest} manifest */
function licenceOf({ license, licenses }) {
  const given = license ?? (Array.isArray(licenses) ? licenses[0] : licenses)
  if (typeof given === 'string') return given
  const type = typeof given === 'object' && given !== null && 'type' in given ? given.type : null
  return typeof type === 'string' ? type : 'unknown'
}

/**
 * The text that a package carries; null when it carries none.
 * @param {string} folder
 */
function textOf(folder) {
  const name = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying|unlicense)/i.test(file))
  return name === undefined ? null : readFileSync(join(folder, name), 'utf8').trim()
}

/** The standard texts, for packages that name a licence and carry no text of it. */
const STANDARD = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
}

/** @param {Manifest} manifest */
function standardText(manifest) {
  const licence = licenceOf(manifest)
  const standard = licence === 'MIT' ? STANDARD.MIT : null
  if (standard === null) return null
  const { author } = manifest
  const name =
    typeof author === 'object' && author !== null && 'name' in author ? author.name : author
  const owner = typeof name === 'string' ? name : `the authors of ${manifest.name}`
  return `MIT License\n\nCopyright (c) ${owner}\n\n${standard}`
}

/**
 * Every shipped package with its licence; `problems` names those that must not be shipped so.
 * @returns {{ licences: Licences, problems: string[] }}
 */
export function collectLicences() {
  /** @type {string[]} */
  const texts = []
  /** @type {string[]} */
  const problems = []
  const folders = shippedFolders().filter((folder) => folder !== inRoot('node_modules', 'node'))
  const packages = folders.map((folder) => {
    const manifest = manifestOf(folder)
    const { name = folder, version = '' } = manifest
    const licence = licenceOf(manifest)
    const text = textOf(folder) ?? standardText(manifest)
    if (!isPermissive(licence)) problems.push(`${name} ${version}: ${licence} is not permissive`)
    if (text === null) problems.push(`${name} ${version}: it carries no text of its licence`)
    if (text !== null && !texts.includes(text)) texts.push(text)
    return { name, version, licence, text: texts.indexOf(text ?? '') }
  })
  for (const part of RUNTIME_PARTS) {
    const text = readFileSync(inRoot('tooling', 'licences', part.file), 'utf8').trim()
    if (!texts.includes(text)) texts.push(text)
    const { version = '' } = manifestOf(inRoot('node_modules', part.package))
    const { name, licence } = part
    packages.push({ name, version, licence, text: texts.indexOf(text) })
  }
  packages.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
  return { licences: { packages, texts }, problems }
}

/** What the app shows now. @returns {Licences} */
export function shownLicences() {
  return JSON.parse(readFileSync(TARGET, 'utf8'))
}

/** Every licence of what the built command contains, as one text to lie beside it. */
export function commandLicences() {
  const { packages, texts } = shownLicences()
  const elsewhere = new Set(
    RUNTIME_PARTS.filter((part) => !part.isInCommand).map(({ name }) => name),
  )
  const shipped = packages.filter(({ name }) => !DESKTOP_ONLY.has(name) && !elsewhere.has(name))
  const own = readFileSync(inRoot('LICENSE'), 'utf8').trim()
  const sections = texts.flatMap((text, index) => {
    const of = shipped.filter((one) => one.text === index)
    if (of.length === 0) return []
    const names = of.map(({ name, version, licence }) => `${name} ${version} (${licence})`)
    return [`${names.join('\n')}\n\n${text}`]
  })
  const line = `\n\n${'='.repeat(80)}\n\n`
  return `${[`This program (Apache-2.0)\n\n${own}`, ...sections].join(line)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { licences, problems } = collectLicences()
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
  else writeFileSync(TARGET, `${JSON.stringify(licences, null, 2)}\n`)
}
