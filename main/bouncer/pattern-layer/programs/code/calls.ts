import { TAINT } from '../../findings.ts'
import { type Act, actOf, methodAct } from './call-table.ts'
import { loads, runsCode } from './code-calls.ts'
import { computed } from './constants.ts'
import {
  changesFolder,
  deletes,
  listens,
  noteOpaque,
  prints,
  reads,
  readsKeychain,
  runCode,
  runCommandText,
  runNamedProcess,
  runProcess,
  writes,
} from './effects.ts'
import { changesMode, copies, links, opens } from './file-calls.ts'
import { memberOf, methodOf, nameValue } from './names.ts'
import { connects, fetches, hostAndPort, isNumber, resolves } from './network-calls.ts'
import { callPathMethod } from './path-methods.ts'
import { callUnknown } from './unknown-calls.ts'
import {
  type Arguments,
  everything,
  firstOf,
  isPlainText,
  NOTHING,
  optionOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

/** Calls a value with arguments: functions of the code, known functions, methods; answers the result. */
export function callValue(walk: Walk, callee: Value, call: Arguments): Value {
  if (walk.steps <= 0) return NOTHING
  if (callee.body) return callBody(walk, callee, call)
  const { name, receiver } = methodOf(callee)
  const ref = callee.ref ?? namedByText(walk, callee)
  const act = ref === '' ? undefined : actOf(walk.dialect.name, ref)
  if (act) return perform(walk, { act, name, ref, receiver }, call)
  const known = computed({ walk, ref, name, receiver }, call)
  if (known) return known
  const path = callPathMethod(walk, { name, receiver, ref }, call)
  if (path) return path
  const method = methodAct(name)
  if (method && fits(walk, method, call))
    return perform(walk, { act: method, name, ref, receiver }, call)
  return callUnknown(walk, { name, receiver, ref, callValue }, call)
}

/** Text that is called names a function in php and perl. */
function namedByText(walk: Walk, callee: Value): string {
  const named = walk.dialect.name === 'php' || walk.dialect.name === 'perl'
  return named && callee.method === undefined ? (callee.text ?? '') : ''
}

function callBody(walk: Walk, callee: Value, call: Arguments): Value {
  return callee.body ? walk.runBody(walk, callee.body, call.list) : NOTHING
}

/** A method of a known name acts only when its arguments look like it. */
function fits(walk: Walk, act: Act, call: Arguments): boolean {
  const [first, second] = call.list
  if (act === 'connect') return hostAndPort(call) !== null
  if (act === 'send') return /^https?:/.test(first?.text ?? '')
  if (act === 'listen')
    return hostAndPort(call) !== null || (walk.dialect.name === 'javascript' && isNumber(first))
  if (act === 'system')
    return (
      first?.text != null ||
      (first !== undefined && !first.body && !first.ref && second === undefined)
    )
  return true
}

interface Called {
  readonly act: Act
  readonly name: string
  readonly ref: string
  readonly receiver: Value | null
}

function perform(walk: Walk, called: Called, call: Arguments): Value {
  const handler = HANDLERS[called.act]
  return handler(walk, call, called)
}

type Handler = (walk: Walk, call: Arguments, called: Called) => Value

const HANDLERS: Readonly<Record<Act, Handler>> = {
  system: (walk, call) => runShell(walk, call),
  process: (walk, call) =>
    call.list.length === 0 ? processByName(walk, call) : runProcess(walk, perlBlockFree(call)),
  'named-process': (walk, call) => runNamedProcess(walk, call),
  'mode-process': (walk, call) => runNamedProcess(walk, { ...call, list: call.list.slice(1) }),
  code: (walk, call, called) => runsCode(walk, call, called),
  load: (walk, call, called) => loads(walk, call, called),
  require: (walk, call, called) => loads(walk, call, called),
  attribute: (walk, call, called) => attribute(walk, call, called),
  delete: (walk, call) => {
    deletes(walk, targets(walk, call), recursive(call))
    return NOTHING
  },
  'delete-tree': (walk, call) => {
    deletes(walk, targets(walk, call), true)
    return NOTHING
  },
  open: (walk, call, called) => opens(walk, call, called),
  read: (walk, call) =>
    call.list.length === 0 && call.named.size === 0 ? NOTHING : reads(walk, firstOf(call, 'path')),
  write: (walk, call) => {
    writes(walk, firstOf(call, 'path'), { value: call.list[1] ?? textValue('') })
    return NOTHING
  },
  append: (walk, call) => {
    writes(walk, firstOf(call, 'path'), { value: call.list[1] ?? textValue(''), append: true })
    return NOTHING
  },
  copy: (walk, call) => copies(walk, call, false),
  move: (walk, call) => copies(walk, call, true),
  link: (walk, call) => links(walk, call),
  make: (walk, call) => {
    writes(walk, firstOf(call), { value: textValue('') })
    return NOTHING
  },
  chmod: (walk, call) => changesMode(walk, call),
  chdir: (walk, call) => {
    changesFolder(walk, call.list[0])
    return NOTHING
  },
  unpack: (walk, call) => {
    writes(walk, call.list[1] ?? optionOf(call, 'path', 'extract_dir') ?? textValue('.'), {
      value: NOTHING,
    })
    return NOTHING
  },
  fetch: (walk, call) => fetches(walk, call, false),
  send: (walk, call) => fetches(walk, call, true),
  'fetch-file': (walk, call) => {
    const got = fetches(walk, { ...call, list: call.list.slice(0, 1) }, false)
    if (call.list[1]) writes(walk, call.list[1], { value: got })
    return NOTHING
  },
  connect: (walk, call) => connects(walk, call),
  resolve: (walk, call) => resolves(walk, call),
  keychain: (walk) => readsKeychain(walk),
  listen: (walk, call) => {
    listens(walk, hostAndPort(call) ?? call.list[0])
    return NOTHING
  },
  print: (walk, call, called) => {
    const ending = /write|printf?$|^io/.test(called.name) && called.name !== 'print' ? '' : '\n'
    prints(walk, call.list, ending)
    return NOTHING
  },
  kill: (walk, call) => {
    noteOpaque(walk, 'code that stops other programs')
    return unknownValue(everything(call))
  },
  below: (walk, call, called) => {
    if (!/^(?:fork|putenv)$/.test(called.name))
      noteOpaque(walk, `${called.ref} reaches into the system`)
    return { ...NOTHING, ref: `native ${call.list.length}` }
  },
  unpickle: (walk, call, called) => {
    const taint = everything(call)
    if (taint & (TAINT.download | TAINT.decoded)) return runCode(walk, unknownValue(taint))
    if (!call.list[0]?.project && !/yaml|Marshal|unserialize|shelve/i.test(called.ref))
      noteOpaque(walk, 'data that may run code when it is read')
    return unknownValue(taint)
  },
}

function runShell(walk: Walk, call: Arguments): Value {
  const command = firstOf(call, 'cmd', 'command')
  return command.items ? runProcess(walk, call) : runCommandText(walk, command, call)
}

/** `subprocess.run(args=[…])`. */
function processByName(walk: Walk, call: Arguments): Value {
  const args = optionOf(call, 'args', 'cmd', 'command')
  return args ? runProcess(walk, { list: [args], named: call.named }) : NOTHING
}

/** Variables for the environment may stand first in ruby. */
function perlBlockFree(call: Arguments): Arguments {
  const [head, ...rest] = call.list
  return head?.props && rest.length > 0 ? { ...call, list: rest } : call
}

function targets(walk: Walk, call: Arguments): readonly Value[] {
  const given = call.list.filter((value) => !value.props && !value.body)
  if (given.length > 0) return given
  return [optionOf(call, 'path') ?? nameValue(walk, '$_')]
}

function recursive(call: Arguments): boolean {
  const option = optionOf(call, 'recursive', 'force')
  return option !== undefined && option.text !== ''
}

function attribute(walk: Walk, call: Arguments, called: Called): Value {
  if (walk.dialect.name === 'php') {
    const [callee, ...rest] = call.list
    return callee?.text
      ? callValue(walk, { ...NOTHING, ref: callee.text }, { ...call, list: rest })
      : dynamic(walk, call)
  }
  if (walk.dialect.name === 'ruby') {
    const [method, ...rest] = call.list
    if (!method?.text) return dynamic(walk, call)
    const target = called.receiver?.ref
      ? memberOf(walk, called.receiver, method.text)
      : nameValue(walk, method.text)
    return called.name === 'method' ? target : callValue(walk, target, { ...call, list: rest })
  }
  const [object, name] = call.list
  if (object && name && isPlainText(name)) return memberOf(walk, object, name.text)
  return dynamic(walk, call)
}

function dynamic(walk: Walk, call: Arguments): Value {
  if (
    /^(?:os|subprocess|child_process|shutil|pty|fs|builtins|Kernel)\b/.test(call.list[0]?.ref ?? '')
  ) {
    noteOpaque(walk, 'a function whose name is computed')
  }
  return unknownValue(everything(call))
}
