import type { Rule, RuleLayer } from '../../shared/bouncer/model.ts'
import type { PolicyFileStatus } from '../../shared/bouncer/policy.ts'

/** Rules that belong together: one layer, and of folders one folder each. */
export interface RuleGroup {
  readonly id: string
  readonly layer: Exclude<RuleLayer, 'grant'>
  /** Absolute path of the folder whose rules these are; null for other layers. */
  readonly folder: string | null
  readonly rules: readonly Rule[]
  /** Files of the group that exist, with their state. */
  readonly files: readonly PolicyFileStatus[]
  /** Where the person may put rules; null where there are some, or where it is not theirs to write. */
  readonly mayLieAt: string | null
}

const order: readonly RuleGroup['layer'][] = ['organisation', 'user', 'workspace', 'built-in']

/** Puts rules and files into groups, those from files first; folders without rules are left out. */
export function ruleGroups(
  rules: readonly Rule[],
  files: readonly PolicyFileStatus[],
): RuleGroup[] {
  return order.flatMap((layer) => {
    const own = rules.filter((rule) => rule.layer === layer)
    const places = files.filter((file) => file.layer === layer)
    if (layer === 'workspace') return folderGroups(own, places)
    const there = places.filter(({ state }) => state !== 'absent')
    if (layer === 'organisation' && there.length === 0) return []
    const mayLieAt = layer === 'user' && there.length === 0 ? (places[0]?.path ?? null) : null
    return [{ id: layer, layer, folder: null, rules: own, files: there, mayLieAt }]
  })
}

function folderGroups(rules: readonly Rule[], places: readonly PolicyFileStatus[]): RuleGroup[] {
  const there = places.filter(({ state }) => state !== 'absent')
  return [...new Set(there.map(({ path }) => folderOf(path)))].map((folder) => ({
    id: `workspace ${folder}`,
    layer: 'workspace',
    folder,
    rules: rules.filter(({ file }) => file !== undefined && folderOf(file) === folder),
    files: there.filter(({ path }) => folderOf(path) === folder),
    mayLieAt: null,
  }))
}

/** The project folder of a file that lies in a folder of ours inside it. */
function folderOf(path: string): string {
  return path.split(/[\\/]/).slice(0, -2).join('/') || '/'
}
