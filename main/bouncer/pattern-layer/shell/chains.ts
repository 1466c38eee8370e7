import type { AndOr, LogicalOperator, PipelineNode } from 'unbash'
import { MAX_TEXT } from '../prescan.ts'
import { EMPTY, type Scene, type ShellState, type Stream } from '../scene.ts'
import { capture, mergeInto } from './branches.ts'
import { CHANGES_SHELL, isRedirected } from './command.ts'

/** What two commands print one after the other. */
export function join(first: Stream, second: Stream): Stream {
  if (first === EMPTY) return second
  if (second === EMPTY) return first
  const tooLong = (first.text?.length ?? 0) + (second.text?.length ?? 0) > MAX_TEXT
  const unknown = first.text === null || second.text === null || tooLong
  const text = unknown ? null : `${first.text}${second.text}`
  return { text, taint: first.taint | second.taint }
}

/** Output of a command that may not have run. */
export function perhaps(out: Stream): Stream {
  return out.text === '' || out.text === null ? out : { text: null, taint: out.taint }
}

/** Runs a chain; where a part changes the shell, both having run it and not are followed. */
export function runAndOr(scene: Scene, node: AndOr, run: (part: PipelineNode) => Stream): Stream {
  const { commands, operators } = node
  const sure = scene.sure
  const chain: Chain = { skipped: [], operator: operators[0] }
  let out: Stream = EMPTY
  for (let index = 0; index < commands.length; index++) {
    const part = commands[index] as PipelineNode
    const operator = index === 0 ? undefined : operators[index - 1]
    const before = commands[index - 1]
    const certain = !operator || (index === 1 && operator === '&&' && alwaysSucceeds(before))
    if (!certain) mayBeSkipped(scene, chain, { part, operator })
    const produced = run(part)
    out = join(out, operator === '||' ? perhaps(produced) : produced)
  }
  scene.sure = sure
  mergeInto(scene, chain.skipped)
  return out
}

interface Chain {
  /** States in which the commands since the last change of the operator did not run. */
  skipped: ShellState[]
  operator: LogicalOperator | undefined
}

function mayBeSkipped(
  scene: Scene,
  chain: Chain,
  next: { readonly part: PipelineNode; readonly operator: LogicalOperator },
): void {
  if (next.operator !== chain.operator && chain.skipped.length > 0) {
    const taken = capture(scene)
    mergeInto(scene, chain.skipped)
    chain.skipped = [taken]
  }
  chain.operator = next.operator
  scene.sure = false
  if (!isInert(scene, next.part)) chain.skipped.push(capture(scene))
}

/** An assignment of plain text cannot fail. */
function alwaysSucceeds(node: PipelineNode | undefined): boolean {
  if (node?.type !== 'Command' || isRedirected(node)) return false
  if (node.name) return /^(?:true|:|export|cd)$/.test(node.name.text)
  return node.prefix.every((part) => part.type === 'Assignment' && !/[$`]/.test(part.text))
}

/** Whether a command leaves the shell as it is, as far as its looks tell. */
function isInert(scene: Scene, node: PipelineNode): boolean {
  if (node.type !== 'Command' || !node.name || scene.functions.size > 0) return false
  if (scene.aliases.size > 0 || scene.many || isRedirected(node)) return false
  const { text } = node.name
  return /^[\w./+-]+$/.test(text) && !CHANGES_SHELL.test(text)
}
