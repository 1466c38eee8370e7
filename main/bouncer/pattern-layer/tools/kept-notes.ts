import { type Scene, signal } from '../scene.ts'
import { at } from './input.ts'
import { noteInstructions } from './instructions.ts'
import { leakIn } from './sent-secrets.ts'
import type { ServerCall } from './server-call.ts'

/** Servers that keep what agents want to remember, by name. */
const MEMORY_SERVER =
  /^(?:.*[-_])?(?:memory|memories|mem0|openmemory|basic-memory|knowledge[-_]?graph|memento|mnemonic|letta|zep|graphiti|memory[-_]?bank|remember)(?:[-_].*)?$/i
const MEMORY_TOOL = /memor(?:y|ies)|remember/i

/** Whether a call writes down what a later session will read as its own thoughts. */
export function keepsNotes({ server, tool, intent }: ServerCall): boolean {
  if (intent !== 'change' && intent !== 'unknown') return false
  return MEMORY_SERVER.test(server) || MEMORY_TOOL.test(tool)
}

/** Judges notes like the files of instructions that agents keep; notes stay on this machine. */
export function noteKeptText(scene: Scene, { values, tool }: ServerCall): void {
  const before = scene.findings.signals.length
  for (const { text, field } of values) {
    if (text.length < MIN_TEXT) continue
    at(scene, field, { end: text.length })
    noteInstructions(scene, text)
    if (leakIn(text) !== 'none') signal(scene, 'other-tool', `${tool} keeps a secret`)
  }
  const found = scene.findings.signals.slice(before)
  if (found.some(({ kind }) => kind === 'risky-instructions'))
    signal(scene, 'poisoned-agent', `${tool} is read by later sessions`)
}

const MIN_TEXT = 12
