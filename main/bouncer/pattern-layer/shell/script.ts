import type {
  AndOr,
  ArithmeticExpression,
  ArithmeticFor,
  Case,
  Command,
  CommandNode,
  CompoundList,
  Coproc,
  For,
  If,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Redirected,
  Select,
  Statement,
  While,
} from 'unbash'
import { parse } from 'unbash'
import { MAX_TEXT, prescan } from '../prescan.ts'
import {
  copy,
  EMPTY,
  type Field,
  fork,
  OPAQUE,
  plain,
  type Runner,
  type Scene,
  type ShellState,
  type Stream,
  signal,
  spend,
  UNKNOWN,
} from '../scene.ts'
import { noteAbort, settleAborts } from './aborts.ts'
import { evaluateArithmetic } from './arithmetic.ts'
import { capture, forEachChoice, mergeInto } from './branches.ts'
import { join, perhaps, runAndOr } from './chains.ts'
import { runArgv, runCommand } from './command.ts'
import { runTest } from './conditions.ts'
import { noteForeignFunction } from './foreign-syntax.ts'
import { forksItself, forksWithoutWaiting, neverEnds } from './fork-bombs.ts'
import { defineFunction, runFunction } from './functions.ts'
import { joinedNames } from './joined-names.ts'
import { maybe, noteCounted, runAlternatives, runItems, runWhileLoop } from './loops.ts'
import { applyRedirects, inFlux, settleRedirects } from './redirects.ts'
import { cutShort, noteErrors, runNested } from './substitutions.ts'
import { setElements, setUnknown } from './variables.ts'
import { expandText } from './word-parts.ts'
import { expandWords } from './words.ts'

const MAX_DEPTH = 20

/** Reads shell text the way bash would run it and records what it would do. */
export const shellRunner: Runner = {
  argv: runArgv,
  text: runText,
  tree: runTree,
  call: (scene, argv, stdin) =>
    runFunction(scene, { argv, stdin, run: (body, input) => runBody(scene, body, input) }),
}

function runText(scene: Scene, text: string, stdin: Stream): Stream {
  if (scene.depth >= MAX_DEPTH || text.length > MAX_TEXT || prescan(text).unparsable) {
    signal(scene, 'unparsed', 'text inside the command is too long or too deep')
    return OPAQUE
  }
  if (!spend(scene, 4 + (text.length >> 5))) return OPAQUE
  const { nested, source } = scene
  scene.nested = true
  scene.source = joinedNames(text)
  const out = runTree(scene, parse(scene.source), stdin)
  scene.nested = nested
  scene.source = source
  return out
}

/** Runs a parsed script and answers what it prints. */
function runTree(scene: Scene, tree: ParsedScript, stdin: Stream): Stream {
  noteErrors(scene, tree)
  const { depth, input } = scene
  scene.depth = depth + 1
  const out =
    depth === scene.shellDepth
      ? runLines(scene, tree, stdin)
      : runStatements(scene, tree.commands, stdin)
  scene.depth = depth
  scene.input = input
  return depth === scene.shellDepth ? endShell(scene, out) : out
}

/** What a shell was told to run when it ends runs now, and prints as well. */
function endShell(scene: Scene, out: Stream): Stream {
  const texts = scene.exitTraps
  if (texts === null) return out
  scene.exitTraps = null
  for (const text of texts) maybe(scene, () => scene.runner.text(scene, text, EMPTY))
  return { text: null, taint: out.taint }
}

function runBody(scene: Scene, body: CommandNode | CompoundList, stdin: Stream): Stream {
  return body.type === 'CompoundList'
    ? runStatements(scene, body.commands, stdin)
    : runNode(scene, body, stdin)
}

/** The commands of a text that the shell reads line by line. */
function runLines(scene: Scene, { commands }: ParsedScript, stdin: Stream): Stream {
  let out: Stream = EMPTY
  for (const [at, statement] of commands.entries()) {
    out = join(out, runStatement(scene, statement, stdin))
    if (scene.aborts.length > 0) settleAborts(scene, statement, commands[at + 1])
  }
  return out
}

function runStatements(scene: Scene, commands: readonly Statement[], stdin: Stream): Stream {
  let out: Stream = EMPTY
  for (const statement of commands) out = join(out, runStatement(scene, statement, stdin))
  return out
}

function runStatement(scene: Scene, statement: Statement, stdin: Stream): Stream {
  if (!spend(scene, 10)) return OPAQUE
  const target = statement.background ? fork(scene, { sure: false }) : scene
  const out = runNode(target, statement.command, stdin)
  if (!statement.background && mayFailQuietly(statement.command)) scene.cwdSure = false
  if (scene.mayAbort) {
    scene.mayAbort = false
    noteAbort(scene)
  }
  return out
}

function mayFailQuietly(node: PipelineNode | AndOr): boolean {
  if (node.type !== 'Command' || node.name?.text !== 'cd') return false
  // Home is always there.
  const [folder] = node.suffix
  return (
    folder !== undefined && !/^(?:~|\$HOME|"\$HOME"|\/)$/.test('text' in folder ? folder.text : '')
  )
}

function runNode(scene: Scene, node: PipelineNode | AndOr, stdin: Stream): Stream {
  switch (node.type) {
    case 'AndOr':
      return runAndOr(scene, node, (part) => runNode(scene, part, stdin))
    case 'Pipeline':
      return runPipeline(scene, node, stdin)
    case 'Command':
      return runSimple(scene, node, stdin)
    default:
      return runCompound(scene, node, stdin)
  }
}

function runPipeline(scene: Scene, node: Pipeline, stdin: Stream): Stream {
  if (node.operators.includes('|&')) scene.errorsRead = true
  let data = stdin
  const last = node.commands.length - 1
  for (let index = 0; index <= last; index++) {
    const part = node.commands[index]
    if (!part || !spend(scene, 2)) break
    if (last === 0) data = runNode(scene, part, data)
    else if (index === last && scene.lastPipe) {
      const input = data
      maybe(scene, () => {
        data = runNode(scene, part, input)
      })
    } else data = inSubshell(scene, (inner) => runNode(inner, part, data))
  }
  return data
}

function inSubshell(scene: Scene, run: (inner: Scene) => Stream): Stream {
  const inner = fork(scene)
  inner.depth++
  const out = endShell(inner, run(inner))
  return inner.leaves === scene.leaves ? out : cutShort(out)
}

/** Runs a simple command once for each combination of values its variables may have. */
function runSimple(scene: Scene, node: Command, given: Stream): Stream {
  const { replaced } = scene
  const stdin = replaced && given === replaced.from ? replaced.to : given
  scene.input = stdin
  if (!scene.nested) scene.span = { field: scene.field, start: node.pos, end: node.end }
  if (scene.traps.length === 0 && !(scene.many && readsVariable(node))) {
    return runCommand(scene, node, stdin)
  }
  const outs: Stream[] = []
  forEachChoice(scene, () => {
    outs.push(runCommand(scene, node, stdin))
  })
  const { traps } = scene
  if (traps.length > 0) {
    scene.traps = []
    for (const text of traps) maybe(scene, () => scene.runner.text(scene, text, EMPTY))
    scene.traps = [...traps, ...scene.traps]
  }
  return either(outs)
}

/** Whether a command's words or here-documents hold anything that is computed. */
function readsVariable(node: Command): boolean {
  return (
    (node.name?.text.includes('$') ?? false) ||
    node.suffix.some((part) => !('text' in part) || part.text.includes('$')) ||
    node.prefix.some((part) => !('text' in part) || part.text.includes('$'))
  )
}

function either(outs: readonly Stream[]): Stream {
  const [first = EMPTY, ...rest] = outs
  if (rest.length === 0) return first
  let taint = first.taint
  for (const out of rest) taint |= out.taint
  return { text: rest.every((out) => out.text === first.text) ? first.text : null, taint }
}

type Compound = Exclude<CommandNode, Command>

function runCompound(scene: Scene, node: Compound, stdin: Stream): Stream {
  switch (node.type) {
    case 'Redirected':
      return runGroup(scene, node, stdin)
    case 'Subshell':
      return inSubshell(scene, (inner) => runStatements(inner, node.body.commands, stdin))
    case 'BraceGroup':
      return runStatements(scene, node.body.commands, stdin)
    case 'Function':
      noteForeignFunction(scene, node.name.value)
      defineFunction(scene, node.name.value, node.body)
      if (RUNS_BY_ITSELF.test(node.name.value)) {
        maybe(scene, () => runBody(fork(scene), node.body, EMPTY))
      }
      if (forksItself(node.name.value, node.body)) signal(scene, 'fork-bomb', node.name.value)
      return EMPTY
    case 'Coproc':
      return runCoproc(scene, node)
    case 'TestCommand':
      forEachChoice(scene, () => runTest(scene, node.expression))
      return EMPTY
    case 'ArithmeticCommand':
      forEachChoice(scene, () => runArithmetic(scene, node.expression))
      return EMPTY
    default:
      return runControl(scene, node, stdin)
  }
}

/** A group with redirections: while it runs, what lies in the files it writes is in flux. */
function runGroup(scene: Scene, node: Redirected, stdin: Stream): Stream {
  const descriptors = copy(scene.descriptors)
  const outer = applyRedirects(scene, node.redirects, stdin)
  const restore = outer.outputs.length > 0 ? inFlux(scene, outer) : null
  let out: Stream = EMPTY
  const run = () => {
    out = runCompound(scene, node.command, outer.stdin)
  }
  if (outer.fails) maybe(scene, run)
  else run()
  restore?.()
  const settled = settleRedirects(scene, outer, out)
  scene.descriptors = descriptors
  return settled
}

/** Functions that the shell calls when no such program is found, or before each prompt. */
const RUNS_BY_ITSELF = /^(?:command_not_found_handler?|precmd|preexec|chpwd|fish_prompt)$/

type Control = If | For | Select | While | ArithmeticFor | Case

function runControl(scene: Scene, node: Control, stdin: Stream): Stream {
  scene.input = stdin
  switch (node.type) {
    case 'If':
      return runIf(scene, node, stdin)
    case 'For':
    case 'Select':
      return runFor(scene, node, stdin)
    case 'While':
    case 'ArithmeticFor':
      return runWhile(scene, node, stdin)
    case 'Case':
      return runCase(scene, node, stdin)
  }
}

function runIf(scene: Scene, node: If, stdin: Stream): Stream {
  let out: Stream = EMPTY
  const branches = [node, ...node.elif]
  const run = (list: CompoundList) => {
    out = joinBranch(out, runStatements(scene, list.commands, stdin))
  }
  const next = (at: number): void => {
    const branch = branches[at]
    if (!branch) {
      if (node.else) run(node.else)
      return
    }
    out = join(out, runStatements(scene, branch.clause.commands, stdin))
    runAlternatives(scene, [() => run(branch.then), () => next(at + 1)])
  }
  next(0)
  return out
}

function joinBranch(first: Stream, second: Stream): Stream {
  return perhaps(join(first, second))
}

function runArithmetic(scene: Scene, expression: ArithmeticExpression | undefined): void {
  evaluateArithmetic(scene, expression, (script) => runNested(scene, script))
}

/** A coprocess: what it prints can be read from a descriptor, what it is given cannot be known. */
function runCoproc(scene: Scene, node: Coproc): Stream {
  const out = inSubshell(scene, (inner) => runBody(inner, node.body, OPAQUE))
  scene.descriptors.set(63, { ...out })
  scene.sinks.set(COPROCESS, scriptOf(node.body))
  scene.targets.set(60, plain(COPROCESS))
  setElements(scene, node.name?.value ?? 'COPROC', { elements: [plain('63'), plain('60')] })
  return EMPTY
}

/** The name under which the input of a coprocess is known. */
const COPROCESS = '/dev/fd/60-coprocess'

function scriptOf(body: CommandNode | CompoundList): ParsedScript {
  const { pos, end } = body
  const commands: readonly Statement[] =
    body.type === 'CompoundList'
      ? body.commands
      : [{ type: 'Statement', pos, end, command: body, background: undefined }]
  return { type: 'Script', pos, end, shebang: undefined, commands }
}

function runCase(scene: Scene, node: Case, stdin: Stream): Stream {
  forEachChoice(scene, () => {
    expandText(scene, node.word)
    for (const item of node.items) for (const word of item.pattern) expandText(scene, word)
  })
  let out: Stream = EMPTY
  let through: ShellState[] = []
  const runs = node.items.map((item) => () => {
    mergeInto(scene, through)
    out = joinBranch(out, runStatements(scene, item.body.commands, stdin))
    through = item.terminator === ';&' || item.terminator === ';;&' ? [capture(scene)] : []
  })
  runAlternatives(scene, [...runs, () => undefined])
  return out
}

function runFor(scene: Scene, node: For | Select, stdin: Stream): Stream {
  const items: Field[] = []
  const list = { unordered: false }
  if (node.wordlist) {
    const words = node.wordlist
    scene.list = list
    forEachChoice(scene, () => {
      items.push(...expandWords(scene, words))
    })
    scene.list = null
  } else if (scene.positionalSure) items.push(...scene.positional)
  else items.push(plain(UNKNOWN))
  let out: Stream = EMPTY
  runItems(scene, node, {
    items,
    unordered: list.unordered,
    body: () => {
      if (node.type === 'Select') setUnknown(scene, 'REPLY')
      out = join(out, runStatements(scene, node.body.commands, stdin))
    },
  })
  if (node.type === 'Select') setUnknown(scene, node.name.value)
  return out
}

function runWhile(scene: Scene, node: While | ArithmeticFor, stdin: Stream): Stream {
  const clause = node.type === 'While' ? node.clause : null
  if ((!clause || neverEnds(clause)) && forksWithoutWaiting(node.body)) {
    signal(scene, 'endless-fork', 'starts programs in the background without end')
  }
  if (node.type === 'ArithmeticFor') runArithmetic(scene, noteCounted(scene, node))
  let out: Stream = EMPTY
  runWhileLoop(scene, stdin, {
    clause: () => {
      if (node.type === 'ArithmeticFor') runArithmetic(scene, node.test)
      else out = joinBranch(out, runStatements(scene, node.clause.commands, stdin))
    },
    body: () => {
      out = joinBranch(out, runStatements(scene, node.body.commands, stdin))
      if (node.type === 'ArithmeticFor') runArithmetic(scene, node.update)
    },
  })
  return out
}
