import { TAINT } from '../findings.ts'
import { type Scene, touch } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import type { Invocation } from './program.ts'

/** How a server is told which folder or settings it runs with. */
interface OwnPlace {
  /** Options that take a value. */
  readonly valued: string
  /** Those whose value is the folder or the file, the one that others are relative to first. */
  readonly places: readonly string[]
  /** Options with code or settings of their own, and values that are harmless. */
  readonly given?: readonly [string, RegExp]
  /** Nothing of worth lies in a temporary folder. */
  readonly temporary?: boolean
}

const SERVERS: ReadonlyMap<string, OwnPlace> = new Map<string, OwnPlace>([
  [
    'nginx',
    { valued: 'p c g s e', places: ['p', 'c'], given: ['g', /^(?:daemon (?:on|off);?\s*)?$/] },
  ],
  ['pg_ctl', { valued: 'D l o m t p pgdata log mode timeout', places: ['D'], temporary: true }],
])

/** Whether a server is the project's own: it runs, stops and reloads from a folder of the project. */
export function isOwnServer(scene: Scene, call: Invocation): boolean {
  const row = SERVERS.get(call.name)
  if (!row) return false
  const options = readOptions(call.args, { valued: valued(row.valued) })
  const [first] = row.places.flatMap((name) => options.value(name) ?? [])
  if (!first || call.args.some(({ text }) => /(?:^|\/)\.\.(?:\/|$)/.test(text))) return false
  const [name, harmless] = row.given ?? []
  if (name && !options.values(name).every(({ text }) => harmless?.test(text))) return false
  const others = row.places.flatMap((place) => options.values(place))
  return others.every((field) => {
    const inFirst = field !== first && !/^[/~]/.test(field.text)
    const { place, certainty, path } = touch(scene, inFirst ? first : field)
    const own = place === 'project' || (row.temporary === true && place === 'temporary')
    const held = scene.files.get(path) ?? { taint: TAINT.none }
    return own && certainty === 'exact' && (held.taint & TAINT.download) === 0
  })
}

/** Whether pictures of the screen show one that the call made for itself, not the person's. */
export function hasOwnScreen(scene: Scene): boolean {
  const [display = '', ...others] = scene.variables.get('DISPLAY')?.values ?? []
  return others.length === 0 && /^:(?:[2-9]\d|\d{3,})(?:\.\d)?$/.test(display)
}

/** The screen that `xvfb-run` makes for what it starts. */
export const OWN_SCREEN = ':99'
