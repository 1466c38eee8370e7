import { join } from 'node:path'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { sessionErrors } from '../../../shared/sessions/errors.ts'
import type { HiddenKind, LetThrough } from '../../../shared/sessions/ring.ts'
import { credentialPaths } from './credential-paths.ts'
import { type AgentFolders, isWithin, type Layout } from './layout.ts'
import type { SeenFiles } from './seen-files.ts'

/** What decides what an agent in the ring sees. */
export interface LayoutRequest {
  /** Absolute folder of the session. */
  readonly workspace: string
  /** Absolute home of the person. */
  readonly userHome: string
  /** Absolute home of this app. */
  readonly appHome: string
  readonly letThrough: readonly LetThrough[]
  readonly agent: AgentFolders
  /** Absolute folders of this app that the agent's hook reads; nothing of them is a secret of the person. */
  readonly hookFolders: readonly string[]
  /** Absolute paths that programs of the session lie at. */
  readonly programs: readonly string[]
}

/** Something that is there and must not be seen. */
export interface Hidden {
  readonly kind: HiddenKind
  readonly path: string
}

/** A request with what was found out about its paths. */
export interface Base extends LayoutRequest {
  readonly files: SeenFiles
  readonly project: string
  readonly realUserHome: string
  readonly realAppHome: string
}

/** Folders that are nobody's project: a ring around them would leave the system writable. */
const systemFolders = new Set([
  ...['/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/lib64', '/opt', '/proc', '/root'],
  ...['/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/usr/local', '/var', '/var/tmp'],
])

/** What is there and must not be seen: as it is called, and where it really lies. */
export async function hiddenOf(base: Base): Promise<Hidden[]> {
  const { files, realUserHome, realAppHome } = base
  const wanted = [
    ...Object.entries(credentialPaths).flatMap(([kind, paths]) =>
      paths.map((path) => ({ kind: kind as HiddenKind, path: join(realUserHome, path) })),
    ),
    ...base.agent.hidden.map((path) => ({ kind: 'other-agents' as const, path })),
  ]
  const there = await Promise.all(
    wanted.map(async ({ kind, path }): Promise<Hidden[]> => {
      const real = await files.realOf(path)
      if (real === null) return []
      return real === path
        ? [{ kind, path }]
        : [
            { kind, path },
            { kind, path: real },
          ]
    }),
  )
  const home = (await files.realOf(realAppHome)) === null ? [] : [ownHome(realAppHome)]
  return [...home, ...there.flat()]
}

function ownHome(path: string): Hidden {
  return { kind: 'own-home', path }
}

/** Why the project cannot lie in a ring; null where it can. */
export function projectRefusal(base: Base, hidden: readonly Hidden[]): Failure | null {
  const { project, realUserHome, realAppHome } = base
  const path = project
  if (isWithin(realUserHome, project))
    return failure(sessionErrors, 'ring.home-as-project', { path })
  const covers = isWithin(realAppHome, project) || isWithin(project, realAppHome)
  if (covers) return failure(sessionErrors, 'ring.own-home-as-project', { path })
  const inside = hidden.find((one) => isWithin(project, one.path))
  if (inside) return failure(sessionErrors, 'ring.hidden-project', { path, hidden: inside.path })
  return systemFolders.has(project)
    ? failure(sessionErrors, 'ring.home-as-project', { path })
    : null
}

/** Parts what may be let through from what may not. */
export async function sift(base: Base): Promise<Pick<Layout, 'letThrough' | 'refused'>> {
  const letThrough: LetThrough[] = []
  const refused: { path: string; why: string }[] = []
  for (const { path, access } of base.letThrough) {
    const real = path.startsWith('/') ? await base.files.realOf(path) : null
    const why = whyRefused(real, base)
    if (why !== null || real === null) refused.push({ path, why: why ?? 'It does not exist.' })
    else letThrough.push({ path: real, access })
  }
  return { letThrough, refused }
}

function whyRefused(real: string | null, { realAppHome, realUserHome }: Base): string | null {
  if (real === null) return 'It is no absolute path of something that exists.'
  if (isWithin(real, realAppHome) || isWithin(realAppHome, real)) {
    return 'It would show the home of this app.'
  }
  if (isWithin(realUserHome, real)) return 'It would show your whole home.'
  const kernel = ['/proc', '/dev', '/sys', '/run'].some((folder) => folder === real)
  return kernel ? 'It belongs to the system as a whole.' : null
}
