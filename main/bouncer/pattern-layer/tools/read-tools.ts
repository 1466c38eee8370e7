import { emit, type Field, readPaths, type Scene, signal } from '../scene.ts'
import { at, fieldOf, malformed, neededText, noteCharacters, type Tool, textOf } from './input.ts'
import { isLoginStore } from './key-places.ts'
import { search } from './line-search.ts'
import { alternatives, noteListing } from './name-patterns.ts'
import { isDependency, privatePlace } from './private-places.ts'
import { isForeignPlace, noteRead, pathsOf } from './read-paths.ts'
import { spelledPath } from './spelled-path.ts'

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
