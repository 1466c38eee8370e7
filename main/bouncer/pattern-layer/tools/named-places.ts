import { placeOf } from '../paths.ts'
import { isPersonalPlace } from '../personal-places.ts'
import type { Scene } from '../scene.ts'
import { guardTarget, holdsSecrets, lastingTarget } from '../sensitive-paths.ts'
import { isMasterKey } from './key-places.ts'
import { privatePlace } from './private-places.ts'
import { spelledPath } from './spelled-path.ts'

/** A path outside the project as prose writes it. */
const PATH =
  /(?<![\w/.:@])(?:~|\$\{?HOME\}?|\/(?:home|Users|root|etc|var|srv|opt|mnt|media|Volumes|private|proc|dev|Library))(?:\/(?:\\ |[^\s"'`<>()[\]{},;|])+)?(?=$|[\s"'`<>()[\]{},;|])/g
const USES =
  /\b(?:read|open|cat|show|print|dump|copy|grab|take|use|load|import|parse|look\s+(?:at|in|into|through)|check|inspect|list|search|scan|grep|tail|collect|gather|extract|get|fetch|find|back\s?up|archive|zip|tar|upload|send|move|mount|write|save|put|append|add|edit|change|update|modify|replace|delete|remove|clean|empty|create|install|set|overwrite|symlink|link|chmod|chown|run|execute|source|start)\b/i
/** Work on what handles such places, not on the places. */
const ABOUT_CODE =
  /\b(?:where|how|whether|why|handles?|handling|pars(?:e[sr]?|ing)|loaders?|code|functions?|modules?|tests?|specs?|docs?|document(?:ation)?|fixtures?|class|component|regex|rules?|detect\w*|guards?|examples?|mocks?|lint\w*|denies|support\s+for|default\s+path|constant)\b|\/(?:src|lib|app|tests?)\//i
const MAX_PATHS = 20

/**
 * Whether a sentence tells another agent to use a place outside the project that needs the person: what holds
 * keys or somebody's own things is not read, and what acts later is not written, on hearsay.
 */
export function namesPlace(scene: Scene, sentence: string): boolean {
  if (!sentence.includes('/') || ABOUT_CODE.test(sentence)) return false
  return [...sentence.matchAll(PATH)]
    .slice(0, MAX_PATHS)
    .some(({ 0: path, index }) => isRefused(scene, sentence.slice(0, index), path))
}

function isRefused(scene: Scene, before: string, spelled: string): boolean {
  if (!USES.test(before)) return false
  const text = spelled.replaceAll('\\ ', ' ').replace(/[.:!?]+$/, '')
  const path = spelledPath(scene, text).text
  const place = placeOf(path, scene.ground)
  if (place === 'project' || place === 'temporary') return false
  if (isMasterKey(path) || isSensitive(scene, path, text)) return true
  return CHANGES.test(before) && (lastingTarget(path) || place === 'system')
}

const CHANGES =
  /\b(?:write|save|put|append|add|edit|change|update|modify|replace|delete|remove|clean|empty|create|install|overwrite|symlink|link|chmod|chown|move)\b(?![^.]*\b(?:from|in)\s*$)/i

function isSensitive(scene: Scene, path: string, text: string): boolean {
  const { ground } = scene
  if (holdsSecrets(path, ground.home) || isPersonalPlace(path, ground)) return true
  return guardTarget(path) !== null || privatePlace(scene, path, text) !== null
}
