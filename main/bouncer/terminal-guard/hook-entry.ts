import { appended, layoutOf, withoutPart } from './json-edit.ts'
import { type JsonSpan, jsonSpans, memberNamed } from './json-spans.ts'

/** Moments at which the agent's program runs the hook: before a call, and after one that ran, well or not. */
const moments = ['PreToolUse', 'PostToolUse', 'PostToolUseFailure'] as const
type Moment = (typeof moments)[number]

/** Names that an insertion had to make, from the outside in. */
export type Made = readonly ('hooks' | Moment)[]

/** All that an insertion may have had to make, for where nobody remembers; what is not empty stays in any case. */
export const everyMade: Made = ['hooks', ...moments]

/** A settings text that cannot be edited, and why. */
export class ForeignSettings extends Error {}

/** Seconds after which the agent's program gives up; longer than the hook itself waits. */
const timeout = 60

/** The hook as it stands for a moment; nothing waits for what is told after a call. */
function entryFor(moment: Moment, command: string): object {
  const base = { type: 'command', command, timeout }
  return moment === 'PreToolUse' ? { ...base, onFailure: 'block' } : { ...base, async: true }
}

/** The settings with the command for any tool behind all other hooks; throws `ForeignSettings` where its place holds something else. */
export function withHook(source: string, command: string): { text: string; made: Made } {
  let text = source
  const made: Made[number][] = []
  for (const moment of moments) {
    const added = withGroup(text, moment, { matcher: '*', hooks: [entryFor(moment, command)] })
    text = added.text
    made.push(...added.made)
  }
  return { text, made }
}

function withGroup(source: string, moment: Moment, group: object): { text: string; made: Made } {
  const root = jsonSpans(source)
  if (root.kind !== 'object') throw new ForeignSettings('it holds no object')
  const layout = layoutOf(source, root)
  const hooks = memberNamed(root, 'hooks')?.value
  if (!hooks) {
    const value = { [moment]: [group] }
    const text = appended(source, root, { name: 'hooks', value, depth: 0, layout })
    return { text, made: ['hooks', moment] }
  }
  if (hooks.kind !== 'object') throw new ForeignSettings('“hooks” in it is no object')
  const before = memberNamed(hooks, moment)?.value
  if (!before) {
    const added = { name: moment, value: [group], depth: 1, layout }
    return { text: appended(source, hooks, added), made: [moment] }
  }
  if (before.kind !== 'array') throw new ForeignSettings(`“hooks.${moment}” in it is no list`)
  return { text: appended(source, before, { value: group, depth: 2, layout }), made: [] }
}

/** How the hook stands in settings: nowhere, exactly as `withHook` puts it, or otherwise. */
export function hookIn(
  source: string,
  hook: { readonly mark: string; readonly command: string },
): 'none' | 'whole' | 'other' {
  const found = moments.map((moment) => placesOf(source, moment, hook.mark))
  if (found.every(({ length }) => length === 0)) return 'none'
  const isWhole = moments.every((moment, at) => {
    const [place, ...more] = found[at] ?? []
    if (!place || more.length > 0) return false
    const { start, end } = place.span
    const there: unknown = JSON.parse(source.slice(start, end))
    return isSameObject(there, entryFor(moment, hook.command))
  })
  return isWhole ? 'whole' : 'other'
}

function isSameObject(found: unknown, entry: object): boolean {
  return JSON.stringify(sorted(found)) === JSON.stringify(sorted(entry))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
}

/** The settings without every entry whose command holds the mark, and without what had been made for it and is empty now. */
export function withoutHook(source: string, mark: string, made: Made): string {
  let text = source
  for (const moment of moments) {
    for (
      let [place] = placesOf(text, moment, mark);
      place;
      [place] = placesOf(text, moment, mark)
    ) {
      text = withoutOne(text, moment, place)
    }
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

function placesOf(source: string, moment: Moment, mark: string): HookPlace[] {
  const list = listFor(source, moment)
  if (list?.kind !== 'array') return []
  return list.items.flatMap((item, group) => {
    const hooks = memberNamed(item, 'hooks')?.value
    if (hooks?.kind !== 'array') return []
    const isAlone = hooks.items.length === 1
    return hooks.items.flatMap((span, hook) =>
      names(source, span, mark) ? [{ span, group, hook, isAlone }] : [],
    )
  })
}

function listFor(source: string, moment: Moment): JsonSpan | undefined {
  const hooks = memberNamed(jsonSpans(source), 'hooks')?.value
  return hooks && memberNamed(hooks, moment)?.value
}

function names(source: string, span: JsonSpan, mark: string): boolean {
  const command = memberNamed(span, 'command')?.value
  if (!command) return false
  const said: unknown = JSON.parse(source.slice(command.start, command.end))
  return typeof said === 'string' && said.includes(mark)
}

function withoutOne(source: string, moment: Moment, { group, hook, isAlone }: HookPlace): string {
  const list = listFor(source, moment)
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
