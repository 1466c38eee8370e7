import { TAINT } from '../findings.ts'
import {
  EMPTY,
  type Field,
  isKnown,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { variableLine } from './answers.ts'
import { decompress } from './decompression.ts'
import { type Options, readOptions, valued } from './options.ts'
import { inKnownFolders } from './partly-known.ts'
import { pathLines, pathList } from './path-lists.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import {
  decodeBase32,
  decodeBase64,
  decodeHex,
  removeCharacters,
  reverseLines,
  translate,
} from './text-constants.ts'
import {
  cutCharacters,
  cutFields,
  endOf,
  joinLines,
  lastLineFirst,
  sortLines,
  type TextFilter,
} from './text-filters.ts'

/** A program that reads the files it is given, after `skip` operands that are no paths. */
function reader(list: string, skip = 0): Program {
  const spec = { valued: valued(list) }
  return (scene, call) => {
    const options = readOptions(call.args, spec)
    return merge(call.stdin, readPaths(scene, options.operands.slice(skip)), options)
  }
}

function merge(stdin: Stream, read: Stream, options: Options): Stream {
  if (options.operands.length === 0) return { text: null, taint: stdin.taint }
  return { text: null, taint: read.taint | stdin.taint }
}

const SEARCH_GREP = valued(
  'e f A B C m d D max-count context after-context before-context regexp file include exclude exclude-dir exclude-from label binary-files directories devices color colour',
)

const SEARCH = valued(
  'e f A B C m d D g t T r max-count context after-context before-context regexp file include exclude exclude-dir exclude-from glob type type-not color colour replace max-depth sort threads encoding pre engine iglob pre-glob max-filesize path-separator directories devices label binary-files ignore-file',
)

const search: Program = (scene, call) => {
  const isGrep = call.name.endsWith('grep')
  const options = readOptions(call.args, { valued: isGrep ? SEARCH_GREP : SEARCH })
  const listsOnly = options.has('files') && call.name === 'rg'
  const paths = searchedPaths(options, listsOnly)
  const listed = listsOnly ? listFiles(paths) : keepsLines(call, options, paths)
  if (listed) return listed
  const out = readPaths(scene, [...options.values('file', 'exclude-from', 'f'), ...paths])
  if (call.name === 'rg') runPreprocessor(scene, options)
  const wide = options.has('r', 'R', 'recursive') || !isGrep
  const pattern = options.value('e', 'regexp') ?? options.operands[0]
  const seeks = wide && noteWideSearch(scene, pattern, paths)
  const read = out.taint | (seeks ? TAINT.secret : TAINT.none)
  const variable = noteSoughtVariables(scene, { options, pattern, stdin: call.stdin })
  const taint = narrows(options, pattern) ? call.stdin.taint & ~TAINT.everything : call.stdin.taint
  return variable ?? foundText(options, { paths, wide, taint, read })
}

function searchedPaths(options: Options, listsOnly: boolean): readonly Field[] {
  const hasPattern = listsOnly || options.value('e', 'regexp', 'f', 'file') !== undefined
  return options.operands.slice(hasPattern ? 0 : 1)
}

/** What is left out of a list of all there is without making it a choice. */
const TRIVIAL = /^[\^'"( ]*(?:HEAD|->|NAME|NAMESPACE|kube|default|\$|[*\\]|total|origin\/HEAD)/i

/** Whether a search leaves a choice of a list rather than the list. */
function narrows(options: Options, pattern: Field | undefined): boolean {
  return !(options.has('v', 'invert-match') && TRIVIAL.test(pattern?.text ?? ''))
}

/** Printing the variables whose names promise secrets is reading them; a line that is known is answered. */
function noteSoughtVariables(
  scene: Scene,
  sought: {
    readonly options: Options
    readonly pattern: Field | undefined
    readonly stdin: Stream
  },
): Stream | null {
  const { options, pattern, stdin } = sought
  const { taint } = stdin
  if (options.has('c', 'q', 'count', 'quiet')) scene.findings.variables.delete('*')
  if (!(taint & TAINT.environment) || options.has('c', 'q', 'o', 'v', 'count', 'quiet')) return null
  const { variables } = scene.findings
  const isWhole = variables.has('*')
  variables.delete('*')
  if (SECRET_VARIABLES.test(pattern?.text ?? '')) {
    if (isWhole) variables.add((pattern?.text ?? '').slice(0, MAX_NAME))
    signal(scene, 'other-tool', SHOWS_SECRETS)
  }
  return variableLine(scene, stdin, pattern?.text ?? '')
}

const SECRET_VARIABLES =
  /token|secret|passw|\bpass\b|(?:api|access|private)[_.*?-]*key|\bkeys?\b|credential|_key\b/i
const MAX_NAME = 80
const SHOWS_SECRETS = 'shows secrets of the environment'

/** Takes the note back where the values are cut off further down the pipe. */
export function withoutValues(scene: Scene, taint: number): void {
  const { signals, variables } = scene.findings
  if (taint & TAINT.environment) variables.delete('*')
  if (taint & TAINT.environment && signals.at(-1)?.detail === SHOWS_SECRETS) signals.pop()
}

function runPreprocessor(scene: Scene, options: Options): void {
  const helper = options.value('pre')
  if (helper) scene.runner.text(scene, helper.text, EMPTY)
}

/** `rg --files` prints every file there is. */
function listFiles(paths: readonly Field[]): Stream {
  const known = paths.every((field) => isKnown(field.text))
  const folders = paths.length > 0 ? paths.map((field) => field.text) : ['.']
  return known ? pathList(folders, true) : OPAQUE
}

/** A list of paths that is searched stays one. */
function keepsLines(call: Invocation, options: Options, paths: readonly Field[]): Stream | null {
  if (paths.length > 0 || options.has('r', 'R', 'recursive', 'files')) return null
  const shaped = options.has('o', 'only-matching', 'c', 'count', 'n', 'line-number', 'q', 'l', 'L')
  return !shaped && pathLines(call.stdin.text) ? call.stdin : null
}

/** What a search prints: lines, or only the names of files, which hold no secrets. */
function foundText(
  options: Options,
  at: {
    readonly paths: readonly Field[]
    readonly wide: boolean
    readonly taint: number
    readonly read: number
  },
): Stream {
  const names = options.has('l', 'L', 'files-with-matches', 'files-without-match')
  const given = at.paths.map((field) => field.text)
  if (names && !at.wide && given.length > 0) {
    return { text: `${given.join('\n')}\n`, taint: at.taint }
  }
  if (names && at.wide && given.every(isKnown)) return foundBelow(given, at.taint)
  const quietly = names || options.has('c', 'q', 'count', 'quiet')
  return { text: null, taint: at.taint | (quietly ? at.read & ~TAINT.secret : at.read) }
}

/** Names of files below folders, which may be files themselves. */
function foundBelow(given: readonly string[], taint: number): Stream {
  const files = given.filter((path) => !/^\.{0,2}\/?$/.test(path))
  const below = pathList(given.length > 0 ? given : ['.'], false).text ?? ''
  return { text: files.map((path) => `${path}\n`).join('') + below, taint }
}

/** A search for keys across folders outside the project finds secrets rather than code. */
function noteWideSearch(
  scene: Scene,
  pattern: Field | undefined,
  paths: readonly Field[],
): boolean {
  const outside = paths
    .map((field) => touch(scene, field))
    .find((path) => path.place === 'home' || path.place === 'elsewhere' || path.path === '/')
  if (!outside || !seeksSecrets(pattern?.text ?? '')) return false
  signal(scene, 'wide-search', outside.path)
  return true
}

const cat: Program = (scene, call) => {
  const operands = readOptions(call.args).operands.filter((field) => field.text !== '-')
  if (operands.length === 0) return call.stdin
  const read = readPaths(scene, operands)
  return operands.length === 1 ? read : { text: null, taint: read.taint | call.stdin.taint }
}

/** A filter whose output is part of its input, computed where the input is known. */
function filter(
  list: string,
  compute: (options: Options, name: string) => TextFilter | null,
): Program {
  const spec = { valued: valued(list) }
  return (scene, call) => {
    const options = readOptions(call.args, spec)
    const operands = options.operands.filter((field) => !/^-$|^\+\d+$/.test(field.text))
    noteHelpers(scene, call, options)
    const input = operands.length === 0 ? call.stdin : readPaths(scene, operands)
    const taint = filteredTaint(scene, call, { options, taint: input.taint | call.stdin.taint })
    if (pathLines(input.text))
      return { text: KEEPS_LISTS.test(call.name) ? input.text : null, taint }
    if (input.text === null || !isKnown(input.text)) return { text: null, taint }
    return { text: compute(options, call.name)?.(input.text) ?? null, taint }
  }
}

/** Filters that leave lines as they are. */
const KEEPS_LISTS = /^(?:head|tail|sort|uniq|tac|shuf)$/

/** Names without their values hold no secrets, and some of a list is not the list. */
function filteredTaint(
  scene: Scene,
  call: Invocation,
  at: { readonly options: Options; readonly taint: number },
): number {
  const { options, taint } = at
  if (call.name === 'cut' && cutsValues(options)) {
    withoutValues(scene, call.stdin.taint)
    return taint & ~TAINT.environment
  }
  const some = /^(?:head|tail|shuf)$/.test(call.name) && !skipsHeader(call, options)
  return some ? taint & ~TAINT.everything : taint
}

/** `cut -d= -f1` keeps the names of variables. */
function cutsValues(options: Options): boolean {
  return /^=?$/.test(options.value('d')?.text ?? '-') && options.value('f')?.text === '1'
}

/** `tail -n +2` leaves out the first line alone. */
function skipsHeader(call: Invocation, options: Options): boolean {
  return call.name === 'tail' && /^\+/.test(options.value('n', 'lines')?.text ?? '')
}

/** `head` and `tail`; the old style has the number as an option or operand. */
function ends(options: Options, name: string): TextFilter {
  const old = OLD_COUNTS.find((count) => options.has(count))
  const plus = options.operands.find((field) => /^\+\d+$/.test(field.text))
  return (text) =>
    endOf(text, {
      lines: options.value('n', 'lines')?.text ?? plus?.text ?? old,
      bytes: options.value('c', 'bytes')?.text,
      last: name === 'tail',
    })
}

const OLD_COUNTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

function cutting(options: Options): TextFilter | null {
  if (options.has('complement', 's', 'only-delimited', 'z')) return null
  const characters = options.value('c', 'b', 'characters', 'bytes')
  if (characters) return (text) => cutCharacters(text, characters.text)
  const fields = options.value('f', 'fields')
  const delimiter = options.value('d', 'delimiter')?.text ?? '\t'
  const between = options.value('output-delimiter')?.text ?? delimiter
  return fields ? (text) => cutFields(text, { list: fields.text, delimiter, between }) : null
}

function pasting(options: Options): TextFilter | null {
  if (!options.has('s', 'serial')) return null
  return (text) => joinLines(text, options.value('d', 'delimiters')?.text ?? '\t')
}

function sorting(options: Options, name: string): TextFilter | null {
  if (options.has('k', 't', 'n', 'h', 'V', 'R', 'f', 'c', 'd', 'z', 'M', 'g')) return keepLine
  if (name === 'uniq') return keepLine
  return (text) => sortLines(text, { reverse: options.has('r', 'reverse') })
}

/** A single line passes unchanged. */
function keepLine(text: string): string | null {
  return text.slice(0, -1).includes('\n') ? null : text
}

/** A short line passes unchanged through what breaks long ones. */
function keepShort(text: string): string | null {
  return text.length < 60 ? keepLine(text) : null
}

const COMPRESSES = /^(?:gzip|pigz|bzip2|pbzip2|xz|zstd|lz4|lzop|lzma|brotli)(?: -[\w-]{1,20})*$/

function noteHelpers(scene: Scene, call: Invocation, options: Options): void {
  const helper = options.value('compress-program')
  if (helper) {
    if (!COMPRESSES.test(helper.text)) signal(scene, 'carries-command', helper.text)
    scene.runner.text(scene, helper.text, EMPTY)
  }
  const output = call.name === 'sort' ? options.value('o', 'output') : undefined
  if (output) writePaths(scene, [output], OPAQUE)
}

const base64: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('w i o wrap input output') })
  const decodes = options.has('d', 'D', 'decode') || call.name === 'atob'
  const file = options.value('i', 'input')
  const sources = [
    ...options.operands.filter((field) => field.text !== '-'),
    ...(file ? [file] : []),
  ]
  const input = sources.length > 0 ? readPaths(scene, sources) : call.stdin
  if (!decodes) {
    const known = input.text !== null && isKnown(input.text)
    return {
      text: known ? Buffer.from(input.text ?? '').toString('base64') : null,
      taint: input.taint,
    }
  }
  const decode = options.has('base32') || /base32$/.test(call.name) ? decodeBase32 : decodeBase64
  const text = input.text === null || input === EMPTY ? null : decode(input.text)
  return { text, taint: input.taint | TAINT.decoded }
}

const xxd: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('c g l s o') })
  const input =
    options.operands.length > 0 ? readPaths(scene, options.operands.slice(0, 1)) : call.stdin
  if (!options.has('r')) return { text: null, taint: input.taint }
  return {
    text: input.text === null ? null : decodeHex(input.text),
    taint: input.taint | TAINT.decoded,
  }
}

const tr: Program = (_scene, call) => {
  const options = readOptions(call.args)
  const [from, to] = options.operands
  const { text } = call.stdin
  const { taint } = call.stdin
  if (text === null || !from) return { text: null, taint }
  if (!isKnown(text)) {
    const same: TextFilter = (path) =>
      to && !/[/.]/.test(to.text) ? translate(path, from.text, to.text) : null
    return { text: inKnownFolders(text, same), taint }
  }
  if (options.has('d', 'delete')) return { text: removeCharacters(text, from.text), taint }
  const plainly = to && !options.has('c', 'C', 's')
  return { text: plainly ? translate(text, from.text, to.text) : null, taint }
}

/** Programs that read, search, filter or decode. */
export const readerPrograms: ProgramTable = {
  cat,
  ...named('grep egrep fgrep zgrep rg ag ack ack-grep ugrep', search),
  ...named('head tail', filter('n c lines bytes pid s', ends)),
  ...named(
    'sort uniq',
    filter('k t S T o output key field-separator f s w compress-program parallel', sorting),
  ),
  cut: filter('b c d f bytes characters delimiter fields output-delimiter', cutting),
  paste: filter('d delimiters', pasting),
  tac: filter('s separator', (options) => (options.value('s') ? null : lastLineFirst)),
  ...named(
    'shuf',
    filter('i n o', () => keepLine),
  ),
  ...named(
    'fold fmt expand unexpand pr',
    filter('w t s width tabs', (options) => (options.value('w', 't', 's') ? keepShort : keepLine)),
  ),
  ...named(
    'nl column',
    filter('b d f h i l n s v w c t N R', () => null),
  ),
  rev: (scene, call) => {
    const operands = readOptions(call.args).operands
    const input = operands.length > 0 ? readPaths(scene, operands) : call.stdin
    const text = input.text !== null && isKnown(input.text) ? reverseLines(input.text) : null
    return { text, taint: input.taint | TAINT.decoded }
  },
  ...named('base64 base32 basenc atob gbase64', base64),
  xxd,
  tr,
  ...named(
    'gzip gunzip zcat gzcat bzip2 bunzip2 bzcat xz unxz xzcat zstd unzstd zstdcat lz4 uncompress',
    decompress,
  ),
  ...named(
    'bat batcat nkf iconv strings od hexdump hd wc cmp diff diff3 sdiff comm join cksum md5sum sha1sum sha256sum sha512sum shasum md5 b2sum tsort look',
    reader('n N s L l c f t x d e a j o color width palette context unified label'),
  ),
  ...named('more most', reader('n')),
  jq: reader('arg argjson f from-file indent slurpfile rawfile', 1),
  ...named('yq xq gron fx xmllint xmlstarlet htmlq csvcut mlr dasel', reader('xpath', 1)),
}
