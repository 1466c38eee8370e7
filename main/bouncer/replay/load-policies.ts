import type { Policies } from '../policies/policies.ts'
import { builtInPolicy, type Policy } from '../rules/policy.ts'

/** Policies of project folders as they stood when they were loaded, for use without waiting. */
export interface LoadedPolicies {
  load(workspaces: ReadonlySet<string>): Promise<void>
  /** The built-in policy for a folder that was not loaded. */
  of(workspace: string): Policy
}

/** Keeps the first answer for each folder, so that one replay is judged by one state of the files. */
export function loadPolicies(policies: Pick<Policies, 'policyFor'>): LoadedPolicies {
  const loaded = new Map<string, Policy>()
  return {
    async load(workspaces) {
      for (const workspace of workspaces) {
        if (!loaded.has(workspace)) loaded.set(workspace, await policies.policyFor(workspace))
      }
    },
    of: (workspace) => loaded.get(workspace) ?? builtInPolicy,
  }
}
