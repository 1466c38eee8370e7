import { TAINT } from '../../findings.ts'
import { moduleName } from './call-table.ts'
import { memberOf } from './names.ts'
import { unknownValue, type Value } from './value.ts'
import { accept, closingOf, isToken, peek, skipLines, step, type Walk } from './walk.ts'

/** `import a as b, c.d` of python. */
export function importNames(walk: Walk): boolean {
  walk.at++
  do {
    const name = dottedName(walk)
    if (name === '') return true
    const alias = accept(walk, 'as') ? dottedName(walk) : ''
    const ref = moduleName(name)
    if (alias !== '') walk.names.set(alias, refTo(ref))
    else if (!name.includes('.') && ref !== name) walk.names.set(name, refTo(ref))
  } while (accept(walk, ',') && step(walk))
  return true
}

function refTo(ref: string): Value {
  return { text: null, taint: TAINT.none, ref }
}

function dottedName(walk: Walk): string {
  let name = ''
  for (let token = peek(walk); token && step(walk); token = peek(walk)) {
    if (token.kind !== 'name' && token.text !== '.') break
    if (token.kind === 'name' && name !== '' && !name.endsWith('.')) break
    name += token.text
    walk.at++
  }
  return name
}

/** `from a import b as c`. */
export function importFrom(walk: Walk): boolean {
  walk.at++
  const module = moduleName(dottedName(walk))
  if (!accept(walk, 'import')) return true
  accept(walk, '(')
  if (accept(walk, '*')) {
    bindEverything(walk, module)
    return true
  }
  do {
    skipLines(walk)
    const name = dottedName(walk)
    if (name === '') break
    const alias = accept(walk, 'as') ? dottedName(walk) : name
    walk.names.set(alias, memberOf(walk, refTo(module), name))
  } while (accept(walk, ',') && step(walk))
  accept(walk, ')')
  return true
}

const USUAL_NAMES: Readonly<Record<string, string>> = {
  os: 'system popen remove unlink rmdir removedirs execl execlp execv execvp spawnl spawnlp environ rename replace kill fork chdir listdir walk chmod getenv',
  subprocess: 'run call Popen check_call check_output getoutput getstatusoutput',
  shutil: 'rmtree copy copy2 copyfile copytree move',
  socket: 'socket create_connection',
  pathlib: 'Path',
  'urllib.request': 'urlopen urlretrieve Request',
  base64: 'b64decode',
  pty: 'spawn',
}

function bindEverything(walk: Walk, module: string): void {
  for (const name of (USUAL_NAMES[module] ?? '').split(' ')) {
    if (name !== '') walk.names.set(name, memberOf(walk, refTo(module), name))
  }
}

/** `import a, {b as c} from 'm'` and `import * as a from 'm'`. */
export function importModule(walk: Walk): boolean {
  if (walk.dialect.name !== 'javascript') return false
  const next = peek(walk, 1)
  if (isToken(next, '(') || isToken(next, '.')) return false
  walk.at++
  const start = walk.at
  let from = start
  while (from < walk.end && from < start + 60 && walk.tokens[from]?.kind !== 'string') from++
  const module = walk.tokens[from]
  if (module?.kind !== 'string') return true
  bindImports(walk, { from: start, to: from }, refTo(moduleName(module.text)))
  walk.at = from + 1
  return true
}

const NO_IMPORT = new Set(['from', 'as', 'type'])

/** Binds one imported name, or the one behind `as`; answers how many tokens more it took. */
function bindImport(walk: Walk, at: number, value: Value): number {
  const name = walk.tokens[at]?.text ?? ''
  const next = walk.tokens[at + 1]?.text
  const renames = next === 'as' || next === ':'
  walk.names.set(renames ? (walk.tokens[at + 2]?.text ?? name) : name, value)
  return renames ? 2 : 0
}

function bindImports(
  walk: Walk,
  range: { readonly from: number; readonly to: number },
  module: Value,
): void {
  let braces = false
  for (let at = range.from; at < range.to; at++) {
    const token = walk.tokens[at]
    if (token?.text === '{') braces = true
    if (token?.text === '}') braces = false
    if (token?.kind === 'name' && !NO_IMPORT.has(token.text)) {
      at += bindImport(walk, at, braces ? memberOf(walk, module, token.text) : module)
    }
  }
}

/** `const {a: b} = require('m')`. */
export function destructure(walk: Walk): boolean {
  const open = peek(walk, 1)
  if (isToken(open, '[')) return destructureList(walk)
  if (!isToken(open, '{')) return false
  const start = walk.at + 2
  const end = closingOf(walk, walk.at + 1)
  if (!isToken(walk.tokens[end], '=')) return false
  walk.at = end + 1
  const value = walk.readExpression(walk)
  bindImports(walk, { from: start - 1, to: end }, value)
  return true
}

/** `const [, a, b] = values`: what is left out counts. */
function destructureList(walk: Walk): boolean {
  const from = walk.at + 2
  const end = closingOf(walk, walk.at + 1)
  if (!isToken(walk.tokens[end], '=')) return false
  walk.at = end + 1
  const value = walk.readExpression(walk)
  let place = 0
  for (let at = from; at < end - 1; at++) {
    const token = walk.tokens[at]
    const before = at === from ? ',' : walk.tokens[at - 1]?.text
    if (isToken(token, ',')) place++
    else if (token?.kind === 'name' && before === ',') {
      walk.names.set(token.text, value.items?.[place] ?? unknownValue(value.taint))
    }
  }
  return true
}

/** `use X;` of perl and php. */
export function skipsModule(walk: Walk): boolean {
  while (
    walk.at < walk.end &&
    !isToken(peek(walk), ';') &&
    peek(walk)?.kind !== 'newline' &&
    step(walk)
  )
    walk.at++
  return true
}
