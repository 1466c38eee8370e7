import { TAINT } from '../../findings.ts'
import { emit } from '../../scene.ts'
import { actOf } from './call-table.ts'
import { requests, writes } from './effects.ts'
import { environmentVariable } from './names.ts'
import {
  type Arguments,
  elementsOf,
  everything,
  listValue,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

/** A call of something that is in no table. */
interface UnknownCall {
  readonly name: string
  readonly receiver: Value | null
  readonly ref: string
  readonly callValue: (walk: Walk, callee: Value, call: Arguments) => Value
}

const SENDS_DATA =
  /^(?:send|sendall|sendto|sendfile|write|end|puts|print|post|put|patch|storbinary|storlines|sendmail|send_message|emit|pipe|request|postForm|putrequest|syswrite|upload_file|upload_fileobj|put_object)$/
const CONTENT = /^(?:read|readlines|decode|encode|strip|toString|rstrip|buffer)$/
const VISITS =
  /^(?:forEach|map|each|filter|flatMap|reduce|then|catch|finally|each_line|each_with_index|select|reject|find|some|every|tap|on|once|use|times|sort|sort_by|collect|walk|spawn|submit|apply|starmap|imap|async|nextTick|queueMicrotask|run|call|array_map|array_walk|array_filter|Thread|start|in_groups_of|each_pair|each_entry|upto|usort|register|atexit|open|Pool)$/

/** A call we know nothing of: functions among its arguments may be called, what it is given flows on. */
export function callUnknown(walk: Walk, called: UnknownCall, call: Arguments): Value {
  const { name, receiver } = called
  if (GETS_VARIABLE.test(name) && isEnvironment(called)) {
    return call.list[0] ? environmentVariable(call.list[0]) : unknownValue(TAINT.environment)
  }
  if (/^(?:reduce|inject|array_reduce)$/.test(name)) return folded(walk, called, call)
  if (/^(?:promisify|bind|callbackify|wraps)$/.test(name)) return call.list[0] ?? NOTHING
  callTarget(walk, called, call)
  noteRemoteChange(walk, called, call)
  const results = callCallbacks(walk, called, call)
  if (receiver?.project && CONTENT.test(name)) return receiver
  return (
    callHandle(walk, called, call) ??
    sendsSomewhere(walk, called, call) ??
    resultOf(called, call, { results, taint: received(walk, name) })
  )
}

const GETS_VARIABLE = /^(?:get|fetch|\w*getenv|getEnvironmentVariable)$/i

/** Names of methods that only sockets have. */
const RECEIVES = /^(?:recv|recvfrom|receive|recv_into|accept|sysread)$/
const READS_LINE = /^(?:gets|read|readline|readlines|readpartial|read_nonblock)$/

function received(walk: Walk, name: string): number {
  const open = walk.connectedTo !== null
  return RECEIVES.test(name) || (open && READS_LINE.test(name)) ? TAINT.download : TAINT.none
}

/** A list folded into one value by a function of the code. */
function folded(walk: Walk, called: UnknownCall, call: Arguments): Value {
  const lists = called.receiver?.items ?? call.list.find((value) => value.items)?.items ?? []
  const body = call.list.find((value) => value.body)
  const start = call.list.find((value) => !value.body && !value.items)
  const [first = NOTHING, ...rest] = start ? [start, ...lists] : lists
  let result: Value = first
  for (const item of rest.slice(0, MAX_VISITS)) {
    result = body ? called.callValue(walk, body, { list: [result, item], named: NONE }) : NOTHING
  }
  return result
}

const NONE: ReadonlyMap<string, Value> = new Map()

/** `Thread(target=f, args=(a,))`. */
function callTarget(walk: Walk, called: UnknownCall, call: Arguments): void {
  const target = call.named.get('target')
  if (!target || !isFunction(walk, target)) return
  called.callValue(walk, target, { list: call.named.get('args')?.items ?? [], named: NONE })
}

const CHANGES_REMOTE =
  /^(?:(?:delete|destroy|terminate|purge|wipe|revoke|deprovision)(?:[A-Z]\w+|_\w+)|drop(?:Database|Collection|Table|Index|Schema|All\w*|_database|_collection|_table|_index|_schema|_all)|flush_?[aA]ll|flush_?[dD][bB]|deleteMany|remove(?:Bucket|Instance|Index|Collection|User|Cluster)|scale_?[dD]own_?[tT]o_?[zZ]ero)$/
const LOCAL_DELETES =
  /^delete(?:_?[pP]roperty|_?[rR]ow|_?[cC]ell|_?[cC]ontents|_?[rR]ule|_?[dD]ata|_?[cC]haracter|_?[tT]Head|_?[cC]aption|_?[nN]ode|_?[kK]ey|_?[aA]ttribute|_?[iI]tem)$/
const RUNS_SQL =
  /^(?:execute|executescript|executemany|query|exec|raw|unsafe|do|prepare|run|\$?execute_?[rR]aw\w*|\$?query_?[rR]aw\w*|sql)$/
const DESTROYS_DATA =
  /^\s*(?:drop\s+(?:table|database|schema|index|view|role|user)|truncate\b|alter\s+table\s+\S+\s+drop|delete\s+from\s|grant\s|revoke\s|update\s+\S+\s+set\s)/i

/** Calls of services and databases that take something away. */
function noteRemoteChange(walk: Walk, called: UnknownCall, call: Arguments): void {
  if (walk.muted || !called.receiver) return
  const { name } = called
  if (CHANGES_REMOTE.test(name) && !LOCAL_DELETES.test(name)) {
    const resource = call.list[0]?.text ?? called.ref
    emit(walk.scene, { kind: 'infrastructure', verb: name, resource })
    return
  }
  const text = RUNS_SQL.test(name) ? call.list[0]?.text : undefined
  const verb = text == null ? undefined : sqlVerb(text)
  if (verb) emit(walk.scene, { kind: 'database', verb, target: called.ref })
}

/** The verb of a statement that takes data or rights away. */
function sqlVerb(text: string): string | undefined {
  const statement = text.slice(0, 400)
  if (/^\s*(?:delete|update)\b/i.test(statement) && /\bwhere\b/i.test(statement)) return undefined
  return DESTROYS_DATA.exec(statement)?.[0].trim().split(/\s/)[0]?.toUpperCase()
}

function resultOf(
  called: UnknownCall,
  call: Arguments,
  got: { readonly results: readonly Value[]; readonly taint: number },
): Value {
  const { name, receiver } = called
  if (got.results.length > 0 && MAPS.test(name)) return listValue(got.results)
  const taint = everything(call) | (receiver?.taint ?? 0) | got.taint
  const host = receiver?.host
  if (host !== undefined) return { text: null, taint, host }
  if (receiver?.items && VISITS.test(name) && !/^(?:map|collect|flatMap)$/.test(name))
    return { text: null, taint, items: receiver.items }
  if (receiver?.glob && VISITS.test(name)) return receiver
  return { text: null, taint }
}

const MAPS = /^(?:map|collect|array_map|flatMap)$/
const WRITES_HANDLE = /^(?:write|writelines|puts|print|printf|say|end|<<|println|append)$/

/** Text goes into a file opened before, or the file is handed to something that may write it. */
function callHandle(walk: Walk, called: UnknownCall, call: Arguments): Value | null {
  const handle = called.receiver
  if (handle?.method === 'handle' && handle.receiver && WRITES_HANDLE.test(called.name)) {
    writes(walk, handle.receiver, { value: call.list[0] ?? NOTHING, append: true })
    return NOTHING
  }
  for (const value of [...call.list, ...call.named.values()]) {
    if (value.method !== 'handle' || !value.receiver) continue
    writes(walk, value.receiver, { value: unknownValue(everything(call)), append: true })
  }
  return null
}

function sendsSomewhere(walk: Walk, called: UnknownCall, call: Arguments): Value | null {
  const { name, receiver } = called
  const connection = connectionOf(walk, name, receiver)
  if (connection) return sendsOver(walk, connection, call)
  const outlet = call.list.find((value) => value.host !== undefined)
  if (!outlet || !receiver || !/^(?:pipe|pipeTo|pipeThrough)$/.test(name)) return null
  return sendsOver(walk, outlet, { list: [receiver], named: new Map() })
}

/** What the data of a call leaves through, if it does. */
function connectionOf(walk: Walk, name: string, receiver: Value | null): Value | null {
  if (receiver?.host !== undefined) return SENDS_DATA.test(name) ? receiver : null
  const sends =
    walk.connectedTo !== null && /^(?:send|sendall|sendto|sendfile|syswrite)$/.test(name)
  return sends ? { ...(receiver ?? NOTHING), host: walk.connectedTo ?? '' } : null
}

function isEnvironment(called: { readonly ref: string; readonly name: string }): boolean {
  return (
    /getenv/i.test(called.name) ||
    /^(?:os\.environb?|ENV|Deno\.env|process\.env)\./.test(called.ref)
  )
}

function sendsOver(walk: Walk, receiver: Value, call: Arguments): Value {
  requests(walk, {
    address: textValue(receiver.host ?? ''),
    taint: everything(call) | receiver.taint,
    sends: true,
  })
  return { ...NOTHING, taint: TAINT.download, host: receiver.host ?? '' }
}

/** What calls a function that it is given by name. */
const CALLS_BACK =
  /^(?:map|filter|forEach|each|starmap|imap|imap_unordered|apply|apply_async|map_async|submit|reduce|then|call|call_soon|run_in_executor|to_thread|array_map|array_walk|array_filter|usort|register|Thread|Timer|Process|catch|flatMap|some|every|find|nextTick|setImmediate|on|once|any|all|sorted|max|min|list|tuple|collect|run|spawn|deque)$/
const MAX_VISITS = 64

/** Functions handed over are called with what the receiver or the other arguments hold. */
function callCallbacks(walk: Walk, called: UnknownCall, call: Arguments): readonly Value[] {
  const results: Value[] = []
  const source = sourceOf(walk, called.receiver, call)
  for (const value of call.list) {
    if (!value.body && !(isFunction(walk, value) && CALLS_BACK.test(called.name))) continue
    for (const item of source.slice(0, MAX_VISITS)) {
      results.push(called.callValue(walk, value, { list: [item], named: new Map() }))
    }
  }
  return results
}

/** What callbacks get: the items of a list beside them, else what the receiver holds. */
function sourceOf(walk: Walk, receiver: Value | null, call: Arguments): readonly Value[] {
  const lists = call.list.filter((value) => !isFunction(walk, value) && (value.items || value.glob))
  if (lists.length > 0) return lists.flatMap(elementsOf)
  return receiver ? elementsOf(receiver) : [NOTHING]
}

function isFunction(walk: Walk, value: Value): boolean {
  if (value.body) return true
  if (walk.dialect.name === 'php' && value.text !== null) {
    return actOf('php', value.text) !== undefined
  }
  return (
    value.ref !== undefined &&
    value.text === null &&
    actOf(walk.dialect.name, value.ref) !== undefined
  )
}
