import { TAINT } from '../findings.ts'
import { EMPTY, emit, flow, fork, OPAQUE, readPaths, type Scene, type Stream } from '../scene.ts'
import { type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

const GH_READ =
  /^(?:list|view|status|diff|checks|browse|watch|download|checkout|co|clone|search|ls|get|verify|note|develop|trace|token-info|preview|check|logs|ports|code|field-list|item-list|status-checks|help|--help)$/
/** Changes that can be undone and that nobody but the project's people see. */
const GH_ORDINARY =
  /^(?:(?:pr|mr) (?:create|new|update-branch|rebase)|(?:pr|issue|mr) (?:edit|comment|note|ready|pin|unpin|update|subscribe|unsubscribe|develop|todo)|(?:repo|project) (?:fork|sync|set-default)|workflow enable|run (?:watch|rerun)|cache (?:list|ls)|label (?:create|edit)|ci (?:lint|retry|trace)|repo create|milestone create)$/

const FORGE = valued(
  'R X F f H q t b B m l a r repo method field raw-field header jq template title body base label assignee milestone json search state limit input body-file notes',
)

const forge: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: FORGE })
  const [group = '', verb = ''] = options.operands.map((field) => field.text)
  if (call.args.some((field) => /^(?:--help|-h)$/.test(field.text))) return OPAQUE
  switch (group) {
    case 'api':
      return forgeApi(scene, call, options)
    case 'alias':
    case 'extension':
      return forgeExtension(scene, call, options)
    case 'gist':
      return forgeGist(scene, call, options)
    case 'auth':
      return forgeAccount(scene, call, verb)
    case 'search':
    case 'completion':
    case 'status':
    case 'browse':
    case 'help':
    case 'version':
      return OPAQUE
    case 'config':
      return forgeConfig(scene, options)
    default:
      return forgeGroup(scene, call, options)
  }
}

/** Groups of a group. */
const INNER = /^(?:deploy-key|autolink|gitignore|license|rule|token|schedule)$/

function forgeGroup(scene: Scene, call: Invocation, options: Options): Stream {
  const [group = '', second = '', third = ''] = options.operands.map((field) => field.text)
  const verb = INNER.test(second) && third !== '' ? third : second
  if (!GH_READ.test(verb)) noteSaid(scene, call, options)
  if (verb && !GH_READ.test(verb) && !isOrdinary(call, `${group} ${verb}`)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} ${group}` })
  }
  return OPAQUE
}

/** A repository made public or filled from here is no ordinary change. */
function isOrdinary(call: Invocation, change: string): boolean {
  if (change === 'pr review') return onlyComments(call)
  // In the project's own repository, where its people expect them.
  if (/^issue (?:create|new)$/.test(change))
    return !call.args.some(({ text }) => /^(?:-R|--repo)/.test(text))
  if (!GH_ORDINARY.test(change)) return false
  return !call.args.some((field) =>
    /^--(?:public|push|source|visibility|delete-\S+)/.test(field.text),
  )
}

/** What a text says leaves this machine: its words, and the file that it is taken from. */
function noteSaid(scene: Scene, call: Invocation, options: Options): void {
  const files = options.values('F', 'body-file', 'notes-file').filter(({ text }) => text !== '-')
  let { taint } = call.stdin
  if (files.length > 0) taint |= readPaths(scene, files).taint
  for (const field of call.args) taint |= field.taint
  if (taint & (TAINT.secret | TAINT.credential)) flow(scene, 'secret-to-network', call.name)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', call.name)
  else if (taint & TAINT.outside) flow(scene, 'outside-to-network', call.name)
}

/** A review that neither approves nor stops anything. */
function onlyComments({ args }: Invocation): boolean {
  const says = (shape: RegExp): boolean => args.some((field) => shape.test(field.text))
  return says(/^(?:-c|--comment)$/) && !says(/^(?:-a|-r|--approve|--request-changes)$/)
}

function forgeApi(scene: Scene, call: Invocation, options: Options): Stream {
  const path = options.operands[1]?.text ?? ''
  const fields = options.values('f', 'F', 'field', 'raw-field', 'input')
  const asks =
    path === 'graphql' && !fields.some((field) => /mutation|\uFFFC|^query=@/.test(field.text))
  const sends = fields.length > 0 && !asks
  const method = options.value('X', 'method')?.text.toUpperCase() ?? (sends ? 'POST' : 'GET')
  if (method !== 'GET') {
    const resource = `${call.name} api ${path}`
    emit(scene, { kind: 'infrastructure', verb: method.toLowerCase(), resource })
  }
  return OPAQUE
}

function forgeExtension(scene: Scene, call: Invocation, options: Options): Stream {
  const [group = '', verb = ''] = options.operands.map((field) => field.text)
  const text = call.args.at(-1)?.text ?? ''
  if (verb === 'set' && (options.has('shell', 's') || text.startsWith('!'))) {
    scene.runner.text(fork(scene), text.replace(/^!/, ''), EMPTY)
  }
  if (/^(?:install|exec|set)$/.test(verb)) {
    emit(scene, { kind: 'persistence', target: `${call.name} ${group}` })
  }
  return OPAQUE
}

/** An editor, pager or browser that is set runs with a later command. */
function forgeConfig(scene: Scene, options: Options): Stream {
  const [, verb, name, value] = options.operands
  if (verb?.text === 'set' && value && /^(?:editor|pager|browser)$/.test(name?.text ?? '')) {
    scene.runner.text(fork(scene), value.text, EMPTY)
    emit(scene, { kind: 'persistence', target: `gh config ${name?.text}` })
  }
  return OPAQUE
}

function forgeAccount(scene: Scene, call: Invocation, verb: string): Stream {
  if (/^(?:logout|refresh|login|setup-git)$/.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} account` })
  }
  const shows = verb === 'token' || call.args.some((field) => field.text === '--show-token')
  return shows ? { text: null, taint: TAINT.secret } : OPAQUE
}

function forgeGist(scene: Scene, call: Invocation, options: Options): Stream {
  const verb = options.operands[1]?.text ?? ''
  if (/^(?:delete|edit|rename)$/.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} gist` })
  }
  if (verb !== 'create') return OPAQUE
  const host = 'gist.github.com'
  const read = readPaths(scene, options.operands.slice(2))
  emit(scene, { kind: 'network', host, direction: 'upload' })
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  return OPAQUE
}

/** Clients of forges. */
export const forgePrograms: ProgramTable = named('gh glab hub-cli tea berg gh-cli', forge)
