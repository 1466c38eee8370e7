import { z } from 'zod'
import { local, procedure } from '../rpc/define.ts'
import { recentWorkspaceSchema, workspaceSchema } from './model.ts'

const path = z.string().min(1).max(4_096)

/** Choosing folders and deciding what their own settings may do. */
export const workspaceContract = {
  'workspace.inspect': procedure(
    { kind: 'query', role: 'drive', idempotent: true, wires: local },
    z.object({ path }),
    workspaceSchema,
  ),
  'workspace.decideTrust': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ path, trust: z.enum(['trusted', 'limited']), fingerprint: z.string() }),
    workspaceSchema,
  ),
  'workspace.recent': procedure(
    { kind: 'query', role: 'drive', idempotent: true, wires: local },
    z.object({}),
    z.object({ workspaces: z.array(recentWorkspaceSchema) }),
  ),
  'workspace.listFolders': procedure(
    { kind: 'query', role: 'drive', idempotent: true, wires: local },
    z.object({
      /** Empty means the home folder. */
      path: z.string().max(4_096),
    }),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string(), repository: z.boolean() })),
    }),
  ),
  /** Opens the system's own dialog; null when the person chose nothing. */
  'workspace.pickFolder': procedure(
    { kind: 'query', role: 'owner', idempotent: true },
    z.object({}),
    z.object({ path: z.string().nullable() }),
  ),
} as const
