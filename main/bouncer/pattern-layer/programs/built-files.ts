import { type Field, type Scene, touch } from '../scene.ts'
import { isOwnSource, isTrialSource, wrotePlainSources } from './plain-source.ts'
import type { Invocation } from './program.ts'

/** How programs that build or install are told where to: options with the target behind them. */
interface Builder {
  /** Options whose value is the file or folder that is made. */
  readonly into: RegExp
  /** First words with which it builds; any when absent. */
  readonly verbs?: RegExp
  /** The last operand is the folder that is made. */
  readonly last?: boolean
}

const COMPILER: Builder = { into: /^-o$/ }
const MAKE: Builder = { into: /^(?:PREFIX|prefix|DESTDIR)=(.+)$/ }
const NODE: Builder = { into: /^--prefix(?:=(.+))?$/, verbs: /^(?:i|install|ci|add)$/ }
const ENVIRONMENT: Builder = { into: /^$/, last: true }
const PIP: Builder = { into: /^(?:-t|--target|--prefix|--root)(?:=(.+))?$/, verbs: /^install$/ }

const BUILDERS: ReadonlyMap<string, Builder> = new Map([
  ...[
    'gcc',
    'cc',
    'clang',
    'g++',
    'c++',
    'clang++',
    'rustc',
    'ghc',
    'zig',
    'nim',
    'ldc2',
    'tcc',
  ].map((name): [string, Builder] => [name, COMPILER]),
  ['go', { into: /^-o$/, verbs: /^(?:build|test)$/ }],
  ['cargo', { into: /^(?:--target-dir|--root)(?:=(.+))?$/ }],
  ['cmake', { into: /^(?:-B|--prefix|--install-prefix|-DCMAKE_INSTALL_PREFIX)(?:=(.+))?$/ }],
  ['meson', { into: /^--(?:prefix|destdir)(?:=(.+))?$/, last: true }],
  ['dotnet', { into: /^(?:-o|--output)(?:=(.+))?$/, verbs: /^(?:build|publish)$/ }],
  ['swift', { into: /^--(?:build|scratch)-path(?:=(.+))?$/, verbs: /^build$/ }],
  ['bun', { into: /^--outfile(?:=(.+))?$/, verbs: /^build$/ }],
  ['deno', { into: /^(?:-o|--output)(?:=(.+))?$/, verbs: /^compile$/ }],
  ['make', MAKE],
  ['gmake', MAKE],
  ['npm', NODE],
  ['pnpm', NODE],
  ['pip', PIP],
  ['pip3', PIP],
  ['virtualenv', ENVIRONMENT],
  ['uv', { ...ENVIRONMENT, verbs: /^venv$/ }],
])

/** Programs that build by their name. */
export const BUILDER_NAMES: readonly string[] = [...BUILDERS.keys()]

/** Remembers what a call builds from the project in a temporary folder: it is as good as the project. */
export function noteBuilds(scene: Scene, call: Invocation): void {
  const builder = BUILDERS.get(call.name) ?? (isEnvironmentModule(call) ? ENVIRONMENT : undefined)
  if (!builder) return
  if (builder.verbs && !builder.verbs.test(call.args[0]?.text ?? '')) return
  const targets = targetsOf(call.args, builder)
  if (targets.length === 0 || !isFromProject(scene, call, targets)) return
  for (const target of targets) {
    const { path } = touch(scene, target)
    if (IN_TEMPORARY.test(path)) scene.files.set(path, { text: null, taint: 0, own: true })
  }
}

const IN_TEMPORARY = /^\/(?:tmp|var\/tmp|dev\/shm)\/[^/]/

/** Whether the call is `python -m venv FOLDER`. */
export function isEnvironmentModule({ name, args }: Invocation): boolean {
  if (args[0]?.text !== '-m' || !name.startsWith('py')) return false
  return /^(?:venv|virtualenv)$/.test(args[1]?.text ?? '')
}

function targetsOf(args: readonly Field[], { into, last }: Builder): Field[] {
  const targets = args.flatMap((field, at) => {
    const found = into.exec(field.text)
    if (!found) return []
    if (found[1] !== undefined) return [{ ...field, text: found[1] }]
    return args[at + 1] ?? []
  })
  const folder = last ? args.at(-1) : undefined
  return folder && !folder.text.startsWith('-') ? [...targets, folder] : targets
}

/** The call stands in the project, is fed nothing and builds nothing that was written just now. */
function isFromProject(scene: Scene, call: Invocation, targets: readonly Field[]): boolean {
  const { args, stdin } = call
  const here = touch(scene, { text: '.', glob: false, taint: 0 })
  const others = args.filter((field) => LEAVES.test(field.text) && !targets.includes(field))
  return (
    stdin.text === '' &&
    here.place === 'project' &&
    args.every((field) => field.taint === 0) &&
    others.every((field) => isOwn(scene, field)) &&
    wrotePlainSources(scene)
  )
}

const LEAVES = /^(?:\/|~|\.\.|-$)/

function isOwn(scene: Scene, field: Field): boolean {
  const { path, place } = touch(scene, field)
  if (field.text === '-' || path.startsWith('/dev/')) return false
  return (
    place === 'project' ||
    place === 'system' ||
    isBuilt(scene, path) ||
    isOwnSource(scene, field) ||
    isTrialSource(scene, field)
  )
}

/** Whether a path is or lies in something that this call built from the project. */
export function isBuilt(scene: Scene, path: string): boolean {
  if (scene.files.size === 0) return false
  for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) {
    const held = scene.files.get(at)
    if (held) return held.own === true
  }
  return false
}
