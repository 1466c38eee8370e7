import { appended, layoutOf, withoutPart } from './json-edit.ts'
import { type JsonSpan, jsonSpans, memberNamed } from './json-spans.ts'

/** The hook as it stands in the settings of the agent's program. */
export interface HookEntry {
  readonly type: 'command'
  readonly command: string
  /** Seconds after which the agent's program gives up. */
  readonly timeout: number
  readonly onFailure: 'block'
}

/** Names that an insertion had to make, from the outside in. */
export type Made = readonly ('hooks' | 'PreToolUse')[]

/** A settings text that cannot be edited, and why. */
export class ForeignSettings extends Error {}

/** Longer than the hook itself waits. */
const timeoutSeconds = 60

/** The entry that runs a command before each call of any tool. */
export function hookEntry(command: string): HookEntry {
  return { type: 'command', command, timeout: timeoutSeconds, onFailure: 'block' }
}

/** The settings with the entry behind all others; throws `ForeignSettings` where its place holds something else. */
export function withHook(source: string, entry: HookEntry): { text: string; made: Made } {
  const root = jsonSpans(source)
  if (root.kind !== 'object') throw new ForeignSettings('it holds no object')
  const layout = layoutOf(source, root)
  const group = { matcher: '*', hooks: [entry] }
  const hooks = memberNamed(root, 'hooks')?.value
  if (!hooks) {
    const value = { PreToolUse: [group] }
    const text = appended(source, root, { name: 'hooks', value, depth: 0, layout })
    return { text, made: ['hooks', 'PreToolUse'] }
  }
  if (hooks.kind !== 'object') throw new ForeignSettings('“hooks” in it is no object')
  const before = memberNamed(hooks, 'PreToolUse')?.value
  if (!before) {
    const added = { name: 'PreToolUse', value: [group], depth: 1, layout }
    return { text: appended(source, hooks, added), made: ['PreToolUse'] }
  }
  if (before.kind !== 'array') throw new ForeignSettings('“hooks.PreToolUse” in it is no list')
  return { text: appended(source, before, { value: group, depth: 2, layout }), made: [] }
}

/** The entries whose command names the hook, as they stand. */
export function hooksIn(source: string, hookPath: string): unknown[] {
  return places(source, hookPath).map(({ span }) => JSON.parse(source.slice(span.start, span.end)))
}

/** The settings without every entry whose command names the hook, and without what had been made for it and is empty now. */
export function withoutHook(source: string, hookPath: string, made: Made): string {
  let text = source
  for (let found = places(text, hookPath); found[0]; found = places(text, hookPath)) {
    text = withoutOne(text, found[0])
  }
  return text === source ? source : withoutEmpty(text, made)
}

interface HookPlace {
  readonly span: JsonSpan
  /** Where it stands: which group of the list, and which of its hooks. */
  readonly group: number
  readonly hook: number
  readonly isAlone: boolean
}

function places(source: string, hookPath: string): HookPlace[] {
  const list = preToolUse(source)
  if (list?.kind !== 'array') return []
  return list.items.flatMap((item, group) => {
    const hooks = memberNamed(item, 'hooks')?.value
    if (hooks?.kind !== 'array') return []
    const isAlone = hooks.items.length === 1
    return hooks.items.flatMap((span, hook) =>
      names(source, span, hookPath) ? [{ span, group, hook, isAlone }] : [],
    )
  })
}

function preToolUse(source: string): JsonSpan | undefined {
  const hooks = memberNamed(jsonSpans(source), 'hooks')?.value
  return hooks && memberNamed(hooks, 'PreToolUse')?.value
}

function names(source: string, span: JsonSpan, hookPath: string): boolean {
  const command = memberNamed(span, 'command')?.value
  if (!command) return false
  const said: unknown = JSON.parse(source.slice(command.start, command.end))
  return typeof said === 'string' && said.includes(hookPath)
}

function withoutOne(source: string, { group, hook, isAlone }: HookPlace): string {
  const list = preToolUse(source)
  if (list?.kind !== 'array') return source
  if (isAlone) return withoutPart(source, list, group)
  const item = list.items[group]
  const hooks = item && memberNamed(item, 'hooks')?.value
  return hooks?.kind === 'array' ? withoutPart(source, hooks, hook) : source
}

function withoutEmpty(source: string, made: Made): string {
  let text = source
  for (const name of [...made].reverse()) {
    const root = jsonSpans(text)
    const holder = name === 'hooks' ? root : memberNamed(root, 'hooks')?.value
    const value = holder && memberNamed(holder, name)?.value
    if (holder?.kind !== 'object' || !value || !isEmpty(value)) continue
    const index = holder.members.findLastIndex((member) => member.name === name)
    text = withoutPart(text, holder, index)
  }
  return text
}

function isEmpty(span: JsonSpan): boolean {
  return span.kind === 'array'
    ? span.items.length === 0
    : span.kind === 'object' && span.members.length === 0
}
