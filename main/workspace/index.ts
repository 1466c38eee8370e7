// Owns folders as places of work: what they are, whether their own agent settings may apply, and terminals in them.
// State: desktop/workspaces.json (folders opened before, decisions with the fingerprint they were made for);
// terminals in memory alone, they end with the app.
// Must never run anything of a folder by itself, and never write into one.

import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { workspaceErrors } from '../../shared/workspace/errors.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import type { Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { type ForbiddenPlaces, type Inspected, inspect, isFolder, listFolders } from './inspect.ts'
import { type KnownFolder, openKnownFolders } from './known-folders.ts'

export { createTerminals, type Terminals } from './terminals/terminals.ts'

/** Folders and the person's decisions about them. */
export interface Workspaces {
  inspect(path: string): Promise<Result<Workspace, Failure>>
  /** Notes that a session was started there. */
  opened(workspace: Workspace): Promise<void>
  exists(path: string): Promise<boolean>
  readonly handlers: HandlersOf<'workspace'>
  readonly dataOwner: DataOwner
}

/** What workspaces need from the house. */
export interface WorkspacesDeps extends ForbiddenPlaces {
  readonly path: string
  readonly clock: Clock
  readonly notify: Notify
  pickFolder(): Promise<string | null>
}

/** Opens the list of known folders. */
export async function createWorkspaces(deps: WorkspacesDeps): Promise<Workspaces> {
  const known = await openKnownFolders(deps)

  const look = async (path: string): Promise<Result<Workspace, Failure>> => {
    const found = await inspect(path, deps)
    return found.ok ? ok(withTrust(found.value, known.find(found.value.path))) : found
  }

  const decideTrust: Workspaces['handlers']['workspace.decideTrust'] = async (input) => {
    const found = await inspect(input.path, deps)
    if (!found.ok) return found
    if (found.value.fingerprint !== input.fingerprint) {
      return err(failure(workspaceErrors, 'workspace.changed-meanwhile'))
    }
    const written = await known.remember(found.value, input.trust)
    if (!written.ok) {
      const slots = { path: input.path, cause: written.error }
      return err(failure(workspaceErrors, 'workspace.undecided', slots))
    }
    return ok(withTrust(found.value, known.find(found.value.path)))
  }

  return {
    inspect: look,
    async opened(workspace) {
      const { trust } = workspace
      await known.opened(workspace, trust === 'trusted' || trust === 'limited' ? trust : null)
    },
    exists: isFolder,
    handlers: {
      'workspace.inspect': (input) => look(input.path),
      'workspace.decideTrust': decideTrust,
      'workspace.recent': async () => ok({ workspaces: await known.recent() }),
      'workspace.listFolders': (input) => listFolders(input.path || deps.userHome),
      'workspace.pickFolder': async () => ok({ path: await deps.pickFolder() }),
    },
    dataOwner: known.dataOwner,
  }
}

function withTrust(inspected: Inspected, folder: KnownFolder | undefined): Workspace {
  return { ...inspected, trust: trustOf(inspected, folder) }
}

function trustOf(inspected: Inspected, known: KnownFolder | undefined): Workspace['trust'] {
  // Without settings of its own there is nothing to trust: no question.
  if (inspected.findings.length === 0) return 'limited'
  if (!known?.trust) return 'undecided'
  return known.fingerprint === inspected.fingerprint ? known.trust : 'changed'
}
