import { z } from 'zod'

/** How a session's agent is held: by the Bouncer alone, or also by the operating system. */
export const ringLevelSchema = z.enum(['off', 'ring'])
export type RingLevel = z.infer<typeof ringLevelSchema>

/** A path that the person lets through the ring; reading alone, or writing too. */
export const letThroughSchema = z.object({
  path: z.string().min(1).max(4_096),
  access: z.enum(['read', 'write']),
})
export type LetThrough = z.infer<typeof letThroughSchema>

/** Paths that may be let through at once. */
export const mostLetThrough = 64

/** Everything that is let through, on this machine. */
export const letThroughListSchema = z.array(letThroughSchema).max(mostLetThrough)

/** Which kept program builds the ring. */
export const ringProgramSchema = z.enum(['bubblewrap', 'seatbelt'])

/** Whether the ring can be had on this machine, as a real start of its program showed. */
export const ringStandingSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('works'),
    program: ringProgramSchema,
    version: z.string(),
    /** Sockets without a file that the ring cannot hide, because they hang on the network: displays and session buses. */
    reachable: z.array(z.string()),
  }),
  z.object({
    state: z.enum(['missing', 'forbidden', 'broken', 'unsupported']),
    /** Why it cannot be had, as one sentence. */
    reason: z.string(),
    /** A command that the person can copy, where one helps. */
    command: z.string().nullable(),
  }),
])
export type RingStanding = z.infer<typeof ringStandingSchema>

/** What is hidden, by kind. */
export const hiddenKindSchema = z.enum([
  'own-home',
  'keys',
  'keychain',
  'cloud',
  'registries',
  'browsers',
  'histories',
  'messages',
  'other-agents',
  'sockets',
])
export type HiddenKind = z.infer<typeof hiddenKindSchema>

/** What an agent in the ring sees of this machine, as it was laid out for one start. */
export const ringViewSchema = z.object({
  program: ringProgramSchema,
  version: z.string(),
  /** Absolute folders that the agent may change and that stay. */
  writable: z.array(z.string()),
  /** Absolute paths inside those that it may only read. */
  readOnly: z.array(z.string()),
  /** What is there and not to be seen. */
  hidden: z.array(z.object({ kind: hiddenKindSchema, path: z.string() })),
  letThrough: z.array(letThroughSchema),
  /** Paths that the person lets through and that the ring refuses, each with its reason. */
  refused: z.array(z.object({ path: z.string(), why: z.string() })),
  /** As in the standing. */
  reachable: z.array(z.string()),
})
export type RingView = z.infer<typeof ringViewSchema>
