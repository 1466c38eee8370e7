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

const STOPS = /^(?:wait|break|exit|return|read)$/

/** Something runs in the background and nothing waits for it or leaves the loop. */
export function forksWithoutWaiting(body: CompoundList): boolean {
  const found: Found = { forks: false, orphans: false, stops: false, leaves: false }
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'If' && neverHolds(node.clause)) {
      if (node.else) visit(node.else)
      return
    }
    if (node.type === 'Subshell') {
      found.orphans ||= forksWithoutWaiting(node.body)
      return
    }
    note(found, node)
    forEachChild(node, visit)
  }
  visit(body)
  // A shell waits for its own children only, not for those of a subshell.
  if (found.orphans && !found.leaves) return true
  return found.forks && !found.stops
}

interface Found {
  forks: boolean
  orphans: boolean
  stops: boolean
  leaves: boolean
}

function note(found: Found, node: SyntaxNode): void {
  if (node.type === 'Statement' && node.background) found.forks = true
  if (node.type !== 'Command') return
  const name = node.name?.text ?? ''
  found.stops ||= STOPS.test(name)
  found.leaves ||= name !== 'wait' && STOPS.test(name)
}

function neverHolds(clause: CompoundList): boolean {
  const [only] = clause.commands
  return (
    clause.commands.length === 1 &&
    only?.command.type === 'Command' &&
    only.command.name?.text === 'false'
  )
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
