import { emit, type Scene, signal } from '../scene.ts'
import {
  asText,
  at,
  atField,
  fieldOf,
  type Input,
  isRecord,
  malformed,
  neededText,
  noteCharacters,
  type Tool,
  textOf,
} from './input.ts'
import { noteInstructions, noteOrders } from './instructions.ts'
import { skill } from './skill-tools.ts'

const AGENT_NAME = /^[\w][\w:. @/-]{0,79}$/
const LOOSENS =
  /bypass|dangerous|yolo|dontask|acceptall|unrestricted|auto-?approve|skip-?permissions|full-?auto/i

const delegate: Tool = (scene, input) => {
  emit(scene, {
    kind: 'conversation',
    what: 'starts a subagent, whose calls are judged one by one',
  })
  const prompt = neededText(scene, input, 'prompt')
  if (prompt !== null) noteText(scene, 'prompt', prompt)
  for (const field of ['description', 'name', 'message']) {
    const text = textOf(scene, input, field)
    if (text !== null) noteText(scene, field, text)
  }
  noteAgentName(scene, textOf(scene, input, 'subagent_type'))
  noteLoosening(scene, input)
}

function noteText(scene: Scene, field: string, text: string): void {
  at(scene, field, { end: text.length })
  noteOrders(scene, text)
}

function noteAgentName(scene: Scene, type: string | null): void {
  if (type === null || (AGENT_NAME.test(type) && !type.includes('..'))) return
  at(scene, 'subagent_type', { end: type.length })
  malformed(scene, 'an agent of no proper name')
}

const PLAIN_FIELD = /^(?:prompt|description|message|subagent_type|name|run_in_background|model)$/
const POWER_FIELD = /mode|permission|allow|tools|sandbox|flags|args|hooks|settings|env/i

/** Notes fields that would let the other agent work without being judged. */
function noteLoosening(scene: Scene, input: Input): void {
  for (const [field, value] of Object.entries(input)) {
    if (PLAIN_FIELD.test(field) || value === false) continue
    const text = asText(value)
    atField(scene, field, value)
    if (LOOSENS.test(`${field} ${text}`)) signal(scene, 'unguarded-agent', field)
    else if (hasAllPowers(field, text)) malformed(scene, `a subagent with ${field}`)
  }
}

function hasAllPowers(field: string, text: string): boolean {
  if (field === 'cwd') return /^(?:\/|~\/?)$/.test(text)
  return POWER_FIELD.test(field) && /"?\*"?|Bash\(\*\)|\ball\b/i.test(text)
}

const message: Tool = (scene, input) => {
  emit(scene, { kind: 'conversation', what: 'writes to another agent of this session' })
  for (const [field, value] of Object.entries(input)) {
    if (typeof value === 'string') noteText(scene, field, value)
  }
}

const MAX_TODOS = 500

const todos: Tool = (scene, input) => {
  emit(scene, { kind: 'conversation', what: 'updates its task list' })
  const list = fieldOf(input, 'todos')
  if (!Array.isArray(list) || list.length > MAX_TODOS) {
    malformed(scene, 'a task list that is no list')
    return
  }
  const texts = (list as readonly unknown[]).map((item) => todoText(item))
  if (texts.includes(null)) malformed(scene, 'a task that is no task')
  const whole = texts.join('\n')
  at(scene, 'todos', { end: whole.length })
  noteInstructions(scene, whole)
}

function todoText(item: unknown): string | null {
  if (typeof item === 'string') return item
  if (!isRecord(item)) return null
  if (fieldOf(item, 'status') === 'completed') return ''
  const content = fieldOf(item, 'content')
  const form = fieldOf(item, 'activeForm')
  if (typeof content !== 'string') return null
  return typeof form === 'string' ? `${content}\n${form}` : content
}

const OWN_ID = /^[\w][\w:.@-]{0,127}$/
const ID_FIELDS = ['bash_id', 'shell_id', 'task_id', 'taskId', 'agentId', 'agent_id', 'id', 'pid']

/** A tool that looks at or stops something of this session, named by an id. */
function ownTask(what: string, stops: boolean): Tool {
  return (scene, input) => {
    emit(scene, { kind: 'conversation', what })
    const named = ID_FIELDS.filter((field) => (fieldOf(input, field) ?? null) !== null)
    if (named.length === 0) malformed(scene, 'a call without an id')
    for (const field of named) noteId(scene, { field, value: fieldOf(input, field), stops })
    noteExtra(scene, input)
  }
}

function noteId(
  scene: Scene,
  id: { readonly field: string; readonly value: unknown; readonly stops: boolean },
): void {
  const { field, value, stops } = id
  const text = typeof value === 'number' ? String(value) : value
  atField(scene, field, value)
  if (typeof text !== 'string' || !OWN_ID.test(text) || text.includes('..')) {
    malformed(scene, `no proper ${field}`)
  } else if (stops && (/^(?:all|any|everything)$/i.test(text) || isProcess(field, text))) {
    malformed(scene, 'an id that means more than one task')
  }
}

/** Ids of the system's processes are not ids of this session's programs. */
function isProcess(field: string, text: string): boolean {
  return field === 'pid' && /^\d+$/.test(text)
}

/** Fields that these tools do not have: a command in one of them is still a command. */
function noteExtra(scene: Scene, input: Input): void {
  for (const field of ['command', 'cmd', 'signal', 'script']) {
    const value = fieldOf(input, field)
    if (value !== undefined && value !== null)
      malformed(scene, `a field ${field} that does not belong there`)
  }
  const filter = textOf(scene, input, 'filter')
  if (filter === null) return
  at(scene, 'filter', { end: filter.length })
  noteCharacters(scene, filter)
  if (filter.length > 1000 || SLOW_PATTERN.test(filter))
    malformed(scene, 'a filter that may never end')
}

const SLOW_PATTERN = /\((?:[^()]*[+*])[^()]*\)[+*{]/

/** A tool that only talks to the person or the agent itself. */
function conversation(what: string): Tool {
  return (scene) => emit(scene, { kind: 'conversation', what })
}

/** A tool that makes something run at another time, when nobody looks. */
const schedule: Tool = (scene, input) => {
  signal(scene, 'run-later', 'a schedule')
  message(scene, input)
}

/** A working copy of its own, below the repository. */
const enterWorktree: Tool = (scene, input) => {
  emit(scene, { kind: 'conversation', what: 'opens a working copy of its own' })
  const path = textOf(scene, input, 'path')
  const name = textOf(scene, input, 'name')
  if (path !== null) malformed(scene, 'a working copy at a place of its choice')
  if (name !== null && (!AGENT_NAME.test(name) || name.includes('..')))
    malformed(scene, 'a working copy of no proper name')
}

const exitWorktree: Tool = (scene, input) => {
  emit(scene, { kind: 'conversation', what: 'leaves its own working copy' })
  if (fieldOf(input, 'discard_changes') === true)
    emit(scene, { kind: 'version-control', target: 'worktree', verb: 'discard' })
}

/** Tools that start, steer and list agents and their work. */
export const agentTools: Readonly<Record<string, Tool>> = {
  Task: delegate,
  Agent: delegate,
  SendMessage: message,
  TodoWrite: todos,
  TodoRead: conversation('reads its task list'),
  TaskCreate: message,
  TaskUpdate: message,
  TaskGet: conversation('reads its task list'),
  TaskList: conversation('reads its task list'),
  TaskOutput: ownTask('reads the output of its own task', false),
  TaskStop: ownTask('stops its own task', true),
  AskUserQuestion: conversation('asks you a question'),
  ExitPlanMode: conversation('shows its plan'),
  EnterPlanMode: conversation('starts planning'),
  ToolSearch: conversation('looks for a tool'),
  ListMcpResourcesTool: conversation('lists the resources of connected servers'),
  StructuredOutput: conversation('gives its answer'),
  Skill: skill,
  SlashCommand: skill,
  BashOutput: ownTask('reads the output of its own background program', false),
  AgentOutputTool: ownTask('reads the output of its own subagent', false),
  KillShell: ownTask('stops its own background program', true),
  KillBash: ownTask('stops its own background program', true),
  EnterWorktree: enterWorktree,
  ExitWorktree: exitWorktree,
  CronCreate: schedule,
  CronList: conversation('lists its schedules'),
  ScheduleWakeup: schedule,
}
