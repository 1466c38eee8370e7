import { type Field, isKnown, type Scene, touch } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { Options } from './options.ts'
import type { Invocation } from './program.ts'

/** Names that say of a database that it is made anew at will. */
const MADE_ANEW =
  /(?:^|[/_.:-])(?:tests?|testing|dev|development|tmp|temp|scratch|sandbox|throwaway|ci|e2e|spec|playground|smoke|bench|benchmark|demo|fixtures?)\d*(?:$|[/_.?:-])/i
/** Words that outweigh them. */
const LASTS = /prod|live|stag|main|master|backup|shared/i
/** Modes of frameworks that work on a database of the developer's own machine. */
const OWN_MODE = /^(?:test|testing|development|dev|ci|local)$/i
const MODES = [
  'RAILS_ENV',
  'RACK_ENV',
  'MIX_ENV',
  'NODE_ENV',
  'APP_ENV',
  'FLASK_ENV',
  'DJANGO_ENV',
  'HANAMI_ENV',
  'LARAVEL_ENV',
  'SYMFONY_ENV',
]
const ADDRESSES = [
  'DATABASE_URL',
  'TEST_DATABASE_URL',
  'DB_URL',
  'DATABASE_DSN',
  'SQLALCHEMY_DATABASE_URI',
  'POSTGRES_URL',
  'MYSQL_URL',
  'MONGO_URL',
  'MONGODB_URI',
  'REDIS_URL',
  'DIRECT_URL',
  'DBMATE_DATABASE_URL',
  'GOOSE_DBSTRING',
]
const SCHEME =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb(?:\+srv)?|redis|sqlserver|sqlite3?|file|ecto|cockroachdb)(?:\+\w+)?:/i

/** Whether a name is one of a database that is made anew at will. */
export function isMadeAnew(name: string): boolean {
  return isKnown(name) && MADE_ANEW.test(name) && !LASTS.test(name)
}

function isHere(host: string): boolean {
  return host === '' || host.startsWith('/') || hostKind(host) === 'local'
}

/** Whether an address leads to a database of this machine that is made anew at will. */
function isOwnAddress(scene: Scene, text: string): boolean {
  if (!isKnown(text)) return false
  if (/^(?:sqlite3?|file)(?:\+\w+)?:/i.test(text)) {
    return isOwnFile(scene, text.replace(/^[\w+]+:(?:\/\/\/?)?/, '').replace(/\?.*$/, ''))
  }
  const { host, rest } = readAddress(text)
  return isHere(host) && isMadeAnew(rest.replace(/\?.*$/, ''))
}

/** Folders that builds fill anew. */
const BUILT = /^\/(?:[\w.-]+\/)*(?:build|dist|out|target|coverage|\.cache|node_modules)\//

/** Whether a file holds such a database: in memory, in a temporary folder, or in the project by its name. */
export function isOwnFile(scene: Scene, name: string): boolean {
  if (/^(?::memory:)?$/.test(name) || /mode=memory/.test(name)) return true
  const { place, path, certainty } = touch(scene, { text: name, glob: false, taint: 0 })
  if (place === 'temporary') return true
  const { workspace } = scene.ground
  const inside = path.slice(workspace.length)
  return place === 'project' && certainty === 'exact' && (isMadeAnew(inside) || BUILT.test(inside))
}

function onlyValue(scene: Scene, name: string): string | undefined {
  const value = scene.variables.get(name)
  return value && !value.unset && value.values.length === 1 ? value.values[0] : undefined
}

/** Whether a task of a framework works on such a database, by its mode and the addresses it is given. */
export function worksOnOwnDatabase(scene: Scene, call: Invocation): boolean {
  const addresses = addressesOf(scene, call.args)
  if (addresses.some((address) => !isOwnAddress(scene, address))) return false
  const modes = modesOf(scene, call.args)
  if (modes.length > 0) return modes.every((mode) => OWN_MODE.test(mode))
  return addresses.length > 0
}

function addressesOf(scene: Scene, args: readonly Field[]): string[] {
  const given = args.map(({ text }) => text.replace(/^-[\w-]+=|^[A-Z_]+=/, ''))
  return [
    ...given.filter((text) => SCHEME.test(text)),
    ...ADDRESSES.flatMap((name) => onlyValue(scene, name) ?? []),
  ]
}

/** What is given where one mode hides another, so that each has to be harmless. */
function modesOf(scene: Scene, args: readonly Field[]): string[] {
  const modes = MODES.flatMap((name) => onlyValue(scene, name) ?? [])
  const module = onlyValue(scene, 'DJANGO_SETTINGS_MODULE')?.split('.').at(-1)
  if (module !== undefined) modes.push(module)
  for (const [at, { text }] of args.entries()) {
    const given = /^(?:--env(?:ironment)?|[A-Z]+_ENV)=(.*)$/.exec(text)?.[1]
    if (given !== undefined) modes.push(given)
    else if (/^(?:-e|--env(?:ironment)?)$/.test(text)) modes.push(args[at + 1]?.text ?? '')
    const joined = /^--settings=(?:.*\.)?(\w+)$/.exec(text)?.[1]
    if (joined !== undefined) modes.push(joined)
    else if (text === '--settings') modes.push(args[at + 1]?.text.split('.').at(-1) ?? '')
  }
  return modes
}

/** What a client of a server is connected to. */
export interface Connection {
  /** On this machine. */
  readonly here: boolean
  /** Nothing of worth can be lost: it is made anew at will, or cannot be changed. */
  readonly free: boolean
}

const FILE_CLIENT = /^(?:sqlite3?|litecli|duckdb)$/

/** Reads from a client's arguments and variables what it is connected to. */
export function connectionOf(scene: Scene, call: Invocation, options: Options): Connection {
  if (FILE_CLIENT.test(call.name)) {
    const file = options.operands[0]?.text ?? ''
    return { here: true, free: options.has('readonly') || isOwnFile(scene, file) }
  }
  const host =
    options.value('h', 'H', 'S', 'host')?.text ??
    onlyValue(scene, 'PGHOST') ??
    onlyValue(scene, 'MYSQL_HOST') ??
    ''
  const name =
    options.value('d', 'D', 'dbname', 'database')?.text ??
    options.operands[0]?.text ??
    onlyValue(scene, 'PGDATABASE') ??
    ''
  if (SCHEME.test(name)) {
    const free = isOwnAddress(scene, name)
    return { here: free || isHere(readAddress(name).host), free }
  }
  const here = isHere(host) && isKnown(name) && !/\bhost(?:addr)?=|:\/\//.test(name)
  return { here, free: here && isMadeAnew(name) }
}
