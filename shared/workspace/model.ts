import { z } from 'zod'

/** One thing that a repository's own agent settings would do on this machine. */
export const workspaceFindingSchema = z.object({
  /** File that says so, relative to the folder. */
  file: z.string(),
  kind: z.enum([
    'hook',
    'mcp-server',
    'key-helper',
    'environment',
    'permission',
    'unreadable',
    'other',
  ]),
  /** Plain words: when it would run. */
  when: z.string(),
  /** The exact command or value, as written there. */
  what: z.string(),
})
export type WorkspaceFinding = z.infer<typeof workspaceFindingSchema>

/** A folder as sessions see it. */
export const workspaceSchema = z.object({
  /** Absolute, symbolic links resolved. */
  path: z.string(),
  name: z.string(),
  exists: z.boolean(),
  /** Whether the person lets the folder's own agent settings apply; asked anew when they change. */
  trust: z.enum(['undecided', 'trusted', 'limited', 'changed']),
  findings: z.array(workspaceFindingSchema),
  /** SHA-256 over the settings files, so that a decision holds for exactly what was shown. */
  fingerprint: z.string(),
  branch: z.string().nullable(),
})
export type Workspace = z.infer<typeof workspaceSchema>

/** A folder opened before. */
export const recentWorkspaceSchema = z.object({
  path: z.string(),
  name: z.string(),
  exists: z.boolean(),
  lastAt: z.number(),
})
export type RecentWorkspace = z.infer<typeof recentWorkspaceSchema>
