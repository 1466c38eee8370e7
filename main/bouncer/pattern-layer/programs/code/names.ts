import { TAINT } from '../../findings.ts'
import { listValue, NOTHING, textValue, unknownValue, type Value } from './value.ts'
import type { Walk } from './walk.ts'

/** A name that means nothing yet. */
function refValue(ref: string, receiver?: Value): Value {
  return receiver
    ? { text: null, taint: receiver.taint, ref, receiver }
    : { text: null, taint: TAINT.none, ref }
}

const LITERALS: Readonly<Record<string, string>> = {
  True: '1',
  true: 'true',
  False: '',
  false: '',
  None: '',
  null: '',
  undefined: '',
  nil: '',
  __dirname: '.',
  __file__: './code',
  __filename: './code',
  __dir__: '.',
  PHP_EOL: '\n',
  DIRECTORY_SEPARATOR: '/',
}

/** What a name stands for. */
export function nameValue(walk: Walk, name: string): Value {
  const held = walk.names.get(name)
  if (held) return held
  if (Object.hasOwn(LITERALS, name)) return textValue(LITERALS[name] ?? '')
  return wellKnown(walk, name) ?? refValue(name)
}

/** Members that are values, by their dotted name. */
function wellKnown(walk: Walk, ref: string): Value | null {
  if (ARGUMENTS.has(ref)) return listValue(argumentValues(walk, ref))
  if (WHOLE_ENVIRONMENT.has(ref)) return { ...refValue(ref), taint: TAINT.environment }
  if (STANDARD_INPUT.has(ref)) {
    return { text: walk.stdin.text, taint: walk.stdin.taint, ref }
  }
  const path = KNOWN_PATHS[ref]
  if (path !== undefined) return textValue(path)
  const asked = ruby(walk) ? ANSWERS[ref] : undefined
  return asked === undefined ? null : { ...textValue(asked), ref }
}

function ruby(walk: Walk): boolean {
  return walk.dialect.name === 'ruby'
}

/** What ruby's methods answer where they are called without brackets. */
const ANSWERS: Readonly<Record<string, string>> = {
  'Dir.home': '~',
  'Dir.pwd': '.',
  'Dir.tmpdir': '/tmp/scratch',
}

const ARGUMENTS = new Set([
  'sys.argv',
  'process.argv',
  'ARGV',
  '@ARGV',
  '$ARGV',
  '$argv',
  'arg',
  'Deno.args',
  'Bun.argv',
])
const WHOLE_ENVIRONMENT = new Set([
  'os.environ',
  'os.environb',
  'process.env',
  'ENV',
  '%ENV',
  '$ENV',
  '$_ENV',
  '$_SERVER',
  'Deno.env',
  'Bun.env',
])
const STANDARD_INPUT = new Set(['sys.stdin', 'process.stdin', 'STDIN', '$stdin', 'ARGF', '<STDIN>'])
const KNOWN_PATHS: Readonly<Record<string, string>> = {
  'os.sep': '/',
  'path.sep': '/',
  'os.curdir': '.',
  'os.linesep': '\n',
  'os.devnull': '/dev/null',
  'string.ascii_lowercase': 'abcdefghijklmnopqrstuvwxyz',
  'string.ascii_letters': 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'sys.executable': 'python3',
  'process.execPath': 'node',
  'import.meta.dirname': '.',
  'import.meta.url': 'file://./code',
  'import.meta.filename': './code',
}

/** Index 0 names the code itself, except where the language counts from its first argument. */
function argumentValues(walk: Walk, ref: string): readonly Value[] {
  if (/^(?:ARGV|@ARGV|\$ARGV|Deno\.args)$/.test(ref)) return walk.args
  const program = textValue('-')
  return [program, ...walk.args]
}

const HARMLESS_VARIABLE: Readonly<Record<string, string>> = {
  HOME: '~',
  USERPROFILE: '~',
  PWD: '.',
  INIT_CWD: '.',
  TMPDIR: '/tmp',
  TEMP: '/tmp',
  TMP: '/tmp',
}

/** The value of one variable of the environment: its name is known, its content is not. */
export function environmentVariable(name: Value): Value {
  const path = name.text === null ? undefined : HARMLESS_VARIABLE[name.text]
  if (path !== undefined) return textValue(path)
  return name.text === null ? unknownValue(TAINT.environment) : NOTHING
}

const GLOBAL_OBJECT =
  /^(?:globalThis|global|window|self|module|this|builtins|__builtins__|process\.mainModule|Kernel|Object|main|CORE|CORE::GLOBAL|_G|_ENV)$/

/** `value.name`, or `value['name']`. */
export function memberOf(walk: Walk, value: Value, name: string): Value {
  const held = value.props?.get(name)
  if (held) return held
  const { ref } = value
  if (ref === undefined) return partOfValue(value, name)
  if (WHOLE_ENVIRONMENT.has(ref)) return ofEnvironment(value, name)
  if (GLOBAL_OBJECT.test(ref)) return nameValue(walk, name)
  if (name === 'default' || name === 'promises') return value
  const dotted = `${ref}.${name}`
  return walk.names.get(dotted) ?? wellKnown(walk, dotted) ?? refValue(dotted, value)
}

function ofEnvironment(value: Value, name: string): Value {
  if (
    /^(?:get|fetch|items|copy|keys|values|toObject|to_h|each|map|inspect|has|pop|setdefault|update)$/.test(
      name,
    )
  ) {
    return refValue(`${value.ref}.${name}`, value)
  }
  return environmentVariable(textValue(name))
}

const SAME_PATH =
  /^(?:absolute|resolve|parent|path|realpath|name|to_s|expand_path|value|stdout|text|output|content|body|data|message)$/

function partOfValue(value: Value, name: string): Value {
  if (name === 'length' && value.items) return textValue(String(value.items.length))
  if (name === 'parent' && value.text !== null) {
    return { ...value, text: value.text.replace(/\/?[^/]*\/?$/, '') || '.', receiver: value }
  }
  const kept = SAME_PATH.test(name) ? value : unknownValue(value.taint)
  return { ...kept, ref: undefined, receiver: value, method: name }
}

/** The name of a member and what it is taken from, when the value is one. */
export function methodOf(value: Value): { readonly name: string; readonly receiver: Value | null } {
  if (value.method !== undefined) return { name: value.method, receiver: value.receiver ?? null }
  const ref = value.ref ?? ''
  const cut = ref.lastIndexOf('.')
  return { name: cut < 0 ? ref : ref.slice(cut + 1), receiver: value.receiver ?? null }
}
