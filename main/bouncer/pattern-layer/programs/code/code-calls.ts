import { TAINT } from '../../findings.ts'
import { moduleName } from './call-table.ts'
import { noteOpaque, reads, requests, runCode } from './effects.ts'
import {
  type Arguments,
  everything,
  firstOf,
  isPlainText,
  NOTHING,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

/** Runs code that is handed over as text or as a function. */
export function runsCode(
  walk: Walk,
  call: Arguments,
  called: { readonly name: string; readonly ref: string },
): Value {
  if (
    /^(?:setTimeout|setInterval|setImmediate|load|assert)$/.test(called.name) &&
    call.list[0]?.text == null &&
    !call.list[0]?.body &&
    !((call.list[0]?.taint ?? 0) & (TAINT.download | TAINT.decoded))
  ) {
    return unknownValue(everything(call))
  }
  if (
    /^(?:include|include_once|require|require_once|dofile|loadfile|run_path|Worker)$/.test(
      called.name,
    )
  ) {
    return runsFile(walk, firstOf(call))
  }
  if (called.ref === 'compile') return { ...firstOf(call), ref: undefined }
  const texts = call.list.filter((value) => value.text !== null)
  const code =
    called.name === 'Function' || called.name.endsWith('Function')
      ? (texts.at(-1) ?? firstOf(call))
      : firstOf(call)
  return runCode(walk, code)
}

function runsFile(walk: Walk, file: Value): Value {
  if (file.text !== null && /^https?:/.test(file.text)) {
    const got = requests(walk, { address: file, taint: file.taint, sends: false })
    return runCode(walk, got)
  }
  const text = reads(walk, file)
  return isPlainText(text) || text.taint & (TAINT.download | TAINT.decoded)
    ? runCode(walk, text)
    : NOTHING
}

/** Loads a module, or a file that is then code. */
export function loads(
  walk: Walk,
  call: Arguments,
  called: { readonly name: string; readonly ref: string },
): Value {
  const name = firstOf(call, 'name')
  if (called.name === 'createRequire') return { text: null, taint: TAINT.none, ref: 'require' }
  if (name.choices)
    return (
      name.choices.map((choice) => loads(walk, { ...call, list: [choice] }, called))[0] ?? NOTHING
    )
  if (name.taint & (TAINT.download | TAINT.decoded) && called.name !== 'require')
    return runCode(walk, unknownValue(name.taint))
  if (!isPlainText(name)) {
    if (name.taint !== TAINT.none || name.text !== null || walk.dialect.name === 'python')
      noteOpaque(walk, 'a module whose name is computed')
    return unknownValue(name.taint)
  }
  if (/^https?:/.test(name.text)) return runsFile(walk, name)
  return { text: null, taint: TAINT.none, ref: moduleName(name.text) }
}
