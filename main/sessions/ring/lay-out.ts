import { dirname, join, normalize } from 'node:path'
import type { Failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { LetThrough } from '../../../shared/sessions/ring.ts'
import { ownFolders } from './bubblewrap.ts'
import { ownCaches, projectGuards } from './credential-paths.ts'
import { isWithin, type Layout, type Mount } from './layout.ts'
import { openFolder } from './open-folder.ts'
import { repositoryOf } from './repository-of.ts'
import type { SeenFiles } from './seen-files.ts'
import {
  type Base,
  type Hidden,
  hiddenOf,
  type LayoutRequest,
  projectRefusal,
  sift,
} from './what-is-hidden.ts'

/** Looks at the machine and lays out what the agent sees, or says why the project cannot lie in a ring. */
export async function layOut(
  request: LayoutRequest,
  files: SeenFiles,
): Promise<Result<Layout, Failure>> {
  const real = async (path: string) => (await files.realOf(path)) ?? normalize(path)
  const base: Base = {
    ...{ ...request, files, project: await real(request.workspace) },
    realUserHome: await real(request.userHome),
    realAppHome: await real(request.appHome),
  }
  const hidden = await hiddenOf(base)
  const refusal = projectRefusal(base, hidden)
  if (refusal) return err(refusal)
  const { letThrough, refused } = await sift(base)
  const repository = await repositoryOf(base.project, files)
  const project = await projectMounts(base, repository, letThrough)
  const home = await homeMounts(base, hidden)
  const mounts = [
    ...home,
    ...(await outsideMounts(base, hidden)),
    ...agentMounts(base, home),
    ...(await letThroughMounts(base, letThrough, home)),
    ...project.mounts,
  ]
  return ok({
    project: base.project,
    mounts,
    writable: [base.project, ...(repository === null ? [] : [repository])],
    readOnly: project.readOnly,
    own: [...request.agent.own, ...request.agent.copies.map(({ path }) => path)],
    hidden: hidden.filter(({ path }) => !letThrough.some((one) => isWithin(path, one.path))),
    ...{ letThrough, refused },
  })
}

/** The person's home as a folder in memory, with all that is left of it bound into it for reading. */
async function homeMounts(base: Base, hidden: readonly Hidden[]): Promise<Mount[]> {
  const { files, realUserHome, agent } = base
  const absent = new Set([
    ...hidden.map(({ path }) => path),
    ...[...ownCaches.map((path) => join(realUserHome, path)), ...agent.own],
    ...agent.copies.map(({ path }) => path),
  ])
  // Writable parts are bound later, but their places must exist: their parents are opened too.
  const open = new Set([...absent, ...agent.writable])
  const others: Mount[] = isOneOfMany(realUserHome)
    ? [{ kind: 'memory', path: dirname(realUserHome) }]
    : []
  const roots = [realUserHome, ...(isWithin(agent.folder, realUserHome) ? [] : [agent.folder])]
  const opened = await Promise.all(
    roots.map(async (folder): Promise<Mount[]> => {
      const isThere = (await files.kindOf(folder)) === 'folder'
      return isThere ? openFolder({ folder, absent, open, files }) : []
    }),
  )
  return [...others, ...opened.flat()]
}

/** Whether homes of other people lie beside it. */
function isOneOfMany(userHome: string): boolean {
  return ['/home', '/var/home', '/Users'].includes(dirname(userHome))
}

/** What is hidden but lies elsewhere: behind a link, or a home that was moved. */
async function outsideMounts(base: Base, hidden: readonly Hidden[]): Promise<Mount[]> {
  const { files, realUserHome, realAppHome } = base
  const gone = [realUserHome, ...ownFolders]
  const outside = hidden.filter(({ path }) => !gone.some((folder) => isWithin(path, folder)))
  const covered = await Promise.all(
    outside.map(async ({ path }): Promise<Mount> => {
      const isFolder = (await files.kindOf(path)) === 'folder'
      return { kind: isFolder ? 'empty-folder' : 'empty-file', path }
    }),
  )
  const run = (await files.kindOf('/var/run')) === 'folder' ? ['/var/run'] : []
  const wslg = (await files.kindOf('/mnt/wslg')) === 'folder' ? ['/mnt/wslg'] : []
  const system = [...run, ...wslg].map((path): Mount => ({ kind: 'empty-folder', path }))
  // Where the hook of agents lies, for reading: without it each call would be blocked.
  const hooks = base.hookFolders
    .filter((folder) => isWithin(folder, realAppHome))
    .map((path): Mount => ({ kind: 'read', path }))
  // And what runs it, which lies elsewhere.
  const runners = base.hookFolders.filter((path) => !isWithin(path, realAppHome))
  const home: Mount[] =
    hooks.length > 0 && isWithin(realAppHome, realUserHome)
      ? [{ kind: 'folder', path: realAppHome }]
      : []
  // A cover that nothing can be made in has no place for the hook's folder.
  const open = covered.map((mount): Mount => {
    const holdsHook = mount.path === realAppHome && hooks.length > 0
    return holdsHook ? { kind: 'memory', path: mount.path } : mount
  })
  return [...system, ...open, ...home, ...hooks, ...programMounts([...base.programs, ...runners])]
}

/** Programs of the session that lie in a folder which begins empty. */
function programMounts(programs: readonly string[]): Mount[] {
  return programs
    .filter((path) => ownFolders.some((folder) => isWithin(path, folder)))
    .map((path) => ({ kind: 'read', path }))
}

function agentMounts({ agent }: Base, home: readonly Mount[]): Mount[] {
  return [
    ...agent.copies.map(
      (copy): Mount => ({
        kind: isShownWhole(dirname(copy.path), home) ? 'copy-over' : 'copy',
        ...copy,
      }),
    ),
    ...agent.writable.map((path): Mount => ({ kind: 'write', path })),
  ]
}

/** True for a folder in which nothing new can be made. */
function isShownWhole(folder: string, home: readonly Mount[]): boolean {
  return home.some(({ kind, path }) => kind === 'read' && isWithin(folder, path))
}

async function letThroughMounts(
  base: Base,
  letThrough: readonly LetThrough[],
  home: readonly Mount[],
): Promise<Mount[]> {
  const asked = base.letThrough.map(({ path }) => normalize(path).replace(/(?<=.)\/$/, ''))
  const links = await Promise.all(
    asked.map(async (path): Promise<Mount[]> => {
      const isLink = (await base.files.kindOf(path)) === 'link'
      const real = await base.files.realOf(path)
      const isLet = real !== null && letThrough.some((one) => one.path === real)
      // A link that is shown is there already.
      const isInHome = isWithin(path, base.realUserHome) && !isShownWhole(dirname(path), home)
      const isShown = home.some((one) => one.kind === 'link' && one.path === path)
      return isLink && isLet && isInHome && !isShown ? [{ kind: 'link', path, target: real }] : []
    }),
  )
  const shown = letThrough.map(({ path, access }): Mount => ({ kind: access, path }))
  return [...links.flat(), ...shown]
}

/** The project for writing, and in it, for reading alone, what makes programs outside run something. */
async function projectMounts(
  { project, files }: Base,
  repository: string | null,
  letThrough: readonly LetThrough[],
): Promise<{ readonly mounts: Mount[]; readonly readOnly: string[] }> {
  const guards = [
    ...projectGuards.map((path) => join(project, path)),
    ...(repository === null ? [] : [join(repository, 'config'), join(repository, 'hooks')]),
  ]
  const isOpened = (path: string) =>
    letThrough.some((one) => one.access === 'write' && isWithin(path, one.path))
  const held: string[] = []
  for (const path of guards) {
    // A link is not held: what it leads to is outside the project and for reading anyway.
    if (!isOpened(path) && (await files.realOf(path)) === path) held.push(path)
  }
  // A folder that holds something for reading is bound on itself, so that it cannot be moved away.
  const around = [...new Set(held.map(dirname))].filter((path) => path !== project)
  const mounts: Mount[] = [
    { kind: 'write', path: project },
    ...[...new Set([...(repository === null ? [] : [repository]), ...around])].map(
      (path): Mount => ({ kind: 'write', path }),
    ),
    ...held.map((path): Mount => ({ kind: 'read', path })),
  ]
  return { mounts, readOnly: held }
}
