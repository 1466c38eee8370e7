import { z } from 'zod'
import { callIdSchema, sessionIdSchema } from '../kit/ids.ts'
import { aiNoteSchema } from './ai-review.ts'

/** What a repository says about itself, read from its files without running anything. */
export const gitFactsSchema = z.object({
  /** Folder that holds the working tree. */
  root: z.string(),
  /** Branch that is checked out; absent on a detached head. */
  branch: z.string().optional(),
  /** Remote that a plain push goes to. */
  remote: z.string().optional(),
  /** The branch's own counterpart, as `remote/branch`. */
  upstream: z.string().optional(),
  /** Whether the branch holds commits that its counterpart did not when it was last seen. */
  unpushed: z.boolean().optional(),
  /** Addresses of the remotes, by name. */
  remotes: z.record(z.string(), z.string()),
  /** Aliases of the repository and the person, by name. */
  aliases: z.record(z.string(), z.string()),
  /** Absolute folder that hooks are run from. */
  hooksFolder: z.string(),
  /** Names of the hooks that are installed there. */
  hooks: z.array(z.string()),
})
export type GitFacts = z.infer<typeof gitFactsSchema>

/** Kinds of facts about the machine. */
export const factKindSchema = z.enum(['realPaths', 'programs', 'hashes', 'git'])
export type FactKind = z.infer<typeof factKindSchema>

/** Facts about the machine that the pure engine cannot look up itself; absent means unknown. */
export const factsSchema = z.object({
  /**
   * Real paths of touched paths, by the path as written (after tilde and cwd). A folder's entry
   * counts for everything below it that has none of its own.
   */
  realPaths: z.record(z.string(), z.string()).optional(),
  /** Where programs resolve to, by name; a path inside the workspace is project code. */
  programs: z.record(z.string(), z.string()).optional(),
  /** SHA-256 (hex) of files that run, by real path; '' for a file that is not there. */
  hashes: z.record(z.string(), z.string()).optional(),
  /** The repository that the call's folder lies in; null when it lies in none. */
  git: gitFactsSchema.nullable().optional(),
  /** Kinds that were wanted and not there in time. */
  missing: z.array(factKindSchema).optional(),
})
export type Facts = z.infer<typeof factsSchema>

/** One call of a tool by an agent, as the Bouncer judges it. */
export const toolCallSchema = z.object({
  id: callIdSchema,
  sessionId: sessionIdSchema,
  tool: z.string().min(1).max(256),
  input: z.record(z.string(), z.unknown()),
  /** Absolute folder the call runs in. */
  cwd: z.string().min(1),
  /** Absolute folder that is "the project"; effects outside it weigh more. */
  workspace: z.string().min(1),
  /** Absolute home of the person. */
  home: z.string().min(1),
  /** Set for calls of a subagent. */
  agentId: z.string().optional(),
  facts: factsSchema.optional(),
})
export type ToolCall = z.infer<typeof toolCallSchema>

/** A half-open range of UTF-16 code units in one text field of the call's input. */
export const spanSchema = z.object({
  /** Key of the input that holds the text, e.g. `command` or `file_path`. */
  field: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
})
export type Span = z.infer<typeof spanSchema>

/** Where a path lies; `unknown` when it could not be computed. */
export const placeSchema = z.enum([
  'project',
  'temporary',
  'home',
  'system',
  'elsewhere',
  'unknown',
])
export type Place = z.infer<typeof placeSchema>

/** A path as far as it is known: literal, a glob, or unknown with the text it came from. */
export const touchedPathSchema = z.object({
  path: z.string(),
  certainty: z.enum(['exact', 'pattern', 'unknown']),
  place: placeSchema,
  /** Holds credentials or keys by its name. */
  secret: z.boolean().optional(),
})
export type TouchedPath = z.infer<typeof touchedPathSchema>

const spans = z.array(spanSchema)
const paths = z.array(touchedPathSchema)

/** What a call would do to the world, one entry per kind and target. */
export const effectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read'), paths, spans }),
  z.object({ kind: z.literal('write'), paths, append: z.boolean().optional(), spans }),
  z.object({ kind: z.literal('delete'), paths, recursive: z.boolean(), spans }),
  z.object({
    kind: z.literal('execute'),
    /** Where the code that runs comes from. */
    source: z.enum(['program', 'project', 'inline', 'file', 'download', 'stdin', 'unknown']),
    program: z.string(),
    spans,
  }),
  z.object({
    kind: z.literal('network'),
    host: z.string(),
    direction: z.enum(['download', 'upload', 'both', 'listen']),
    spans,
  }),
  z.object({ kind: z.literal('environment'), name: z.string(), spans }),
  /** A variable whose name promises a secret, or all of them (`*`), is shown to the agent. */
  z.object({ kind: z.literal('variable'), name: z.string(), spans }),
  z.object({ kind: z.literal('process'), action: z.string(), target: z.string(), spans }),
  z.object({
    kind: z.literal('version-control'),
    target: z.enum(['history', 'worktree', 'remote', 'configuration']),
    verb: z.string(),
    /** Remote and branch that are meant, where the call or facts say so. */
    remote: z.string().optional(),
    branch: z.string().optional(),
    spans,
  }),
  z.object({ kind: z.literal('infrastructure'), verb: z.string(), resource: z.string(), spans }),
  z.object({ kind: z.literal('database'), verb: z.string(), target: z.string(), spans }),
  z.object({ kind: z.literal('guard'), target: z.string(), spans }),
  z.object({ kind: z.literal('persistence'), target: z.string(), spans }),
  z.object({ kind: z.literal('privilege'), how: z.string(), spans }),
  z.object({ kind: z.literal('conversation'), what: z.string(), spans }),
  z.object({ kind: z.literal('unknown'), what: z.string(), spans }),
])
export type Effect = z.infer<typeof effectSchema>
export type EffectKind = Effect['kind']

/** What becomes of a call. */
export const decisionSchema = z.enum(['allow', 'ask', 'deny'])
export type Decision = z.infer<typeof decisionSchema>

/** Who decided: rules, the AI layer, a grant, the person, or a failure that closed the door. */
export const layerSchema = z.enum(['pattern', 'ai', 'grant', 'person', 'failure'])
export type Layer = z.infer<typeof layerSchema>

/** Whose rule it is; of the first four a later one may only tighten an earlier one. A grant answers questions of built-in rules. */
export const ruleLayerSchema = z.enum(['built-in', 'organisation', 'user', 'workspace', 'grant'])
export type RuleLayer = z.infer<typeof ruleLayerSchema>

/** A rule as people see it; what it matches is a predicate over effects in the engine. */
export const ruleSchema = z.object({
  /** Dotted, stable: `delete.outside-project`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/),
  layer: ruleLayerSchema,
  decision: decisionSchema,
  /** One sentence for the person: what it stops or asks about, and why. */
  why: z.string(),
  /** Absolute path of the policy file it stands in; absent for built-in rules. */
  file: z.string().optional(),
  /** On trial: it is noted and decides nothing. */
  shadow: z.boolean().optional(),
})
export type Rule = z.infer<typeof ruleSchema>

/** The Bouncer's answer to one call. */
export const verdictSchema = z.object({
  decision: decisionSchema,
  layer: layerSchema,
  /** Ids of the rules that decided, strongest first; empty for an unmatched, understood call. */
  rules: z.array(z.string()),
  /** The rule that won, whose it is and why; absent for an unmatched, understood call. */
  winner: ruleSchema.omit({ decision: true }).optional(),
  effects: z.array(effectSchema),
  /** Ranges of the input that the deciding rules matched. */
  spans: z.array(spanSchema),
  missingFacts: z.array(z.string()),
  /** One sentence for the agent: why, and what would be accepted instead. */
  reason: z.string(),
  /** Plain words for the person, one line an effect. */
  explanation: z.array(z.string()),
  /** What it would be if the rules on trial counted, where that differs. */
  shadow: z.object({ decision: decisionSchema, rules: z.array(z.string()) }).optional(),
  /** A gentler call with the same purpose, where one exists. */
  rewrite: z.string().optional(),
  /** What the AI layer did about the question; absent where it is off or nothing was asked. */
  ai: aiNoteSchema.optional(),
  engineVersion: z.string(),
  policyHash: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>
