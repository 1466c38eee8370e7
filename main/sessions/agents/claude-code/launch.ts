import type { PermissionMode } from '../../../../shared/sessions/model.ts'

/** What decides the command line. */
export interface LaunchOptions {
  readonly sessionId: string
  /** True to go on with a conversation the program has on disk. */
  readonly isResume: boolean
  readonly model: string | null
  readonly mode: PermissionMode
  /** Whether the folder's own settings, hooks and MCP servers may take part. */
  readonly trusted: boolean
  /** Settings of ours that outrank the person's and the project's, without any secret: they show in `ps`. */
  readonly settings: Readonly<Record<string, unknown>> | null
}

/** The command line: the control protocol over stdin and stdout, and only the settings that are trusted. */
export function launchArguments(options: LaunchOptions): string[] {
  return [
    '-p',
    '--output-format',
    'stream-json',
    '--verbose',
    '--input-format',
    'stream-json',
    '--include-partial-messages',
    '--replay-user-messages',
    '--permission-prompt-tool',
    'stdio',
    '--permission-mode',
    options.mode,
    // Written as one word, so that no id or model name can pass for an option.
    `--${options.isResume ? 'resume' : 'session-id'}=${options.sessionId}`,
    ...(options.model === null ? [] : [`--model=${options.model}`]),
    ...(options.trusted ? [] : ['--setting-sources', 'user', '--strict-mcp-config']),
    ...(options.settings === null ? [] : ['--settings', JSON.stringify(options.settings)]),
  ]
}
