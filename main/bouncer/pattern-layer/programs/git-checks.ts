import { plain, type Scene, signal, touch } from '../scene.ts'
import type { Options } from './options.ts'

/** Commands before which a repository runs checks of its own. */
const CHECKED = /^(?:commit|merge|push|rebase|am|cherry-pick)$/
/** Variables that switch the usual runners of such checks off. */
const SWITCHES: readonly (readonly [string, RegExp])[] = [
  ['HUSKY', /^0$/],
  ['HUSKY_SKIP_HOOKS', /^(?!0$|false$)./],
  ['LEFTHOOK', /^(?:0|false)$/],
  ['OVERCOMMIT_DISABLE', /^(?!0$)./],
  ['SKIP_SIMPLE_GIT_HOOKS', /^(?!0$|false$)./],
]

/** Notes a commit or push that leaves out the checks that a project runs before it. */
export function noteSkippedChecks(scene: Scene, verb: string, options: Options): void {
  if (!CHECKED.test(verb)) return
  const short = verb === 'commit' && options.has('n')
  const switched = SWITCHES.find(([name, off]) => {
    const [value, ...others] = scene.variables.get(name)?.values ?? []
    return value !== undefined && others.length === 0 && off.test(value)
  })
  const skips = short || options.has('no-verify') || switched !== undefined
  if (!skips || touch(scene, plain('.')).place === 'temporary') return
  signal(scene, 'other-tool', `git ${verb} without the checks of the project`)
}
