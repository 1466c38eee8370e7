import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Ports } from '../../../main/app/ports.ts'
import type { AuditEntry } from '../../../shared/audit/model.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import type { Scripts } from '../../fakes/messages-api-script.ts'
import { type AppUnderTest, freshHome, startApp } from '../sessions/app-under-test.ts'
import { endOf } from './ended-program.ts'

/** What a run of the agent's program in a terminal left. */
export interface TerminalRun {
  readonly code: number | null
  /** Results of tools as the agent was told, in order. */
  readonly results: readonly string[]
  readonly errors: string
}

/** A home with the agent's settings, an app with the guard installed, and a terminal to start the agent in. */
export interface GuardStage {
  readonly home: string
  readonly appHome: string
  readonly project: string
  readonly settingsPath: string
  readonly api: MessagesApi
  /** Of a program that is started in a terminal. */
  readonly environment: Readonly<Record<string, string>>
  app(): AppUnderTest
  /** Starts the app anew, as after an end. */
  restart(): Promise<AppUnderTest>
  /** Ends the app in order; hooks find nobody then. */
  end(): Promise<void>
  /** Starts `claude -p` in the project with a scripted answer. */
  terminal(script: string, more?: TerminalOptions): Promise<TerminalRun>
  /** Entries of the record that are decisions, oldest first. */
  decisions(): Promise<Extract<AuditEntry, { kind: 'decision' }>[]>
  /** Entries of the record that are answers, oldest first. */
  answers(): Promise<Extract<AuditEntry, { kind: 'answer' }>[]>
  /** Names in the project folder. */
  files(): string[]
  close(): Promise<void>
}

/** How one run differs. */
export interface TerminalOptions {
  readonly program?: string
  readonly cwd?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const limitMs = 60_000

/** Sets a scene; nothing is installed yet. */
export async function setGuardStage(options: {
  readonly program: string
  readonly scripts?: Scripts
  /** What the app gets otherwise. */
  portsFor?(made: { readonly home: string; readonly api: MessagesApi }): Partial<Ports>
}): Promise<GuardStage> {
  const home = await freshHome()
  const project = join(home, 'work', 'project')
  mkdirSync(join(project, '.git'), { recursive: true })
  const api = await startMessagesApi(options.scripts ? { scripts: options.scripts } : {})
  const ports = {
    hookProgram: { path: process.execPath, args: [] },
    claudeCode: { upstream: api.url },
    ...options.portsFor?.({ home, api }),
  }
  let app: AppUnderTest | null = await startApp(home, ports)
  const running = () => {
    if (app === null) throw new Error('the app does not run')
    return app
  }
  const recorded = async () => {
    const { entries } = await running().ask('audit.query', { filter: {}, limit: 500 })
    return entries.toReversed()
  }
  const end = async () => {
    await app?.stop()
    app = null
  }
  const environment = {
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    HOME: home,
    ANTHROPIC_API_KEY: 'sk-ant-key-of-a-test-0123456789',
    ANTHROPIC_BASE_URL: api.url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  }
  return {
    ...{ home, project, api, end, environment },
    appHome: join(home, 'mstro-home'),
    settingsPath: join(home, '.claude', 'settings.json'),
    app: running,
    async restart() {
      await end()
      app = await startApp(home, ports)
      return app
    },
    terminal: (script, more = {}) =>
      runProgram({
        command: more.program ?? options.program,
        args: [
          ...['-p', `@@${script}`, '--output-format', 'stream-json', '--verbose'],
          ...['--permission-mode', 'acceptEdits', ...(more.args ?? [])],
        ],
        cwd: more.cwd ?? project,
        env: { ...environment, ...more.env },
      }),
    decisions: async () => (await recorded()).filter((one) => one.kind === 'decision'),
    answers: async () => (await recorded()).filter((one) => one.kind === 'answer'),
    files: () => readdirSync(project).filter((name) => !name.startsWith('.')),
    async close() {
      await end()
      await api.close()
      // A program that was ended a moment ago may still write its last file.
      rmSync(home, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Runs a program to its end in an environment of its own and reads the stream that it prints. */
async function runProgram(wanted: {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}): Promise<TerminalRun> {
  const { command, args, cwd, env } = wanted
  const child = spawn(command, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const { code, printed, errors } = await endOf(child, limitMs)
  return { code, results: resultsIn(printed), errors }
}

function resultsIn(printed: string): string[] {
  return printed
    .split('\n')
    .filter((line) => line.startsWith('{"type":"user"'))
    .flatMap((line) => {
      const { message } = JSON.parse(line) as { message: { content: unknown } }
      return Array.isArray(message.content) ? message.content : []
    })
    .filter(({ type }) => type === 'tool_result')
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
}
