import { parse } from 'unbash'
import { holdsSecretText } from '../../../kit/redact.ts'
import { TAINT } from '../findings.ts'
import { resolvePath } from '../paths.ts'
import { prescan } from '../prescan.ts'
import {
  EMPTY,
  emit,
  type Field,
  plain,
  readPaths,
  type Scene,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { hostKind, judgeHost, readAddress } from '../urls.ts'
import { judgeWrittenContent } from './written-content.ts'

/** Reads one tool's input and records what the call would do. */
export type Tool = (scene: Scene, input: Readonly<Record<string, unknown>>) => void

function text(
  input: Readonly<Record<string, unknown>>,
  ...names: readonly string[]
): string | null {
  for (const name of names) {
    const value = input[name]
    if (typeof value === 'string') return value
  }
  return null
}

/** Points later effects at one field of the input. */
function at(scene: Scene, field: string, value: string): void {
  scene.span = { field, start: 0, end: value.length }
}

const bash: Tool = (scene, input) => {
  const command = text(input, 'command')
  if (command === null) {
    emit(scene, { kind: 'unknown', what: 'a shell call without a command' })
    return
  }
  at(scene, 'command', command)
  const seen = notePrescan(scene, command)
  if (seen.unparsable !== null) return
  scene.runner.tree(scene, parse(command), EMPTY)
}

function notePrescan(scene: Scene, value: string): ReturnType<typeof prescan> {
  const seen = prescan(value)
  if (seen.nul) signal(scene, 'nul', 'null character')
  if (seen.hiddenAt >= 0) signal(scene, 'hidden-characters', `at ${seen.hiddenAt}`)
  if (seen.lookalikeAt >= 0) signal(scene, 'lookalike-name', `at ${seen.lookalikeAt}`)
  if (seen.unparsable !== null) signal(scene, 'unparsed', seen.unparsable)
  return seen
}

function pathField(value: string): Field {
  return { text: decodePercent(value), glob: /[*?[]/.test(value), taint: TAINT.none }
}

/** Some tools decode `%2e%2e` in paths; a path that changes by it is read as the decoded one. */
function decodePercent(value: string): string {
  if (!/%(?:2e|2f|7e)/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const read: Tool = (scene, input) => {
  const path = text(input, 'file_path', 'notebook_path', 'path')
  if (path === null) {
    emit(scene, { kind: 'unknown', what: 'a read without a path' })
    return
  }
  at(scene, 'file_path', path)
  notePath(scene, path)
  readPaths(scene, [pathField(path)])
}

function notePath(scene: Scene, path: string): void {
  if (path.includes('\0')) signal(scene, 'nul', 'null character in a path')
}

/** The texts that a write or an edit puts into the file. */
function contents(input: Readonly<Record<string, unknown>>): string {
  const parts = [text(input, 'content', 'new_string', 'new_source') ?? '']
  if (Array.isArray(input.edits)) {
    for (const edit of input.edits as readonly unknown[]) {
      const value =
        typeof edit === 'object' && edit !== null
          ? (edit as Record<string, unknown>).new_string
          : null
      if (typeof value === 'string') parts.push(value)
    }
  }
  return parts.join('\n')
}

const write: Tool = (scene, input) => {
  const path = text(input, 'file_path', 'notebook_path', 'path')
  if (path === null) {
    emit(scene, { kind: 'unknown', what: 'a write without a path' })
    return
  }
  at(scene, 'file_path', path)
  notePath(scene, path)
  const content = contents(input)
  writePaths(scene, [pathField(path)], { text: content, taint: TAINT.none })
  judgeWrittenContent(scene, decodePercent(path), content)
}

const search: Tool = (scene, input) => {
  const pattern = text(input, 'pattern') ?? ''
  const path = text(input, 'path') ?? scene.cwd
  at(scene, 'path', path)
  const touched = touch(scene, pathField(path))
  if (touched.place !== 'project' && touched.place !== 'temporary' && seeksSecrets(pattern)) {
    signal(scene, 'wide-search', touched.path)
  }
  const glob = text(input, 'glob')
  const fields = glob ? [pathField(`${path}/${glob}`)] : [pathField(path)]
  readPaths(scene, fields)
}

const glob: Tool = (scene, input) => {
  const path = text(input, 'path') ?? scene.cwd
  at(scene, 'path', path)
  emit(scene, {
    kind: 'read',
    paths: [
      {
        path: resolvePath(path, scene.cwd, scene.ground.home),
        certainty: 'pattern',
        place: touch(scene, plain(path)).place,
      },
    ],
  })
}

const fetchPage: Tool = (scene, input) => {
  const url = text(input, 'url')
  if (url === null) {
    emit(scene, { kind: 'unknown', what: 'a fetch without an address' })
    return
  }
  at(scene, 'url', url)
  const { scheme, rest, userinfo } = readAddress(url)
  if (scheme !== 'http' && scheme !== 'https' && scheme !== '') {
    emit(scene, { kind: 'unknown', what: `an address of scheme ${scheme}` })
  }
  const host = judgeHost(scene, url)
  const kind = hostKind(host)
  if (kind === 'private' || (kind === 'local' && LOCAL_ADMIN.test(url)))
    signal(scene, 'private-address', host)
  const carries = rest.length > 512 || holdsSecretText(url) || userinfo !== ''
  emit(scene, {
    kind: 'network',
    host,
    direction: carries && kind !== 'local' ? 'upload' : 'download',
  })
  notePrescanUrl(scene, url)
}

/** Services of this machine that hand out data or take orders. */
const LOCAL_ADMIN =
  /:(?:2375|2376|6443|8001|9200|10250|4040|5984|8500|2379|7777|3306|5432|6379|27017)(?:\/|$)|\/(?:latest\/meta-data|api\/v1\/(?:secrets|namespaces))/

function notePrescanUrl(scene: Scene, url: string): void {
  const seen = prescan(url)
  if (seen.hiddenAt >= 0) signal(scene, 'hidden-characters', `at ${seen.hiddenAt}`)
}

/** Texts of a call to another agent that ask for dangerous commands. */
const DANGEROUS_PROMPT =
  /\brm\s+-[a-z]*r[a-z]*f|\b(?:ignore|disable|bypass|circumvent|switch off)\b.{0,40}\b(?:guard|bouncer|permission|hook|safety|restriction)|curl[^|\n]{0,300}\|\s*(?:ba)?sh\b|--dangerously/i

const delegate: Tool = (scene, input) => {
  const prompt = text(input, 'prompt', 'description') ?? ''
  at(scene, 'prompt', prompt)
  emit(scene, {
    kind: 'conversation',
    what: 'starts a subagent, whose calls are judged one by one',
  })
  if (DANGEROUS_PROMPT.test(prompt.slice(0, 20_000)))
    signal(scene, 'other-tool', 'asks a subagent for something dangerous')
}

/** A tool that only talks to the person or the agent itself. */
function conversation(what: string): Tool {
  return (scene) => emit(scene, { kind: 'conversation', what })
}

/** What we know of tools by name. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  Bash: bash,
  Read: read,
  NotebookRead: read,
  Write: write,
  Edit: write,
  MultiEdit: write,
  NotebookEdit: write,
  Glob: glob,
  LS: glob,
  Grep: search,
  WebFetch: fetchPage,
  WebSearch: (scene) => emit(scene, { kind: 'network', host: 'web search', direction: 'download' }),
  Task: delegate,
  Agent: delegate,
  TodoWrite: conversation('updates its task list'),
  TaskCreate: conversation('updates its task list'),
  TaskUpdate: conversation('updates its task list'),
  TaskGet: conversation('reads its task list'),
  TaskList: conversation('reads its task list'),
  TaskOutput: conversation('reads the output of its own task'),
  TaskStop: conversation('stops its own task'),
  AskUserQuestion: conversation('asks you a question'),
  ExitPlanMode: conversation('shows its plan'),
  EnterPlanMode: conversation('starts planning'),
  ToolSearch: conversation('looks for a tool'),
  Skill: conversation('loads a skill'),
  BashOutput: conversation('reads the output of its own background program'),
  AgentOutputTool: conversation('reads the output of its own subagent'),
  KillShell: conversation('stops its own background program'),
  KillBash: conversation('stops its own background program'),
}

const SHELL_FIELDS = ['command', 'cmd', 'script', 'code', 'args']

/** A tool of a server or one we do not know: asks, and denies when it carries a denied command. */
export const unknownTool = (
  scene: Scene,
  tool: string,
  input: Readonly<Record<string, unknown>>,
): void => {
  emit(scene, {
    kind: 'unknown',
    what: tool.startsWith('mcp__')
      ? `a call of ${tool.split('__').slice(1).join(' ')}`
      : `the tool ${tool}`,
  })
  for (const name of SHELL_FIELDS) {
    const value = input[name]
    const words = Array.isArray(value)
      ? (value as unknown[]).filter((item): item is string => typeof item === 'string')
      : []
    if (words.length > 0)
      scene.runner.argv(
        scene,
        words.map((word) => plain(word)),
        EMPTY,
      )
    if (typeof value !== 'string' || value.length > 4000) continue
    at(scene, name, value)
    scene.runner.tree({ ...scene, field: name }, parse(value), EMPTY)
  }
}
