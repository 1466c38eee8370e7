import { createHash } from 'node:crypto'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { redactValue } from '../../kit/redact.ts'
import { TAINT } from '../pattern-layer/findings.ts'
import { observeCall } from '../pattern-layer/pattern-layer.ts'
import type { Stream } from '../pattern-layer/scene.ts'
import { bounded, memoryLimits } from './bounded-memory.ts'
import { deniedEffects } from './denied-effects.ts'
import {
  DANGEROUS,
  lastingTaint,
  type RememberedFile,
  recallFile,
  type SessionMemory,
} from './session-memory.ts'

/** What became of a judged call: it was let run, it was denied, or nobody has answered yet. */
export type Outcome = 'ran' | 'denied' | 'asked'

/** A call with the verdict on it. */
export interface Judged {
  readonly call: ToolCall
  readonly verdict: Verdict
}

/**
 * The memory after a call. Only a call that was let run changes what is known of the world; a denied
 * one adds its effects to the denied ones. Works on the redacted call, so that a memory rebuilt from
 * the record is the same.
 */
export function remember(memory: SessionMemory, judged: Judged, outcome: Outcome): SessionMemory {
  const { call, verdict } = judged
  const learned = learnHashes(memory, call)
  if (outcome === 'denied') {
    const denied = deniedEffects(redacted(call), verdict)
    return denied.length === 0
      ? learned
      : bounded({ ...learned, denied: [...learned.denied, ...denied] })
  }
  if (outcome === 'asked' || !mayLeaveTraces(call, verdict)) return learned
  return bounded(takeWorld(learned, { call: redacted(call), verdict }))
}

function redacted(call: ToolCall): ToolCall {
  const { facts } = call
  const input = redactValue(call.input)
  return facts ? { ...call, input, facts: redactValue(facts) } : { ...call, input }
}

/** Programs that change what later calls find without an effect that says so. */
const QUIET_CHANGES = /\b(?:tar|bsdtar|unzip|7za?|unrar|gunzip|bunzip2|unxz|unzstd|ln|config)\b/

function mayLeaveTraces({ input }: ToolCall, { effects }: Verdict): boolean {
  const isChange = effects.some(({ kind }) => kind === 'write' || kind === 'delete')
  return isChange || (typeof input.command === 'string' && QUIET_CHANGES.test(input.command))
}

/** Dangerous contents are known again by their hash, wherever they were moved to. */
function learnHashes(memory: SessionMemory, { facts }: ToolCall): SessionMemory {
  const looked = Object.entries(facts?.hashes ?? {})
  if (looked.length === 0) return memory
  const files = new Map(memory.files)
  const hashes = new Map(memory.hashes)
  for (const [path, hash] of looked) {
    const file = files.get(path)
    if (!file || file.text !== null || file.hash !== null) continue
    files.set(path, { ...file, hash })
    if (hash !== '' && file.taint & DANGEROUS) hashes.set(hash, file.taint)
  }
  return bounded({ ...memory, files, hashes })
}

function takeWorld(memory: SessionMemory, { call, verdict }: Judged): SessionMemory {
  if (call.tool === 'Bash') return takeCommand(memory, call)
  const path = writtenPath(verdict)
  return path === null ? memory : withFiles(memory, [[path, heldByTool(memory, call, path)]])
}

function takeCommand(memory: SessionMemory, call: ToolCall): SessionMemory {
  const { files, findings } = observeCall(call, { memory }).scene
  const { marks } = findings
  const held = [...files]
    .filter(([path]) => path.startsWith('/') && !path.startsWith('/dev/'))
    .map(([path, stream]): [string, Held] => [path, { ...stream, isWhole: false }])
  const sources = merged(memory.sources, marks.sources)
  const links = merged(merged(memory.links, marks.links), marks.newLinks)
  const settings = merged(memory.settings, marks.settings)
  return { ...withFiles(memory, held), sources, links, settings }
}

/** The file that a tool for files writes. */
function writtenPath({ effects }: Verdict): string | null {
  const write = effects.find((effect) => effect.kind === 'write')
  const path = write?.kind === 'write' ? write.paths[0] : undefined
  return path?.certainty === 'exact' ? path.path : null
}

function withFiles(memory: SessionMemory, held: readonly [string, Held][]): SessionMemory {
  if (held.length === 0) return memory
  const files = new Map(memory.files)
  let { size } = memory
  for (const [path, stream] of held) {
    const before = files.get(path)
    const after = fileAfter(before ?? inherited(memory, path), stream)
    size += (after?.text?.length ?? 0) - (before?.text?.length ?? 0)
    // Set anew, so that the order tells which was written last.
    files.delete(path)
    if (after) files.set(path, after)
  }
  return { ...memory, files, size }
}

/** What was known of a path through a link or a folder above it. */
function inherited(memory: SessionMemory, path: string): RememberedFile | undefined {
  const known = recallFile(memory, path)
  return known ? { ...known, text: null, past: TAINT.none, hash: null } : undefined
}

interface Held extends Stream {
  /** Written as a whole by a tool that does nothing else, so nothing earlier is left. */
  readonly isWhole: boolean
}

/** What a tool for files puts there: all of it, or edits of what was known. */
function heldByTool(memory: SessionMemory, { input }: ToolCall, path: string): Held {
  const { content } = input
  if (typeof content === 'string') return { text: content, taint: TAINT.none, isWhole: true }
  const before = recallFile(memory, path)?.text ?? null
  return { text: edited(before, input), taint: TAINT.none, isWhole: false }
}

/** A known text after the edits of an edit tool; what is added to an unknown one stands by itself. */
function edited(before: string | null, input: Readonly<Record<string, unknown>>): string | null {
  const edits: readonly unknown[] = Array.isArray(input.edits) ? input.edits : [input]
  const text = edits
    .filter((edit): edit is EditInput => typeof edit === 'object' && edit !== null)
    .reduce((now: string, edit) => applied(now, edit), before ?? '')
  return text === '' ? before : text
}

type EditInput = Readonly<
  Partial<Record<'old_string' | 'new_string' | 'new_source' | 'replace_all', unknown>>
>

/** UTF-16 units kept of the pieces that were added to a file nobody has seen whole. */
const MAX_FRAGMENTS = 4096

function applied(text: string, edit: EditInput): string {
  const { old_string: from, replace_all: all } = edit
  const to = edit.new_string ?? edit.new_source
  if (typeof to !== 'string') return text
  if (typeof from !== 'string' || from === '' || !text.includes(from)) {
    return `${text}\n${to}\n`.slice(-MAX_FRAGMENTS)
  }
  return all === true ? text.replaceAll(from, () => to) : text.replace(from, () => to)
}

function fileAfter(before: RememberedFile | undefined, held: Held): RememberedFile | null {
  const taint = lastingTaint(held.taint)
  // A file that is only touched or made anew says nothing about what an earlier call put there.
  if (held.text === '' && taint === TAINT.none) return before ?? null
  const past = held.isWhole || !before ? TAINT.none : (before.taint | before.past) & DANGEROUS
  const { text } = held
  if (text !== null && text.length <= memoryLimits.textOfOne) {
    return { text, taint, past, hash: sha256(text) }
  }
  return (taint | past) === TAINT.none ? null : { text: null, taint, past, hash: null }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function merged(
  before: ReadonlyMap<string, string>,
  added: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (added.size === 0) return before
  const all = new Map(before)
  for (const [key, value] of added) {
    all.delete(key)
    all.set(key, value)
  }
  return all
}
