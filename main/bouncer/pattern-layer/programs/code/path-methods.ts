import { baseName, isWithin } from '../../paths.ts'
import { plain, touch } from '../../scene.ts'
import { globMatches } from '../../sensitive-paths.ts'
import { KEY } from '../home-reading.ts'
import { deletes, listing, reads, writes } from './effects.ts'
import { leadsTo } from './file-calls.ts'
import {
  type Arguments,
  concatenate,
  isPlainText,
  joinPath,
  listValue,
  NOTHING,
  optionOf,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

interface Called {
  readonly name: string
  readonly receiver: Value | null
  readonly ref: string
}

/** Methods of path objects and functions that make paths; null when it is neither. */
export function callPathMethod(walk: Walk, called: Called, call: Arguments): Value | null {
  const made = makesPath(called, call)
  if (made) return made
  const { receiver } = called
  if (receiver === null || receiver.ref !== undefined) return null
  if (receiver.text === null && !receiver.glob && !receiver.choices)
    return onUnknown(walk, called, call)
  return onPath(walk, called, call)
}

const JOINS =
  /^(?:os\.path\.join|posixpath\.join|path\.(?:posix\.)?(?:join|resolve)|File\.join|File\.expand_path|Path\.join|catfile|File\.Spec\.catfile)$/
const KEEPS =
  /^(?:(?:pathlib\.)?(?:Pure)?(?:Posix)?Path|os\.path\.(?:abspath|expanduser|realpath|normpath|expandvars)|path\.(?:normalize|posix\.normalize)|Pathname\.new|Pathname|fs\.realpath(?:Sync)?|os\.fspath|File\.(?:realpath|absolute_path|path)|realpath|Cwd\.abs_path|abs_path|str|String|bytes|bytearray|to_s|fileURLToPath|url\.fileURLToPath|URL|URI|URI\.parse|Buffer\.from|memoryview|shlex\.quote|encodeURI|escapeshellarg|path|Dir\.new|File\.new)$/
const HOMES = /^(?:(?:pathlib\.)?Path\.home|os\.homedir|Dir\.home|os\.userInfo|Etc\.getpwuid)$/
const HERES =
  /^(?:os\.getcwd|(?:pathlib\.)?Path\.cwd|process\.cwd|Dir\.pwd|getcwd|cwd|Cwd\.getcwd|Deno\.cwd)$/
const TEMPORARY =
  /^(?:tempfile\.\w+|os\.tmpdir|Dir\.(?:mktmpdir|tmpdir)|sys_get_temp_dir|Tempfile\.(?:new|create)|Deno\.make\w+|tmpnam|os\.tmpname|fs\.mkdtemp(?:Sync)?)$/
const LISTS =
  /^(?:os\.(?:listdir|scandir)|fs\.readdir(?:Sync)?|Dir\.(?:entries|children|each_child|foreach)|scandir|readdir|Find\.find|fs\.opendir(?:Sync)?|Deno\.readDir(?:Sync)?)$/
const GLOBS =
  /^(?:glob\.i?glob|Dir\.glob|Dir|glob|fs\.glob(?:Sync)?|globSync|glob\.sync|fast-glob\.sync|fg\.sync|fg|bsd_glob|File\.Glob\.bsd_glob)$/

/** Functions that answer a path that is always the same. */
const FIXED: readonly (readonly [RegExp, string])[] = [
  [HOMES, '~'],
  [HERES, '.'],
  [TEMPORARY, '/tmp/scratch'],
]

function makesPath(called: Called, call: Arguments): Value | null {
  const ref = called.ref.replaceAll('::', '.')
  const [first] = call.list
  if (JOINS.test(ref)) return joinPath(call.list)
  if (KEEPS.test(ref)) {
    return call.list.length > 1 && /Path|join/.test(ref) ? joinPath(call.list) : kept(first)
  }
  const fixed = FIXED.find(([pattern]) => pattern.test(ref))
  if (fixed) return textValue(fixed[1])
  return first ? listsPaths(ref, first) : null
}

function listsPaths(ref: string, first: Value): Value | null {
  if (GLOBS.test(ref)) return listing(first)
  if (ref === 'os.walk') return listValue([walked(first)])
  if (LISTS.test(ref)) return listing(textValue('*', first.taint))
  if (/(?:^|\.)splitext$/.test(ref)) {
    return listValue([{ ...first, text: textOf(first).replace(/\.[^./]*$/, '') }, textValue('')])
  }
  return /(?:^|\.)(?:dirname|basename)$/.test(ref) ? shortened(ref, first) : null
}

/** A folder below the start, the folders in it, the files in it. */
function walked(start: Value): Value {
  const any = listing(textValue('*'))
  return listValue([listing(start), any, any])
}

function kept(first: Value | undefined): Value {
  if (!first) return textValue('.')
  if (first.ref !== undefined && first.text === null) return unknownValue(first.taint)
  return first
}

function shortened(ref: string, path: Value): Value {
  const text = textOf(path)
  const cut = text.lastIndexOf('/')
  if (ref.endsWith('basename')) return { ...path, text: text.slice(cut + 1) }
  return { ...path, text: cut < 0 ? '.' : text.slice(0, cut) || '/' }
}

/** Methods that mean the same on anything that may be a path. */
function onUnknown(walk: Walk, called: Called, call: Arguments): Value | null {
  const { name } = called
  const path = called.receiver ?? NOTHING
  if (/^(?:unlink|rmtree)$/.test(name) && call.list.length === 0) {
    deletes(walk, [path], name === 'rmtree')
    return NOTHING
  }
  if (/^write_(?:text|bytes)$/.test(name)) {
    writes(walk, path, { value: call.list[0] ?? NOTHING })
    return NOTHING
  }
  return null
}

const READS = /^(?:read_text|read_bytes|readlines|slurp|text|json|arrayBuffer|each_line|read)$/
const SAME =
  /^(?:resolve|absolute|expanduser|as_posix|to_s|realpath|strip|toString|encode|decode|normalize|relative_to|clean|trim|chomp|freeze|dup|parent)$/
const MAKES = /^(?:mkdir|touch|mkpath|chmod|symlink_to|hardlink_to|writer)$/

function onPath(walk: Walk, called: Called, call: Arguments): Value | null {
  const { name } = called
  const path = called.receiver ?? NOTHING
  const [first] = call.list
  if (/^(?:unlink|rmdir|rmtree|delete)$/.test(name) && looksLikePath(path)) {
    deletes(walk, [path], /tree/.test(name))
    return NOTHING
  }
  if (
    /^(?:write_text|write_bytes|spew|write)$/.test(name) &&
    first &&
    (name !== 'write' || looksLikePath(path))
  ) {
    writes(walk, path, { value: first })
    return NOTHING
  }
  if (name === 'open') return openMethod(walk, path, call)
  if (READS.test(name) && looksLikePath(path)) return reads(walk, path)
  if (/^(?:rename|replace|move)$/.test(name) && call.list.length === 1 && first) {
    reads(walk, path)
    writes(walk, first, { value: NOTHING })
    return first
  }
  return MAKES.test(name) ? makes(walk, called, call) : derived(walk, called, call)
}

/** Paths of a pattern below a folder; unlike a shell, these searches look into hidden folders too. */
function found(
  walk: Walk,
  path: Value,
  { name, pattern }: { readonly name: string; readonly pattern: Value },
): Value {
  const isDeep = name === 'rglob' || (pattern.text ?? '').includes('**')
  const list = listing(joinPath([path, pattern]))
  const { scene } = walk
  const { ownHome } = scene.ground
  if (!isDeep || path.text === null || pattern.text === null) return list
  const isSought = globMatches(baseName(pattern.text), KEY)
  if (!isSought || !isWithin(ownHome, touch(scene, plain(path.text)).path)) return list
  return listValue([list, textValue(ownHome)])
}

function makes(walk: Walk, { name, receiver }: Called, call: Arguments): Value {
  const path = receiver ?? NOTHING
  const [first] = call.list
  writes(walk, path, { value: textValue('') })
  if (first && /^(?:sym|hard)link_to$/.test(name)) leadsTo(walk, first, path)
  return path
}

function derived(walk: Walk, { name, receiver }: Called, call: Arguments): Value | null {
  const path = receiver ?? NOTHING
  const [pattern] = call.list
  if (SAME.test(name)) return path
  if (pattern && /^r?glob$/.test(name)) return found(walk, path, { name, pattern })
  if (name === 'joinpath') return joinPath([path, ...call.list])
  if (name === 'iterdir' || name === 'children') return listing(joinPath([path, textValue('*')]))
  if (/^with_(?:suffix|name|stem)$/.test(name))
    return { ...concatenate(path, textValue('')), receiver: path }
  return null
}

function openMethod(walk: Walk, path: Value, call: Arguments): Value {
  const mode = call.list[0]?.text ?? optionOf(call, 'mode')?.text ?? 'r'
  if (!/[wax+]/.test(mode)) return reads(walk, path)
  writes(walk, path, { value: NOTHING, append: mode.includes('a') })
  return { ...NOTHING, receiver: path, method: 'handle' }
}

function looksLikePath(value: Value): boolean {
  return (
    value.glob === true ||
    value.choices !== undefined ||
    (isPlainText(value) ? /^[^\n]{1,300}$/.test(value.text) : value.text !== null)
  )
}
