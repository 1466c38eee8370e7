import { lstat, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { PolicyFileStatus } from '../../../shared/bouncer/policy.ts'
import { brand } from '../../../shared/brand.ts'
import type { Notify, TakeBack } from '../../kit/announce.ts'
import type { DataOwner } from '../../kit/data-owner.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { createStandingNotices } from '../../kit/standing-notices.ts'
import { isMissing } from '../../kit/system-code.ts'
import { layPolicy, type Policy } from '../rules/policy.ts'
import type { Draft, DraftPlace } from './draft-source.ts'
import { createPolicySource, type PolicySource, type SourceState } from './policy-source.ts'

/** The rules of the organisation, the person and the folders, as their files stand. */
export interface Policies {
  /** The rules in force for a project folder; looks whether a file changed. Never rejects. */
  policyFor(workspace: string): Promise<Policy>
  /** Looks whether a file changed that counts everywhere or in a folder used lately, and tells of a broken one. */
  look(): Promise<void>
  /** The rules and files of every folder given and of every one asked about before. */
  overview(workspaces: readonly string[]): Promise<PolicyOverview>
  readonly dataOwner: DataOwner
}

/** Every policy file with its state, and all rules that are in force somewhere. */
export interface PolicyOverview {
  readonly policy: Policy
  readonly files: readonly PolicyFileStatus[]
}

/** Where policy files lie. */
export interface PoliciesDeps {
  /** Absolute folder of this app. */
  readonly home: string
  /** Absolute folder that only an administrator of the machine writes. */
  readonly organisationFolder: string
  /** Absolute paths of files whose rules count as the person's own too; none when absent. */
  readonly moreUserFiles?: readonly string[]
  /** Packs that are switched on, by name; asked for at every look. */
  readonly packs?: () => readonly string[]
  /** Stands in the place of the files of its layer, those of one project for a project's, to see what other rules would do. */
  readonly draft?: Pick<Draft, 'source' | 'place'>
  readonly notify: Notify
  /** Takes back what was told of a file that is mended; nothing is taken back when absent. */
  readonly takeBack?: TakeBack
}

/** Folders whose rules are remembered; beyond that the longest unused is read afresh. */
const maxWorkspaces = 256
const voice = { level: 'warning', source: 'bouncer' } as const
/** Folders whose files are looked at without a call. */
const watchedWorkspaces = 8

/** Builds the reader of policy files; reads nothing before it is asked. */
export function createPolicies(deps: PoliciesDeps): Policies {
  const { notify, takeBack = () => undefined } = deps
  const source = (layer: PolicyFileStatus['layer'], path: string): PolicySource =>
    createPolicySource({ layer, path }, createStandingNotices({ notify, takeBack }, voice))
  const userFolder = join(deps.home, 'policies')
  const { draft } = deps
  const sourcesOf = (
    layer: PolicyFileStatus['layer'],
    paths: readonly string[],
    workspace?: string,
  ): readonly PolicySource[] =>
    draft && standsFor(draft.place, layer, workspace)
      ? [draft.source]
      : paths.map((path) => source(layer, path))
  const everywhere = [
    ...sourcesOf('organisation', filesIn(deps.organisationFolder, 'policy')),
    ...sourcesOf('user', filesIn(userFolder, 'user')),
    ...(deps.moreUserFiles ?? []).map((path) => source('user', path)),
  ]
  const folders = new Map<string, Folder>()

  const folderOf = (workspace: string): Folder => {
    const found = folders.get(workspace) ?? {
      sources: sourcesOf(
        'workspace',
        filesIn(join(workspace, brand.homeFolder), 'policy'),
        workspace,
      ),
      laid: null,
    }
    folders.delete(workspace)
    folders.set(workspace, found)
    const [oldest] = folders.keys()
    if (folders.size > maxWorkspaces && oldest !== undefined) folders.delete(oldest)
    return found
  }

  const look = (sources: readonly PolicySource[]) => Promise.all(sources.map((one) => one.look()))
  const general = async (): Promise<readonly PolicySource[]> => {
    const names = deps.packs?.() ?? []
    if (names.length === 0) return everywhere
    // Loaded with the first pack: most homes have none, and the parser would slow every start.
    const { packSource, packsNamed } = await import('./packs.ts')
    return [...everywhere, ...packsNamed(names).map(packSource)]
  }

  return {
    async policyFor(workspace) {
      const folder = folderOf(workspace)
      const states = await look([...(await general()), ...folder.sources])
      if (!folder.laid || !isSame(folder.laid.states, states)) {
        folder.laid = { states, policy: lay(states) }
      }
      return folder.laid.policy
    },
    async look() {
      const lately = [...folders.values()].slice(-watchedWorkspaces)
      await look([...everywhere, ...lately.flatMap(({ sources }) => sources)])
    },
    async overview(workspaces) {
      for (const workspace of workspaces) folderOf(workspace)
      const own = [...folders.values()].flatMap(({ sources }) => sources)
      const states = await look([...(await general()), ...own])
      return { policy: lay(states), files: states.map(({ status }) => status) }
    },
    dataOwner: policyFilesOwner(userFolder, deps.home),
  }
}

function standsFor(
  place: DraftPlace,
  layer: PolicyFileStatus['layer'],
  workspace: string | undefined,
): boolean {
  if (place.layer !== layer) return false
  return place.layer !== 'workspace' || place.workspace === workspace
}

interface Folder {
  readonly sources: readonly PolicySource[]
  laid: { readonly states: readonly SourceState[]; readonly policy: Policy } | null
}

function filesIn(folder: string, name: string): string[] {
  return ['yaml', 'json'].map((ending) => join(folder, `${name}.${ending}`))
}

function isSame(left: readonly SourceState[], right: readonly SourceState[]): boolean {
  return left.length === right.length && left.every((state, at) => state === right[at])
}

function lay(states: readonly SourceState[]): Policy {
  return layPolicy(
    states.flatMap(({ rules }) => rules),
    states.flatMap(({ unread }) => (unread ? [unread] : [])),
  )
}

/** The person's own rules, as privacy lists and erases them. */
function policyFilesOwner(folder: string, home: string): DataOwner {
  const held = async (): Promise<string[]> => {
    try {
      const entries = await readdir(folder, { withFileTypes: true })
      const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
      return files.sort().map((name) => join(folder, name))
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }
  return {
    name: 'bouncer',
    async *export() {
      for (const path of await held()) {
        const { size } = await lstat(path)
        yield { path: relative(home, path), bytes: size, read: () => readPlainFile(path) }
      }
    },
    async erase() {
      const paths = await held()
      return Promise.all(
        paths.map(async (path) => {
          const { size } = await lstat(path)
          await rm(path)
          return { path: relative(home, path), bytes: size }
        }),
      )
    },
    retain: async () => [],
  }
}
