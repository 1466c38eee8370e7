import { z } from 'zod'
import { decisionSchema } from './model.ts'

/** Most rules in one policy file. */
export const maxPolicyRules = 500

/** Texts that match by glob: one, or several of which one must match; one that begins with `!` takes away. */
const globs = z.union([
  z.string().min(1).max(300),
  z.array(z.string().min(1).max(300)).min(1).max(64),
])

function oneOrMore<const T extends readonly [string, ...string[]]>(words: T) {
  const word = z.enum(words)
  return z.union([word, z.array(word).min(1).max(words.length)])
}

/** Where paths lie; `outside` is everything but the project and temporary folders. */
const places = oneOrMore([
  'project',
  'temporary',
  'home',
  'system',
  'elsewhere',
  'unknown',
  'outside',
])

/** Paths by glob: relative to the folder of the project, from `~/`, or absolute; `*` stays in a folder, `**` does not. */
const onPaths = { path: globs.optional(), place: places.optional(), secret: z.boolean().optional() }

/** What a rule looks for; exactly one of its keys is given. */
export const policyPatternSchema = z
  .strictObject({
    read: z.strictObject(onPaths).optional(),
    write: z.strictObject({ ...onPaths, append: z.boolean().optional() }).optional(),
    delete: z.strictObject({ ...onPaths, recursive: z.boolean().optional() }).optional(),
    execute: z
      .strictObject({
        /** Name of a program, or a path when it holds a slash. */
        program: globs.optional(),
        source: oneOrMore([
          'program',
          'project',
          'inline',
          'file',
          'download',
          'stdin',
          'unknown',
        ]).optional(),
      })
      .optional(),
    network: z
      .strictObject({
        /** Name of a host; `*.example.com` is every host below it. */
        host: globs.optional(),
        direction: oneOrMore(['download', 'upload', 'both', 'listen']).optional(),
      })
      .optional(),
    environment: z.strictObject({ name: globs.optional() }).optional(),
    process: z.strictObject({ action: globs.optional(), target: globs.optional() }).optional(),
    'version-control': z
      .strictObject({
        target: oneOrMore(['history', 'worktree', 'remote', 'configuration']).optional(),
        verb: globs.optional(),
        /** Name of the remote, and the branch, where the call or facts about the repository say them. */
        remote: globs.optional(),
        branch: globs.optional(),
      })
      .optional(),
    infrastructure: z
      .strictObject({ verb: globs.optional(), resource: globs.optional() })
      .optional(),
    database: z.strictObject({ verb: globs.optional(), target: globs.optional() }).optional(),
    guard: z.strictObject({ target: globs.optional() }).optional(),
    persistence: z.strictObject({ target: globs.optional() }).optional(),
    privilege: z.strictObject({ how: globs.optional() }).optional(),
    conversation: z.strictObject({ what: globs.optional() }).optional(),
    unknown: z.strictObject({ what: globs.optional() }).optional(),
    /** The call itself: the tool's name, or the tool of an MCP server. */
    call: z.strictObject({ tool: globs.optional(), server: globs.optional() }).optional(),
    /** Whatever a built-in rule of that id matches, for what has no effect of its own. */
    rule: z.strictObject({ id: globs, detail: globs.optional() }).optional(),
  })
  .refine((pattern) => Object.keys(pattern).length === 1, {
    message: 'names exactly one thing to look for',
  })
export type PolicyPattern = z.infer<typeof policyPatternSchema>

const patterns = z.array(policyPatternSchema).min(1).max(32)

/** When a rule applies: one pattern, any of some, or all of some (each by one of the call's effects). */
export const policyConditionSchema = z
  .strictObject({
    ...policyPatternSchema.shape,
    any: patterns.optional(),
    all: patterns.optional(),
  })
  .refine((condition) => Object.keys(condition).length === 1, {
    message: 'names exactly one thing to look for; write several below any or all',
  })
export type PolicyCondition = z.infer<typeof policyConditionSchema>

/** A call and what the rules must make of it; the file's own test. */
export const policyCaseSchema = z.strictObject({
  tool: z.string().min(1).max(256),
  input: z.record(z.string(), z.unknown()),
  decision: decisionSchema,
})

/** One rule of a policy file. */
export const policyRuleSchema = z.strictObject({
  /** Dotted, in lower case, of its own in the file: `team.no-production`. */
  id: z
    .string()
    .max(80)
    .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, {
      message: 'is two or more lower-case words with dots between, such as team.no-production',
    }),
  decision: decisionSchema,
  /** One sentence for the person and the agent, in any form: what it stops, asks about or allows, and why. */
  why: z.string().trim().min(1).max(300),
  /** What the agent can do instead; ends the reason it is given. */
  instead: z.string().trim().min(1).max(300).optional(),
  when: policyConditionSchema,
  /** On trial: what it would decide is noted in the record, and it decides nothing. */
  shadow: z.boolean().optional(),
  expect: z.array(policyCaseSchema).max(200).optional(),
})
export type PolicyRule = z.infer<typeof policyRuleSchema>

/** A policy file, in YAML or JSON. */
export const policyFileSchema = z
  .strictObject({ version: z.literal(1), rules: z.array(policyRuleSchema).max(maxPolicyRules) })
  .superRefine(({ rules }, context) => {
    const seen = new Set<string>()
    for (const [at, { id }] of rules.entries()) {
      if (seen.has(id)) {
        const message = `(${id}) is also the id of another rule`
        context.addIssue({ code: 'custom', path: ['rules', at, 'id'], message })
      }
      seen.add(id)
    }
  })
export type PolicyFile = z.infer<typeof policyFileSchema>

/** What became of one policy file. */
export const policyFileStatusSchema = z.object({
  layer: z.enum(['organisation', 'user', 'workspace']),
  /** Absolute path. */
  path: z.string(),
  /** `kept`: it is broken, and the rules it held before are in force; `broken`: it never could be read in this run. */
  state: z.enum(['absent', 'in-force', 'kept', 'broken']),
  /** Rules of it that are in force. */
  rules: z.number().int(),
  /** Sentences about the file or about rules in it that do not count. */
  problems: z.array(z.string()),
})
export type PolicyFileStatus = z.infer<typeof policyFileStatusSchema>
