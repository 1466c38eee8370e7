import { brand } from '../../../../shared/brand.ts'
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
  /** True for a start in the outer ring, of which the agent is told, so that it can say what is missing. */
  readonly isRinged: boolean
}

/** Said to the agent in the ring: without it, what fails there looks like a fault of the machine. */
const ringNote = [
  `This session runs in the outer ring of ${brand.name}: the operating system lets you change the project folder and the empty /tmp; other files can be read alone, and new ones in the home folder are gone afterwards.`,
  'Keys of ssh and gpg, keychains, logins of clouds, code hosts, registries and browsers are not there, and .git/config, .git/hooks, .claude and .mcp.json of the project are for reading alone. So git over ssh, private registries and changes of git settings fail.',
  'When something fails for that reason, do not look for a way around it. Tell the person what is missing; they can let a path through in the settings under Agent, Outer ring.',
].join(' ')

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
    ...(options.isRinged ? ['--append-system-prompt', ringNote] : []),
    ...(options.settings === null ? [] : ['--settings', JSON.stringify(options.settings)]),
  ]
}
