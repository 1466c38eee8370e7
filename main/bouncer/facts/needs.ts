import type { Effect, Facts, TouchedPath } from '../../../shared/bouncer/model.ts'
import { filesToHash, recallFile } from '../memory/session-memory.ts'
import { isHarmlessDevice, isWithin, placeOf } from '../pattern-layer/paths.ts'
import type { Observation } from '../pattern-layer/pattern-layer.ts'
import { GIT_COMMANDS } from '../pattern-layer/programs/git-commands.ts'
import { UNKNOWN } from '../pattern-layer/scene.ts'
import type { FactsQuery } from './facts-query.ts'

const MAX_PATHS = 48
const MAX_HASHES = 8
const MAX_PROGRAMS = 24

/** What about the machine would make the judgement of a call surer; null when nothing would. */
export function factsNeeded(seen: Observation, searchesProject: boolean): FactsQuery | null {
  const { ground, findings } = seen.scene
  const paths = new Set<string>()
  for (const effect of findings.effects) {
    for (const path of pathsOf(effect)) {
      if (paths.size < MAX_PATHS) paths.add(path)
    }
  }
  const query = {
    cwd: seen.call.cwd,
    workspace: ground.workspace,
    home: ground.home,
    paths: [...paths],
    programs: searchesProject ? [...findings.marks.programs].slice(0, MAX_PROGRAMS) : [],
    hashes: hashesFor(seen),
    git: asksForGit(seen),
  }
  const isEmpty = query.paths.length + query.programs.length + query.hashes.length === 0
  return isEmpty && !query.git ? null : query
}

function pathsOf(effect: Effect): string[] {
  switch (effect.kind) {
    case 'read':
      return effect.paths.filter(({ place }) => place !== 'system').flatMap(whole)
    case 'write':
      return effect.paths.flatMap(whole)
    case 'delete':
      return effect.paths.flatMap(folder)
    default:
      return []
  }
}

/** The path itself, or of a pattern the part in front of it. */
function whole({ path, certainty }: TouchedPath): string[] {
  if (!path.startsWith('/') || isHarmlessDevice(path)) return []
  if (certainty === 'exact') return [path]
  const end = path.search(certainty === 'unknown' ? UNKNOWN : /[*?[{]/)
  const known = path.slice(0, path.lastIndexOf('/', end))
  return end < 0 || known === '' ? [] : [known]
}

/** Deleting a link removes the link, so only the folder it lies in has to be real. */
function folder(path: TouchedPath): string[] {
  if (path.certainty !== 'exact') return whole(path)
  const cut = path.path.lastIndexOf('/')
  return cut > 0 ? [path.path.slice(0, cut)] : []
}

/** Only what the session's memory knows something about is worth hashing. */
function hashesFor({ scene }: Observation): string[] {
  const { memory } = scene.ground
  if (!memory) return []
  const runs = [...scene.findings.marks.runs].filter(
    (path) => memory.hashes.size > 0 || recallFile(memory, path) !== null,
  )
  return [...new Set([...runs, ...filesToHash(memory, MAX_HASHES)])].slice(0, 2 * MAX_HASHES)
}

function asksForGit({ scene }: Observation): boolean {
  const { gitVerbs } = scene.findings.marks
  if (gitVerbs.size === 0) return false
  if (gitVerbs.has('push')) return true
  const { memory } = scene.ground
  const mayHook = memory != null && memory.files.size + memory.settings.size > 0
  return mayHook || [...gitVerbs].some((verb) => !GIT_COMMANDS.has(verb))
}

/** Whether facts could change what was seen without them. */
export function changesAnything(facts: Facts, seen: Observation): boolean {
  const { ground, findings } = seen.scene
  if (Object.keys(facts.realPaths ?? {}).length > 0) return true
  if (Object.keys(facts.hashes ?? {}).length > 0) return true
  const foreign = Object.values(facts.programs ?? {}).some((path) => {
    const place = placeOf(path, ground)
    return place === 'project' || place === 'temporary'
  })
  if (foreign || !facts.git) return foreign
  const { gitVerbs } = findings.marks
  const { aliases } = facts.git
  const hooks = ground.memory != null && facts.git.hooks.length > 0
  return hooks || gitVerbs.has('push') || [...gitVerbs].some((verb) => Object.hasOwn(aliases, verb))
}

/** Facts as the record keeps them: what is empty says nothing and is left out. */
export function compactFacts(facts: Facts): Facts | null {
  const kept = Object.entries(facts).filter(
    ([, value]) => value !== null && value !== undefined && Object.keys(value).length > 0,
  )
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

/** Whether one of the folders of a PATH could be filled by the agent. */
export function searchesProject(folders: readonly string[], workspace: string): boolean {
  return folders.some(
    (folder) => isWithin(folder, workspace) || /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/.test(folder),
  )
}
