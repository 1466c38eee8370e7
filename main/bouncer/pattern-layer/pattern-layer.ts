import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { brand } from '../../../shared/brand.ts'
import { decide, type Ruling } from '../rules/decide.ts'
import { engineVersion, policyHash } from '../rules/policy.ts'
import { explain } from './explain.ts'
import type { CommandWatcher, Findings } from './findings.ts'
import { rewriteFor } from './rewrite.ts'
import { createScene, type Scene } from './scene.ts'
import { shellRunner } from './shell/script.ts'
import { TOOLS, unknownTool } from './tools/tools.ts'

/** Facts of this installation that the engine cannot read from a call. */
export interface PatternOptions {
  /** Ports of our own servers; calls to them are denied. */
  readonly ownPorts?: readonly number[]
  /** Absolute folder of our own records and settings; the usual place in the home when absent. */
  readonly ownHome?: string
  /** Hears each command that may run; for tests and explanations. */
  readonly watch?: CommandWatcher
}

/** Judges a call from its text and facts alone: pure, synchronous, bounded; throws only on a broken assumption. */
export function judgeByPattern(call: ToolCall, options: PatternOptions = {}): Verdict {
  const scene = openScene(call, options)
  readCall(scene, call)
  const ruling = decide(scene.findings, scene.ground)
  return verdictOf(call, { scene, ruling })
}

function openScene(call: ToolCall, options: PatternOptions): Scene {
  const command = call.input.command
  return createScene({
    ground: {
      workspace: trimSlash(call.workspace),
      home: trimSlash(call.home),
      facts: call.facts,
      ownPorts: options.ownPorts ?? [],
      ownHome: trimSlash(options.ownHome ?? `${trimSlash(call.home)}/${brand.homeFolder}`),
    },
    runner: shellRunner,
    watch: options.watch,
    field: 'command',
    cwd: trimSlash(call.cwd),
    length: typeof command === 'string' ? command.length : 0,
  })
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

function readCall(scene: Scene, call: ToolCall): void {
  const tool = Object.hasOwn(TOOLS, call.tool) ? TOOLS[call.tool] : undefined
  if (tool) tool(scene, call.input)
  else unknownTool(scene, call.tool, call.input)
}

function verdictOf(
  call: ToolCall,
  judged: { readonly scene: Scene; readonly ruling: Ruling },
): Verdict {
  const { scene, ruling } = judged
  const rewrite = ruling.decision === 'allow' ? undefined : rewriteFor(call, ruling)
  return {
    decision: ruling.decision,
    layer: 'pattern',
    rules: ruling.rules.map((rule) => rule.id),
    effects: scene.findings.effects,
    spans: [...ruling.spans],
    missingFacts: missingFacts(scene.findings, call),
    reason: reasonOf(ruling),
    explanation: explain(scene.findings, scene.ground),
    ...(rewrite === undefined ? {} : { rewrite }),
    engineVersion,
    policyHash: policyHash(),
  }
}

function reasonOf(ruling: Ruling): string {
  const [first] = ruling.rules
  if (!first) return 'Everything this call does is understood and stays inside the project.'
  const what = first.why.slice(0, 1).toLowerCase() + first.why.slice(1).replace(/\.$/, '')
  const word = ruling.decision === 'deny' ? 'Denied' : 'Asked'
  return `${word} because the call ${what}; ${first.instead.slice(0, 1).toLowerCase()}${first.instead.slice(1)}`
}

/** Which facts about the machine would have made the verdict surer. */
function missingFacts(findings: Findings, call: ToolCall): string[] {
  if (call.facts?.realPaths) return []
  const changes = findings.effects.some(
    (effect) => effect.kind === 'write' || effect.kind === 'delete',
  )
  return changes ? ['realPaths'] : []
}
