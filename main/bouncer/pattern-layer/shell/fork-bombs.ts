import type { CompoundList, SyntaxNode } from 'unbash'
import { forEachChild } from 'unbash'

/** Whether the condition of a loop can never fail. */
export function neverEnds(clause: CompoundList): boolean {
  const [only] = clause.commands
  const command = only?.command
  if (clause.commands.length !== 1 || !command) return false
  if (command.type === 'ArithmeticCommand') return /^\s*[1-9]\d*\s*$/.test(command.body)
  if (command.type !== 'Command') return false
  const name = command.name?.text ?? ''
  const constant = command.suffix.every((part) => !('text' in part) || !/[$`]/.test(part.text))
  return /^(?:\/usr)?(?:\/bin\/)?(?:true|:|\[|\[\[|yes|test)$/.test(name) && constant
}

/** Something runs in the background and nothing waits for it or leaves the loop. */
export function forksWithoutWaiting(body: CompoundList): boolean {
  let forks = false
  let stops = false
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Statement' && node.background) forks = true
    if (
      node.type === 'Command' &&
      /^(?:wait|break|exit|return|read)$/.test(node.name?.text ?? '')
    ) {
      stops = true
    }
    forEachChild(node, visit)
  }
  visit(body)
  return forks && !stops
}

/** A function that starts itself again in a pipe or in the background. */
export function forksItself(name: string, body: unknown): boolean {
  const text = JSON.stringify(body, (key, value: unknown) =>
    key === 'pos' || key === 'end' ? undefined : value,
  )
  const calls = text.split(`"name":{"type":"Word","text":${JSON.stringify(name)}`).length - 1
  if (calls === 0) return false
  return calls > 1 || text.includes('"background":true') || text.includes('"type":"Pipeline"')
}
