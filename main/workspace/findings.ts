import type { WorkspaceFinding } from '../../shared/workspace/model.ts'
import { definitionIn } from './definitions.ts'

/** A file that agents read by themselves, by its path from the folder; no text means it is there and cannot be read whole. */
export interface AgentFile {
  readonly file: string
  readonly text: string | null
  /** Tells one state of a file without text from another; else empty. */
  readonly stamp: string
}

/** Lists what the repository's own agent settings would run, set or allow, with the exact text. */
export function findingsOf(files: readonly AgentFile[]): WorkspaceFinding[] {
  return files.flatMap(({ file, text }) => {
    if (text === null) return [unreadable(file, '')]
    if (/\.md$/i.test(file)) return definitionIn(file, text)
    const parsed = parse(text)
    if (!isRecord(parsed)) return [unreadable(file, text.slice(0, 2_000))]
    return /(?:^|\/)\.mcp\.json$/.test(file)
      ? serversIn(file, parsed.mcpServers)
      : settingsIn(file, parsed)
  })
}

function unreadable(file: string, what: string): WorkspaceFinding {
  return { file, kind: 'unreadable', when: 'Cannot be read as settings', what }
}

function settingsIn(file: string, settings: Readonly<Record<string, unknown>>): WorkspaceFinding[] {
  return [
    ...hooksIn(file, settings.hooks),
    ...helpersIn(file, settings),
    ...statusLineIn(file, settings.statusLine),
    ...environmentIn(file, settings.env),
    ...permissionsIn(file, settings),
    ...serversIn(file, settings.mcpServers),
    ...mcpSwitchesIn(file, settings),
    ...othersIn(file, settings),
  ]
}

function hooksIn(file: string, hooks: unknown): WorkspaceFinding[] {
  if (!isRecord(hooks)) return []
  return Object.entries(hooks).flatMap(([event, groups]) =>
    listOf(groups).flatMap((group) =>
      listOf(isRecord(group) ? group.hooks : null).map((hook) => ({
        file,
        kind: 'hook' as const,
        when: whenOf(event),
        what: hookText(hook),
      })),
    ),
  )
}

const hookTimes: Readonly<Record<string, string>> = {
  SessionStart: 'When a session starts, before any question',
  SessionEnd: 'When a session ends',
  UserPromptSubmit: 'At each of your prompts',
  PreToolUse: 'Before a tool call',
  PostToolUse: 'After a tool call',
  Stop: 'At the end of each turn',
  SubagentStop: 'At the end of a subagent',
  PreCompact: 'Before the conversation is shortened',
  Notification: 'When the agent notifies',
}

function whenOf(event: string): string {
  return hookTimes[event] ?? `At ${event}`
}

/** A plain command as it is; anything with more to it whole, so that nothing stands in for what runs. */
function hookText(hook: unknown): string {
  if (!isRecord(hook)) return JSON.stringify(hook)
  const { type, command, timeout: _timeout, ...rest } = hook
  const isPlain = (type === 'command' || type === undefined) && Object.keys(rest).length === 0
  return isPlain && typeof command === 'string' ? command : JSON.stringify(hook)
}

/** Settings shown by their own lines above, and those that neither run nor allow anything. */
const told = new Set([
  ...['hooks', 'statusLine', 'env', 'permissions', 'mcpServers', 'disableAllHooks'],
  ...[
    'enableAllProjectMcpServers',
    '$schema',
    'model',
    'outputStyle',
    'language',
    'spinnerTipsEnabled',
  ],
  ...['includeCoAuthoredBy', 'cleanupPeriodDays', 'alwaysThinkingEnabled', 'theme', 'verbose'],
])

function othersIn(file: string, settings: Readonly<Record<string, unknown>>): WorkspaceFinding[] {
  return Object.entries(settings)
    .filter(([key]) => !told.has(key) && !Object.hasOwn(helperTimes, key))
    .map(([key, value]) => ({
      file,
      kind: 'other' as const,
      when: 'As a setting of the agent',
      what: `${key}: ${JSON.stringify(value)}`,
    }))
}

const helperTimes: Readonly<Record<string, string>> = {
  apiKeyHelper: 'When the agent needs a key',
  awsAuthRefresh: 'When cloud credentials run out',
  awsCredentialExport: 'When cloud credentials run out',
  gcpAuthRefresh: 'When cloud credentials run out',
  otelHeadersHelper: 'When the agent sends telemetry',
}

function helpersIn(file: string, settings: Readonly<Record<string, unknown>>): WorkspaceFinding[] {
  return Object.entries(helperTimes).flatMap(([key, when]) => {
    const value = settings[key]
    return typeof value === 'string' ? [{ file, kind: 'key-helper', when, what: value }] : []
  })
}

function statusLineIn(file: string, statusLine: unknown): WorkspaceFinding[] {
  if (!isRecord(statusLine) || typeof statusLine.command !== 'string') return []
  return [{ file, kind: 'hook', when: 'All the time, for a status line', what: statusLine.command }]
}

function environmentIn(file: string, env: unknown): WorkspaceFinding[] {
  if (!isRecord(env)) return []
  return Object.entries(env).map(([name, value]) => ({
    file,
    kind: 'environment' as const,
    when: 'In everything the agent runs',
    what: `${name}=${String(value)}`,
  }))
}

function permissionsIn(
  file: string,
  settings: Readonly<Record<string, unknown>>,
): WorkspaceFinding[] {
  const permissions = settings.permissions
  const found: WorkspaceFinding[] = []
  const add = (what: string) =>
    found.push({ file, kind: 'permission', when: 'The Bouncer still judges every call', what })
  if (isRecord(permissions)) {
    for (const rule of listOf(permissions.allow)) add(`allow ${String(rule)}`)
    for (const folder of listOf(permissions.additionalDirectories)) add(`folder ${String(folder)}`)
    if (permissions.defaultMode) add(`mode ${String(permissions.defaultMode)}`)
  }
  if (settings.disableAllHooks === true) add('disableAllHooks')
  return found
}

function mcpSwitchesIn(
  file: string,
  settings: Readonly<Record<string, unknown>>,
): WorkspaceFinding[] {
  if (settings.enableAllProjectMcpServers !== true) return []
  return [
    {
      file,
      kind: 'mcp-server',
      when: 'When a session starts',
      what: 'enableAllProjectMcpServers',
    },
  ]
}

function serversIn(file: string, servers: unknown): WorkspaceFinding[] {
  if (!isRecord(servers)) return []
  return Object.entries(servers).map(([name, server]) => ({
    file,
    kind: 'mcp-server' as const,
    when: 'When a session starts',
    what: `${name}: ${serverText(server)}`,
  }))
}

/** What starts, in one line, and everything else that is set for it: variables and helpers can run code too. */
function serverText(server: unknown): string {
  if (!isRecord(server)) return JSON.stringify(server)
  const { command, args, url, type: _type, ...rest } = server
  const start = typeof url === 'string' ? url : [command, ...listOf(args)].map(String).join(' ')
  return Object.keys(rest).length === 0 ? start : `${start} ${JSON.stringify(rest)}`
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whatever is wrong with it, the person sees the text itself as unreadable settings.
    return null
  }
}
