import { noteMadeLink } from '../../earlier/traces.ts'
import { TAINT } from '../../findings.ts'
import { plain } from '../../scene.ts'
import { deletes, reads, requests, runCommandText, runProcess, writes } from './effects.ts'
import {
  type Arguments,
  everything,
  NOTHING,
  optionOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

/** Two paths: the first is read or taken, the second is written. */
export function copies(walk: Walk, call: Arguments, takes: boolean): Value {
  const [from = NOTHING, to] = call.list
  const data = reads(walk, from)
  if (takes) deletes(walk, [from], false)
  writes(walk, to ?? NOTHING, { value: { text: data.text, taint: data.taint } })
  return NOTHING
}

/** A link: the first path is where it leads, the second its name. */
export function links(walk: Walk, call: Arguments): Value {
  const [source = NOTHING, made = NOTHING] = call.list
  const value = copies(walk, call, false)
  leadsTo(walk, source, made)
  return value
}

/** What is done through a name from now on is done where it leads. */
export function leadsTo({ scene }: Walk, source: Value, made: Value): void {
  if (source.text !== null && made.text !== null) {
    noteMadeLink(scene, plain(source.text), plain(made.text))
  }
}

const WRITES = /[wax+>]/

/** Opens a file, an address or a pipe. */
export function opens(
  walk: Walk,
  call: Arguments,
  called: { readonly receiver: Value | null },
): Value {
  const isMethod = /^Path|pathlib/.test(called.receiver?.ref ?? '')
  const list = isMethod && called.receiver ? [called.receiver, ...call.list] : call.list
  if (walk.dialect.name === 'perl') return opensInPerl(walk, list)
  const [path = optionOf(call, 'file', 'name') ?? NOTHING, second] = list
  const { text } = path
  if (text?.startsWith('|')) return runCommandText(walk, { ...path, text: text.slice(1) })
  if (text !== null && /^(?:https?|ftp):/.test(text)) {
    return requests(walk, { address: path, taint: everything(call), sends: false })
  }
  const mode = optionOf(call, 'mode', 'flags') ?? second
  return opensFor(mode) ? opened(walk, path, mode?.text?.includes('a') === true) : reads(walk, path)
}

function opensFor(mode: Value | undefined): boolean {
  if (mode?.text != null) return WRITES.test(mode.text)
  return /WRONLY|RDWR|CREAT/.test(mode?.ref ?? '')
}

const CARRIED = TAINT.download | TAINT.decoded | TAINT.secret

/** A file open for writing; what is written to it comes later. */
function opened(walk: Walk, path: Value, append: boolean): Value {
  writes(walk, path, {
    value: { ...unknownValue(walk.taint & CARRIED), text: '' },
    append,
  })
  return { text: null, taint: path.taint, receiver: path, method: 'handle' }
}

const PERL_MODE = /^\s*(\+?[<>]{1,2}|\||-\|)?\s*(.*?)\s*(\|?)\s*$/s

function opensInPerl(walk: Walk, list: readonly Value[]): Value {
  const [, mode, path] = list
  const match = PERL_MODE.exec(mode?.text ?? '')
  if (!mode || !match || /^\s*[<>]&/.test(mode.text ?? '')) return NOTHING
  const [, how = '', rest = '', pipe = ''] = match
  const target = path ?? { ...mode, text: rest }
  if (how.includes('|') || pipe === '|') return opensPipe(walk, list, target)
  return how.includes('>') ? opened(walk, target, how.includes('>>')) : reads(walk, target)
}

function opensPipe(walk: Walk, list: readonly Value[], target: Value): Value {
  if (list.length < 4) return runCommandText(walk, target)
  return runProcess(walk, { list: list.slice(2), named: new Map() })
}

/** Changes rights or owners: counted as writing the paths. */
export function changesMode(walk: Walk, call: Arguments): Value {
  const paths = call.list.filter(
    (value) => value.text !== null && !/^(?:-?\d+|0o?\d+)$/.test(value.text),
  )
  for (const path of paths) writes(walk, path, { value: textValue('') })
  return NOTHING
}
