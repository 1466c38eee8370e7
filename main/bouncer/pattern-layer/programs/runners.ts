import { type Field, OPAQUE, type Scene, type Stream } from '../scene.ts'
import { agentOfPackage } from './agent-packages.ts'
import { noteEnvironment } from './environment.ts'
import { type OptionSpec, readOptions, valued } from './options.ts'
import type { Invocation } from './program.ts'
import { RUNNERS } from './wrapper-table.ts'

/** Runs an argument list as a program; an empty one runs nothing. */
export function run(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first, ...args] = argv
  if (!first) return OPAQUE
  const agent = first.text.includes('/') ? agentOfPackage(first.text) : null
  return scene.runner.argv(scene, agent ? [{ ...first, text: agent }, ...args] : argv, stdin)
}

/** The texts of fields as one line. */
export function textOf(fields: readonly Field[]): string {
  return fields.map((field) => field.text).join(' ')
}

function isAssignment(field: Field): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(field.text)
}

function assignFrom(scene: Scene, field: Field): void {
  const equals = field.text.indexOf('=')
  const name = field.text.slice(0, equals)
  const value = { ...field, text: field.text.slice(equals + 1) }
  scene.variables.set(name, { values: [value.text], taint: value.taint, exported: true })
  noteEnvironment(scene, name, value)
}

/** Sets the leading `NAME=value` words and answers what follows. */
export function takeAssignments(scene: Scene, fields: readonly Field[]): readonly Field[] {
  let at = 0
  for (const field of fields) {
    if (!isAssignment(field)) break
    assignFrom(scene, field)
    at++
  }
  return fields.slice(at)
}

/** Drops a wrapper's own operands; options may stand behind them once more. */
export function programOf(
  operands: readonly Field[],
  skip: number,
  spec: OptionSpec,
): readonly Field[] {
  const rest = operands.slice(skip)
  return skip > 0 && rest[0]?.text.startsWith('-') ? readOptions(rest, spec).operands : rest
}

/** Runs what follows one of a program's subcommands; null when it is another subcommand. */
export function runSubcommand(scene: Scene, call: Invocation): Stream | null {
  const row = Object.hasOwn(RUNNERS, call.name) ? RUNNERS[call.name] : undefined
  if (!row) return null
  const spec = { valued: valued(row.valued), stopAtOperand: true }
  const outer = readOptions(call.args, spec)
  const [verb, ...rest] = outer.operands
  if (!verb || !valued(row.verbs).has(verb.text)) return null
  const dashes = row.dashes ? rest.findIndex((field) => field.text === '--') : -1
  if (dashes >= 0) return run(scene, rest.slice(dashes + 1), call.stdin)
  const inner = readOptions(rest, spec)
  const text = outer.value('command') ?? inner.value('command')
  if (text) return scene.runner.text(scene, text.text, call.stdin)
  const argv = programOf(inner.operands, row.skip ?? 0, spec)
  return row.joins
    ? scene.runner.text(scene, textOf(argv), call.stdin)
    : run(scene, takeAssignments(scene, argv), call.stdin)
}
