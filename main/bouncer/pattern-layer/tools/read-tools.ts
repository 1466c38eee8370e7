import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { baseName, isWithin, placeOf, resolvePath } from '../paths.ts'
import { emit, type Field, readPaths, type Scene, signal } from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { holdsSecrets, patternMayHoldSecrets } from '../sensitive-paths.ts'
import {
  at,
  fieldOf,
  type Input,
  malformed,
  neededText,
  noteCharacters,
  type Tool,
  textOf,
} from './input.ts'
import { isKeyFolder, isLoginFolder, isLoginStore, isMasterKey } from './key-places.ts'
import { isDependency, isWideScope, privatePlace } from './private-places.ts'
import { seeksMasterKeys, seeksPrivateFacts } from './sought.ts'
import { spelledPath } from './spelled-path.ts'

const PATH_FIELDS = ['file_path', 'notebook_path', 'path', 'filePath', 'filename', 'file']

/** The paths that a call names, with their fields; several that differ are noted as not understood. */
export function pathsOf(
  scene: Scene,
  input: Input,
): { readonly field: string; readonly text: string; readonly path: Field }[] {
  const found = PATH_FIELDS.flatMap((field) => {
    const text = textOf(scene, input, field)
    if (text === null) return []
    at(scene, field, { end: text.length })
    if (text.trim() === '') malformed(scene, 'an empty path')
    noteCharacters(scene, text)
    return [{ field, text, path: spelledPath(scene, text) }]
  })
  if (found.length === 0) malformed(scene, 'a call without a path')
  if (new Set(found.map(({ path }) => path.text)).size > 1) malformed(scene, 'two different paths')
  return found
}

/** Records reading: what lies there, whose it is, and what it is called by the call. */
export function noteRead(scene: Scene, path: Field, text: string): void {
  const why = privatePlace(scene, path.text, text)
  if (why !== null) signal(scene, 'private-reading', why)
  readPaths(scene, [path])
  const named = namedPath(scene, path.text)
  if (named) emit(scene, { kind: 'read', paths: [named] })
  noteKeys(scene, path.text)
}

/** Notes that a tool which shows what it reads is given a key to machines, accounts or money. */
function noteKeys(scene: Scene, path: string): void {
  const real = scene.ground.facts?.realPaths?.[path] ?? path
  const shown = [path, real].find((one) => isMasterKey(one) && isForeignPlace(scene, one))
  if (shown !== undefined) signal(scene, 'key-reading', shown)
}

function isForeignPlace(scene: Scene, path: string): boolean {
  const place = placeOf(path, scene.ground)
  return place !== 'project' && place !== 'temporary'
}

/** The path as named, when it is a link whose name tells more than its target. */
export function namedPath(scene: Scene, path: string): TouchedPath | null {
  const real = scene.ground.facts?.realPaths?.[path]
  if (real === undefined || real === path) return null
  const place = placeOf(path, scene.ground)
  const secret = holdsSecrets(path, scene.ground.home)
  return { path, certainty: 'exact', place, ...(secret ? { secret } : {}) }
}

const read: Tool = (scene, input) => {
  for (const { field, text, path } of pathsOf(scene, input)) {
    at(scene, field, { end: text.length })
    noteRead(scene, path, text)
  }
}

const list: Tool = (scene, input) => {
  const text = textOf(scene, input, 'path') ?? scene.cwd
  at(scene, 'path', { end: text.length })
  noteCharacters(scene, text)
  noteListed(scene, spelledPath(scene, text), text)
}

/** Records that the names in a folder are shown, which gives no key away. */
function noteListed(scene: Scene, path: Field, text: string): void {
  const why = privatePlace(scene, path.text, text)
  if (why !== null) signal(scene, 'private-reading', why)
  else if (isForeignShelf(scene, path.text))
    signal(scene, 'private-reading', 'a disk or papers of somebody')
  readPaths(scene, [path])
  if (isLoginStore(path.text) && isForeignPlace(scene, path.text))
    signal(scene, 'key-reading', path.text)
}

/** Disks that somebody has put in, and folders named after papers that are for few eyes. */
const SHELF =
  /^\/(?:media|run\/media|Volumes)\/[^/]+|\/(?:payroll|salar(?:y|ies)|hr|personnel|medical|patients?|tax(?:es)?|confidential|bank(?:ing)?|invoices?|finances?|passwords?|secrets?|lawsuits?|kyc)(?:\/|$)/i

function isForeignShelf(scene: Scene, path: string): boolean {
  return SHELF.test(path) && isForeignPlace(scene, path) && !isDependency(path)
}

const MAX_ALTERNATIVES = 32
const MAX_PATTERN = 1000

/** The alternatives of `{a,b}` in a pattern; null when there are too many to look at. */
export function alternatives(pattern: string): string[] | null {
  if (pattern.length > MAX_PATTERN) return null
  let done: string[] = [pattern]
  for (let round = 0; round < 6; round++) {
    const next = done.flatMap((text) => {
      const match = /\{([^{}]*)\}/.exec(text)
      if (!match) return [text]
      const tail = text.slice(match.index + match[0].length)
      return (match[1] ?? '').split(',').map((part) => text.slice(0, match.index) + part + tail)
    })
    if (next.length > MAX_ALTERNATIVES) return null
    if (next.length === done.length && next.every((text, index) => text === done[index]))
      return done
    done = next
  }
  return null
}

/** A glob's absolute form: folders that are certain, and the part that is a pattern. */
function rooted(scene: Scene, base: string, pattern: string) {
  const text = /^(?:[/~\\]|file:|[A-Za-z]:[\\/]|\$\{?HOME)/.test(pattern)
    ? pattern
    : `${base}/${pattern}`
  const parts = text.split('/')
  const first = parts.findIndex((part) => /[*?[\]]/.test(part))
  const folder = first < 0 ? text : parts.slice(0, first).join('/') || '/'
  const tail = first < 0 ? [] : parts.slice(first)
  const climbs = tail.includes('..')
  const path = spelledPath(scene, folder).text
  return {
    text,
    folder: path,
    climbs,
    tail,
    full: tail.length ? `${path}/${tail.join('/')}` : path,
  }
}

const glob: Tool = (scene, input) => {
  const pattern = neededText(scene, input, 'pattern')
  const base = textOf(scene, input, 'path') ?? scene.cwd
  if (pattern === null) return
  at(scene, 'pattern', { end: pattern.length })
  noteCharacters(scene, pattern)
  noteCharacters(scene, base)
  const all = alternatives(pattern)
  if (all === null) malformed(scene, 'a pattern with too many alternatives')
  for (const one of all ?? []) noteListing(scene, base, one)
}

/** Records looking for names by a pattern below a folder. */
export function noteListing(scene: Scene, base: string, pattern: string): void {
  const { ground } = scene
  const { text, folder, climbs, tail, full } = rooted(scene, base, pattern)
  const place = placeOf(folder, ground)
  if (climbs) malformed(scene, 'a pattern that climbs')
  const outside = place !== 'project' && place !== 'temporary'
  const secret =
    outside &&
    (patternMayHoldSecrets(full, ground.home) || holdsSecrets(full, ground.home) || seeksKeys(tail))
  emit(scene, {
    kind: 'read',
    paths: [{ path: full, certainty: 'pattern', place, ...(secret ? { secret } : {}) }],
  })
  if (isWithin(folder, ground.workspace)) return
  const why = privatePlace(scene, folder, text)
  if (why !== null) signal(scene, 'private-reading', why)
  if (seeksKeyFiles(full, outside ? tail : [])) signal(scene, 'key-reading', full)
  if (tail.includes('**') && isWideScope(folder, ground)) signal(scene, 'wide-search', folder)
}

/** Whether names are sought that only keys have. */
function seeksKeyFiles(full: string, tail: readonly string[]): boolean {
  const name = tail.at(-1) ?? ''
  return OTHER_PROGRAMS.test(full) || SEEKS_WALLET.test(name) || LOGIN_FILE.test(name)
}

/** Searching there for such files reads what all programs were started with. */
const SEES_PROGRAMS = /^\/proc(?:\/[*\d]+)?$/
const PROGRAM_FILE = /(?:^|[/*{,])(?:environ|mem|cmdline)(?:$|[*},])/

/** What all programs were started with; nobody lists it for another reason than to read it. */
const OTHER_PROGRAMS = /^\/proc\/[^/]*[*?[][^/]*\/(?:environ|mem|cmdline)$/

/** Names that nothing but a wallet has. */
const SEEKS_WALLET = /^\*?(?:utc--|wallet\.dat|.*\.wallet$|default_wallet)/i

/** Names that only the logins of browsers have. */
const LOGIN_FILE =
  /^\*{0,2}(?:login data(?: for account)?|cookies(?:\.sqlite|\.binarycookies)|key[34]\.db|logins\.json|signons\.sqlite|web data|local state)\*?$/i

const KEY_NAME =
  /^\*?[^/]*(?:\.pem|\.key|\.p12|\.pfx|\.kdbx|\.keystore|\.jks|\.ppk|id_rsa|id_ed25519|id_ecdsa|credential|secret|password|passwd|wallet|token|\.env|\.netrc|_history|\.gpg|\.asc|tfstate|kubeconfig|cookies|mnemonic|authinfo|passport|salar(?:y|ies)|\.sql\b|\.dump|\.mbox|\.eml|\.pst)|^(?:[^/]*[^a-z/])?(?:seed|tax|vault|backups?|dumps?)(?:[^a-z/][^/]*)?$/i

const CODE_NAME =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs?|h|cc|cpp|php|lua|vue|svelte|mdx?|html?|css|scss)$/i

/** Whether the last part of a pattern is made to find keys. */
function seeksKeys(tail: readonly string[]): boolean {
  const name = tail.at(-1) ?? ''
  return KEY_NAME.test(name) && !CODE_NAME.test(name)
}

const search: Tool = (scene, input) => {
  const pattern = neededText(scene, input, 'pattern')
  const base = textOf(scene, input, 'path') ?? scene.cwd
  at(scene, 'path', { end: base.length })
  noteCharacters(scene, base)
  const path = spelledPath(scene, base)
  noteRead(scene, path, base)
  noteSearch(scene, path.text, pattern ?? '')
  noteKeySearch(scene, path.text, {
    pattern: pattern ?? '',
    shows: textOf(scene, input, 'output_mode') === 'content',
  })
  for (const field of ['glob', 'include']) {
    const filter = textOf(scene, input, field)
    if (filter === null) continue
    at(scene, field, { end: filter.length })
    noteCharacters(scene, filter)
    noteFilter(scene, path.text, filter)
    if (SEES_PROGRAMS.test(path.text) && PROGRAM_FILE.test(filter))
      signal(scene, 'key-reading', `${path.text} ${filter}`)
  }
}

/** Records looking for lines below a folder. */
export function noteSearch(scene: Scene, path: string, pattern: string): void {
  const { ground } = scene
  const place = placeOf(path, ground)
  if (place === 'project' || place === 'temporary' || isDependency(path)) return
  if (isWideScope(path, ground) || seeksPrivateFacts(pattern)) signal(scene, 'wide-search', path)
}

/** Places of a project that hold values of secrets rather than code about them. */
const VALUES =
  /\/(?:group_vars|host_vars|inventor(?:y|ies)|\.?secrets?|credentials|vaults?|backups?|dumps?)(?:\/|$)|\/(?:vault|secrets?)[\w.-]*\.ya?ml$/i

interface KeySearch {
  readonly pattern: string
  /** Whether lines are shown, not only names. */
  readonly shows: boolean
}

/** Notes a search that brings keys to light: in their own folders, or by their marks in everything. */
function noteKeySearch(scene: Scene, path: string, { pattern, shows }: KeySearch): void {
  if (!isForeignPlace(scene, path)) {
    if (shows && VALUES.test(path) && seeksPrivateFacts(pattern)) signal(scene, 'wide-search', path)
    return
  }
  const inside = isKeyFolder(path) || (isLoginFolder(path) && seeksSecrets(pattern))
  const wide = isWideScope(path, scene.ground) && seeksMasterKeys(pattern)
  if (shows && (inside || wide)) signal(scene, 'key-reading', path)
}

/** Searching shows lines of the files, so a filter that picks secret files reads them. */
function noteFilter(scene: Scene, base: string, filter: string): void {
  if (filter.length > MAX_PATTERN) {
    malformed(scene, 'a filter longer than any')
    return
  }
  const globs = filter.split(/(?<!\{[^}]*),|\s+/).filter((part) => part !== '' && part[0] !== '!')
  for (const part of globs) {
    const all = alternatives(part)
    if (all === null) malformed(scene, 'a filter with too many alternatives')
    for (const one of all ?? []) noteFilteredFiles(scene, base, one)
  }
}

function noteFilteredFiles(scene: Scene, base: string, filter: string): void {
  const { ground } = scene
  const { full, climbs } = rooted(scene, base, filter)
  if (climbs) malformed(scene, 'a filter that climbs')
  const path = resolvePath(full, scene.cwd, ground.home)
  const name = baseName(path)
  const secret = /[^*?.]/.test(name) && patternMayHoldSecrets(path, ground.home)
  emit(scene, {
    kind: 'read',
    paths: [
      { path, certainty: 'pattern', place: placeOf(path, ground), ...(secret ? { secret } : {}) },
    ],
  })
}

const SECRET_RESOURCE =
  /(?:^|[\s/:_-])(?:1password|onepassword|bitwarden|lastpass|keepass\w*|keychain|(?:hashicorp-)?vault(?=\s|:)|clipboard)(?:$|[\s/:_-])|(?:^|[\s/:._-])(?:secrets?|passwords?|credentials?|private[-_]?keys?|api[-_]?keys?|tokens?|env(?:ironment)?)(?:$|[/:_?#-])/i

const readResource: Tool = (scene, input) => {
  const uri = neededText(scene, input, 'uri')
  if (uri === null) return
  at(scene, 'uri', { end: uri.length })
  noteCharacters(scene, uri)
  if (/^(?:file:|[/~.])/i.test(uri)) noteRead(scene, spelledPath(scene, uri), uri)
  else if (SECRET_RESOURCE.test(`${textOf(scene, input, 'server') ?? ''} ${uri}`))
    signal(scene, 'other-tool', 'reads a secret of a connected server')
  else emit(scene, { kind: 'conversation', what: 'reads a resource of a connected server' })
}

const languageServer: Tool = (scene, input) => {
  if (fieldOf(input, 'filePath') !== undefined || fieldOf(input, 'file_path') !== undefined)
    read(scene, input)
  else emit(scene, { kind: 'conversation', what: 'asks the language server' })
}

/** Tools that look at files and change nothing. */
export const readTools: Readonly<Record<string, Tool>> = {
  Read: read,
  NotebookRead: read,
  LS: list,
  Glob: glob,
  Grep: search,
  LSP: languageServer,
  ReadMcpResourceTool: readResource,
}
