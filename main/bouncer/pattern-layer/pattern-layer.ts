import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { brand } from '../../../shared/brand.ts'
import { repeatedEffect } from '../memory/denied-effects.ts'
import type { SessionMemory } from '../memory/session-memory.ts'
import { type CallText, decide, type Ruling } from '../rules/decide.ts'
import { builtInPolicy, type Policy } from '../rules/policy.ts'
import type { CommandWatcher, Signal } from './findings.ts'
import { type JudgeAgain, rewriteFor } from './rewrite.ts'
import { createScene, type Scene, signal } from './scene.ts'
import { shellRunner } from './shell/script.ts'
import { TOOLS, unknownTool } from './tools/tools.ts'
import { programWatcher, textOf, verdictOf } from './verdict.ts'

/** Facts of this installation that the engine cannot read from a call. */
export interface PatternOptions {
  /** Ports of our own servers; calls to them are denied. */
  readonly ownPorts?: readonly number[]
  /** Absolute folder of our own records and settings; the usual place in the home when absent. */
  readonly ownHome?: string
  /** What earlier calls of the session left behind; null when that could not be read. */
  readonly memory?: SessionMemory | null
  /** The rules in force; the built-in ones alone when absent. */
  readonly policy?: Policy
  /** Hears each command that may run; for tests and explanations. */
  readonly watch?: CommandWatcher
}

const BUILT_IN: PatternOptions = {}

/** Judges a call from its text and facts alone: pure, synchronous, bounded; throws only on a broken assumption. */
export function judgeByPattern(call: ToolCall, options: PatternOptions = BUILT_IN): Verdict {
  return verdictOn(observeCall(call, options))
}

/** What reading a call showed, before the rules look at it. */
export interface Observation {
  readonly call: ToolCall
  readonly scene: Scene
  readonly policy: Policy
  /** What rules of policy files need besides the findings. */
  readonly text: CallText
  /** With what the call was read. */
  readonly options: PatternOptions
}

/** Reads a call and records what it would do; the first half of `judgeByPattern`. */
export function observeCall(call: ToolCall, options: PatternOptions = BUILT_IN): Observation {
  const { policy = builtInPolicy } = options
  const text = textOf(call)
  const watch = policy.watchesPrograms
    ? programWatcher(text.programs, options.watch)
    : options.watch
  const scene = openScene(call, options, watch)
  readCall(scene, call)
  noteEarlier(scene, call)
  return { call, scene, policy, text, options }
}

/** The rules' answer to what was seen; the second half of `judgeByPattern`. */
export function verdictOn(observation: Observation): Verdict {
  const { call, scene, policy, text } = observation
  const trial = policy.trial && rulingUnder(observation, policy.trial)
  const ruling = rulingOn(observation)
  const verdict = verdictOf(call, { scene, policy, ruling, whole: text.whole })
  if (!trial || trial.decision === verdict.decision) return verdict
  const rules = trial.rules.map(({ id }) => id)
  return { ...verdict, shadow: { decision: trial.decision, rules } }
}

/** What other rules would say about what was seen; leaves what was seen as it is. */
export function rulingUnder(seen: Observation, policy: Policy): Ruling {
  const { findings } = seen.scene
  // A ruling adds to what was seen, so this one gets a copy.
  const fresh = { ...findings, signals: [...findings.signals] }
  return rulingOn({ ...seen, policy, scene: { ...seen.scene, findings: fresh } })
}

/** The verdict with a gentler command where one is known; costs as much as judging the call again. */
export function withRewrite({ call, options }: Observation, verdict: Verdict): Verdict {
  const { watch: _, ...quiet } = options
  const judgeAgain: JudgeAgain = (command) =>
    rulingOn(observeCall({ ...call, input: { ...call.input, command } }, quiet))
  const rewrite = rewriteFor(call, verdict, judgeAgain)
  return rewrite === undefined ? verdict : { ...verdict, rewrite }
}

/** What the rules say about what was seen, before it is put into words. */
export function rulingOn({ call, scene, policy, text }: Observation): Ruling {
  const layers = { policy, call: text }
  const ruling = decide(scene.findings, scene.ground, layers)
  const repeated = ruling.decision === 'allow' ? null : repetition(scene, call)
  if (!repeated) return ruling
  scene.findings.signals.unshift(repeated)
  const again = decide(scene.findings, scene.ground, layers)
  const rules = again.rules.toSorted((left, right) => weight(left) - weight(right))
  return { ...again, rules }
}

/** What the call repeats of what was denied comes first: it is the reason that helps the agent. */
function weight({ id }: { readonly id: string }): number {
  return id === 'evasion.repeated' ? 0 : 1
}

function repetition(scene: Scene, call: ToolCall): Signal | null {
  const denied = scene.ground.memory?.denied
  const found = denied ? repeatedEffect(denied, call, scene.findings.effects) : null
  if (!found) return null
  return { kind: 'repeated-effect', detail: found.form.target, spans: [...found.spans] }
}

/** A session whose past could not be read runs nothing unseen of its own. */
function noteEarlier(scene: Scene, call: ToolCall): void {
  if (scene.ground.memory !== null) return
  const runsOwn = scene.findings.marks.runs.size > 0
  if (runsOwn) signal(scene, 'memory-lost', call.tool)
}

function openScene(
  call: ToolCall,
  options: PatternOptions,
  watch: CommandWatcher | undefined,
): Scene {
  const command = call.input.command
  const home = trimSlash(call.home)
  return createScene({
    ground: {
      workspace: trimSlash(call.workspace),
      home,
      facts: call.facts,
      memory: options.memory,
      ownPorts: options.ownPorts ?? [],
      ownHome: options.ownHome ? trimSlash(options.ownHome) : `${home}/${brand.homeFolder}`,
    },
    runner: shellRunner,
    watch,
    field: 'command',
    cwd: trimSlash(call.cwd),
    length: typeof command === 'string' ? command.length : 0,
  })
}

const SLASH = 47

function trimSlash(path: string): string {
  return path.length > 1 && path.charCodeAt(path.length - 1) === SLASH ? path.slice(0, -1) : path
}

function readCall(scene: Scene, call: ToolCall): void {
  const tool = Object.hasOwn(TOOLS, call.tool) ? TOOLS[call.tool] : undefined
  if (tool) tool(scene, call.input)
  else unknownTool(scene, call.tool, call.input)
}
