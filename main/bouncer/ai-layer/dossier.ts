import type { Effect, Facts, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { redactText } from '../../kit/redact.ts'
import { sentField } from './answerable.ts'
import { shownWithin } from './shown-text.ts'

/** A question about the call: a rule that asked, by its own words. */
export interface AskedRule {
  readonly id: string
  readonly why: string
}

/** An effect under the id by which an answer cites it (`e1`, `e2` …). */
export type CitedEffect = { readonly id: string } & Readonly<Record<string, unknown>>

/** Everything that is sent about a call, and nothing else ever is. */
export interface Dossier {
  /** The person's own messages of the session, the newest last. */
  readonly person: readonly string[]
  readonly project: Readonly<Record<string, unknown>>
  readonly tool: string
  /** The call's own text, secrets replaced, hidden characters shown; absent in the outline. */
  readonly text?: string
  readonly rules: readonly AskedRule[]
  readonly effects: readonly CitedEffect[]
}

const mostMessages = 6
const mostMessageChars = 2_000
const mostNameChars = 200
const mostPaths = 20

const sentName = (text: string) => shownWithin(redactText(text), mostNameChars)

/** Takes from a call what may be sent; texts of the agent about it, contents of files and other inputs stay here. */
export function dossierOf(
  call: ToolCall,
  verdict: Verdict,
  { words, why }: { readonly words: readonly string[]; why(rule: string): string },
): Dossier {
  const text = call.input[sentField[call.tool] ?? '']
  return {
    person: words
      .slice(-mostMessages)
      .map((message) => shownWithin(redactText(message), mostMessageChars)),
    project: projectOf(call),
    tool: call.tool,
    text: typeof text === 'string' ? shownWithin(redactText(text), 8_000) : '',
    rules: verdict.rules.map((id) => ({ id, why: why(id) })),
    effects: verdict.effects.map((effect, at) => ({ id: `e${at + 1}`, ...sentEffect(effect) })),
  }
}

function projectOf({ workspace, cwd, facts }: ToolCall): Dossier['project'] {
  const below = cwd.startsWith(`${workspace}/`) ? cwd.slice(workspace.length + 1) : null
  return {
    folder: sentName(workspace.split(/[\\/]/).at(-1) ?? ''),
    ...(cwd === workspace ? {} : { runsIn: below === null ? 'elsewhere' : sentName(below) }),
    ...gitOf(facts),
  }
}

function gitOf(facts: Facts | undefined): Dossier['project'] {
  const git = facts?.git
  if (!git) return {}
  const { branch, remote, upstream, unpushed } = git
  return {
    ...(branch === undefined ? {} : { branch: sentName(branch) }),
    ...(remote === undefined ? {} : { remote: sentName(remote) }),
    ...(upstream === undefined ? {} : { upstream: sentName(upstream) }),
    ...(unpushed === undefined ? {} : { unpushed }),
  }
}

/** An effect without its spans; names are cut, redacted and shown. */
function sentEffect(effect: Effect): Readonly<Record<string, unknown>> {
  const { spans: _, ...fields } = effect
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, sentValue(value)]))
}

function sentValue(value: unknown): unknown {
  if (typeof value === 'string') return sentName(value)
  if (!Array.isArray(value)) return value
  const paths = value.slice(0, mostPaths).map((path: Readonly<Record<string, unknown>>) => ({
    ...path,
    path: sentName(String(path.path)),
  }))
  return value.length > mostPaths ? [...paths, { more: value.length - mostPaths }] : paths
}
