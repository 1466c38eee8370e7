import type {
  AndOr,
  Command,
  CommandNode,
  CompoundList,
  For,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Statement,
  SyntaxNode,
  TestExpression,
} from 'unbash'
import { forEachChild, parse } from 'unbash'
import { TAINT } from '../findings.ts'
import { MAX_TEXT, prescan } from '../prescan.ts'
import {
  EMPTY,
  type Field,
  fork,
  isKnown,
  OPAQUE,
  plain,
  type Runner,
  type Scene,
  type Stream,
  signal,
  spend,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import { runArgv, runCommand } from './command.ts'
import { applyRedirects, settleRedirects } from './redirects.ts'
import { expandText, expandWord, noteErrors } from './words.ts'

const MAX_DEPTH = 12
const MAX_LOOP = 16
const MAX_ALTERNATIVES = 8

/** Reads shell text the way bash would run it and records what it would do. */
export const shellRunner: Runner = {
  argv: runArgv,
  text: runText,
  tree: runTree,
  call: runFunction,
}

function runText(scene: Scene, text: string, stdin: Stream): Stream {
  if (scene.depth >= MAX_DEPTH || text.length > MAX_TEXT || prescan(text).unparsable) {
    signal(scene, 'unparsed', 'text inside the command is too long or too deep')
    return OPAQUE
  }
  if (!spend(scene, 4 + (text.length >> 5))) return OPAQUE
  const inner = scene.nested ? scene : enterNested(scene)
  const before = inner.depth
  inner.depth = before + 1
  const out = runTree(inner, parse(text), stdin)
  inner.depth = before
  if (inner !== scene) leaveNested(scene, inner)
  return out
}

function enterNested(scene: Scene): Scene {
  return { ...scene, nested: true }
}

function leaveNested(scene: Scene, inner: Scene): void {
  scene.cwd = inner.cwd
  scene.cwdSure = inner.cwdSure
}

/** Runs a parsed script and answers what it prints. */
function runTree(scene: Scene, tree: ParsedScript, stdin: Stream): Stream {
  noteErrors(scene, tree)
  return runStatements(scene, tree.commands, stdin)
}

function runStatements(scene: Scene, statements: readonly Statement[], stdin: Stream): Stream {
  let out: Stream = EMPTY
  for (const statement of statements) {
    if (!spend(scene, 10)) return OPAQUE
    const target = statement.background ? fork(scene) : scene
    const produced = runNode(target, statement.command, stdin)
    out = join(out, produced)
    if (!statement.background && mayFailQuietly(statement.command)) scene.cwdSure = false
  }
  return out
}

function mayFailQuietly(node: PipelineNode | AndOr): boolean {
  return node.type === 'Command' && node.name?.text === 'cd'
}

function join(first: Stream, second: Stream): Stream {
  if (first === EMPTY) return second
  if (second === EMPTY) return first
  const tooLong = (first.text?.length ?? 0) + (second.text?.length ?? 0) > MAX_TEXT
  const unknown = first.text === null || second.text === null || tooLong
  const text = unknown ? null : `${first.text}${second.text}`
  return { text, taint: first.taint | second.taint }
}

function runNode(scene: Scene, node: PipelineNode | AndOr, stdin: Stream): Stream {
  switch (node.type) {
    case 'AndOr':
      return runAndOr(scene, node, stdin)
    case 'Pipeline':
      return runPipeline(scene, node, stdin)
    case 'Command':
      return runSimple(scene, node, stdin)
    default:
      return runCompound(scene, node, stdin)
  }
}

function runAndOr(scene: Scene, node: AndOr, stdin: Stream): Stream {
  let out: Stream = EMPTY
  for (const [index, part] of node.commands.entries()) {
    const operator = index === 0 ? '&&' : node.operators[index - 1]
    const before = operator === '||' ? snapshot(scene) : null
    out = join(out, runNode(scene, part, stdin))
    if (before) mergeBranch(scene, before)
  }
  return out
}

function runPipeline(scene: Scene, node: Pipeline, stdin: Stream): Stream {
  let data = stdin
  const last = node.commands.length - 1
  for (const part of node.commands) {
    if (!spend(scene, 2)) break
    // Only a pipeline of one command keeps its changes; bash runs the others in shells of their own.
    data = runNode(last === 0 ? scene : fork(scene), part, data)
  }
  return data
}

/** Runs a simple command once for each value its variables may have. */
function runSimple(scene: Scene, node: Command, stdin: Stream): Stream {
  if (!scene.nested) scene.span = { field: scene.field, start: node.pos, end: node.end }
  const rounds = alternatives(scene)
  if (rounds === 1) return runCommand(scene, node, stdin)
  let out: Stream = EMPTY
  for (let round = 0; round < rounds; round++) {
    scene.choice = round
    out = runCommand(scene, node, stdin)
  }
  scene.choice = 0
  return out
}

function alternatives(scene: Scene): number {
  let most = 1
  for (const value of scene.variables.values()) most = Math.max(most, value.values.length)
  return Math.min(most, MAX_ALTERNATIVES)
}

function runCompound(scene: Scene, node: Exclude<CommandNode, Command>, stdin: Stream): Stream {
  switch (node.type) {
    case 'Redirected': {
      const outer = applyRedirects(scene, node.redirects, stdin)
      const out = runCompound(scene, node.command, outer.stdin)
      return settleRedirects(scene, outer, out)
    }
    case 'Subshell':
      return runStatements(fork(scene), node.body.commands, stdin)
    case 'BraceGroup':
      return runStatements(scene, node.body.commands, stdin)
    case 'If':
      return runBranches(scene, stdin, [
        [node.clause, node.then],
        ...node.elif.map((elif): [CompoundList, CompoundList] => [elif.clause, elif.then]),
        ...(node.else ? [[null, node.else] as [null, CompoundList]] : []),
      ])
    case 'For':
    case 'Select':
      return runFor(scene, node, stdin)
    case 'While':
    case 'ArithmeticFor':
      return runWhile(scene, node, stdin)
    case 'Case':
      expandText(scene, node.word)
      return runBranches(
        scene,
        stdin,
        node.items.map((item) => [null, item.body]),
      )
    case 'Function':
      scene.functions.set(node.name.value, node.body)
      if (forksItself(node.name.value, node.body)) signal(scene, 'fork-bomb', node.name.value)
      return EMPTY
    case 'Coproc':
      return node.body.type === 'CompoundList'
        ? runStatements(fork(scene), node.body.commands, OPAQUE)
        : runNode(fork(scene), node.body, OPAQUE)
    case 'TestCommand':
      runTest(scene, node.expression)
      return EMPTY
    case 'ArithmeticCommand':
      if (/\$\(|`/.test(node.body)) scene.runner.text(scene, `echo $((${node.body}))`, EMPTY)
      return EMPTY
  }
}

function runTest(scene: Scene, expression: TestExpression): void {
  switch (expression.type) {
    case 'TestUnary':
      expandText(scene, expression.operand)
      return
    case 'TestBinary':
      expandText(scene, expression.left)
      expandText(scene, expression.right)
      return
    case 'TestLogical':
      for (const operand of expression.operands) runTest(scene, operand)
      return
    case 'TestNot':
      runTest(scene, expression.operand)
      return
    case 'TestGroup':
      runTest(scene, expression.expression)
  }
}

type Branch = readonly [CompoundList | null, CompoundList]

function runBranches(scene: Scene, stdin: Stream, branches: readonly Branch[]): Stream {
  let out: Stream = EMPTY
  for (const [clause, body] of branches) {
    if (clause) runStatements(scene, clause.commands, stdin)
    const before = snapshot(scene)
    out = join(out, runStatements(scene, body.commands, stdin))
    mergeBranch(scene, before)
  }
  return out.text === '' || branches.length === 1 ? out : { ...out, text: null }
}

interface Snapshot {
  readonly variables: Map<string, Value>
  readonly cwd: string
}

function snapshot(scene: Scene): Snapshot {
  return { variables: new Map(scene.variables), cwd: scene.cwd }
}

/** After a branch that may not have run, a variable has its old or its new value. */
function mergeBranch(scene: Scene, before: Snapshot): void {
  if (scene.cwd !== before.cwd) scene.cwdSure = false
  for (const [name, value] of scene.variables) {
    const old = before.variables.get(name)
    if (old === value || value.elements) continue
    const values = [...new Set([...(old?.values ?? []), ...value.values])].slice(
      0,
      MAX_ALTERNATIVES,
    )
    scene.variables.set(name, { values, taint: value.taint | (old?.taint ?? TAINT.none) })
  }
}

function runFor(
  scene: Scene,
  node: Pick<For, 'name' | 'wordlist' | 'body'>,
  stdin: Stream,
): Stream {
  const items: readonly Field[] = node.wordlist
    ? node.wordlist.flatMap((word) => expandWord(scene, word))
    : scene.positional
  const values = items.length > 0 ? items.slice(0, MAX_LOOP) : []
  if (items.length > MAX_LOOP) values.push(plain(UNKNOWN))
  let out: Stream = EMPTY
  for (const item of values) {
    if (!spend(scene, 1)) break
    const text = item.text
    scene.variables.set(node.name.value, {
      values: [text],
      taint: item.taint,
      ...(item.glob ? { elements: [item] } : {}),
    })
    out = join(out, runStatements(scene, node.body.commands, stdin))
  }
  return out
}

function runWhile(
  scene: Scene,
  node: { readonly clause?: CompoundList; readonly body: CompoundList },
  stdin: Stream,
): Stream {
  const lines = linesOf(stdin)
  if ((!node.clause || neverEnds(node.clause)) && forksWithoutWaiting(node.body)) {
    signal(scene, 'endless-fork', 'starts programs in the background without end')
  }
  let out: Stream = EMPTY
  for (const line of lines) {
    if (!spend(scene, 1)) break
    if (node.clause) runStatements(scene, node.clause.commands, { ...stdin, text: line })
    out = join(out, runStatements(scene, node.body.commands, stdin))
  }
  return out
}

function linesOf(stdin: Stream): (string | null)[] {
  if (stdin.text === null || stdin.text === '' || !isKnown(stdin.text)) return [stdin.text]
  return stdin.text.replace(/\n$/, '').split('\n').slice(0, MAX_LOOP)
}

function neverEnds(clause: CompoundList): boolean {
  const [only] = clause.commands
  const command = only?.command
  if (clause.commands.length !== 1 || !command) return false
  if (command.type === 'ArithmeticCommand') return /^\s*[1-9]\d*\s*$/.test(command.body)
  if (command.type !== 'Command') return false
  const name = command.name?.text ?? ''
  const constant = command.suffix.every((part) => !('text' in part) || !/[$`]/.test(part.text))
  return /^(?:\/usr)?(?:\/bin\/)?(?:true|:|\[|\[\[|yes|test)$/.test(name) && constant
}

/** Something runs in the background and nothing waits for it or leaves the loop. */
function forksWithoutWaiting(body: CompoundList): boolean {
  let forks = false
  let stops = false
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Statement' && node.background) forks = true
    if (
      node.type === 'Command' &&
      /^(?:wait|break|exit|return|read)$/.test(node.name?.text ?? '')
    ) {
      stops = true
    }
    forEachChild(node, visit)
  }
  visit(body)
  return forks && !stops
}

/** A function that starts itself again in a pipe or in the background. */
function forksItself(name: string, body: unknown): boolean {
  const text = JSON.stringify(body, (key, value: unknown) =>
    key === 'pos' || key === 'end' ? undefined : value,
  )
  const calls = text.split(`"name":{"type":"Word","text":${JSON.stringify(name)}`).length - 1
  if (calls === 0) return false
  return calls > 1 || text.includes('"background":true') || text.includes('"type":"Pipeline"')
}

/** Runs a function's body with its arguments; a function that calls itself is entered once. */
function runFunction(scene: Scene, argv: readonly Field[], stdin: Stream): Stream | null {
  const name = argv[0]?.text ?? ''
  const body = scene.functions.get(name) as CommandNode | CompoundList | undefined
  if (!body || scene.callStack.includes(name)) return null
  const inner: Scene = {
    ...scene,
    positional: argv.slice(1),
    callStack: [...scene.callStack, name],
    depth: scene.depth + 1,
    locals: new Map(),
  }
  if (inner.depth > MAX_DEPTH) return OPAQUE
  const out =
    body.type === 'CompoundList'
      ? runStatements(inner, body.commands, stdin)
      : runNode(inner, body, stdin)
  scene.cwd = inner.cwd
  for (const [variable, before] of inner.locals ?? []) {
    if (before) scene.variables.set(variable, before)
    else scene.variables.delete(variable)
  }
  return out
}
