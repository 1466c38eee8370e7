import { readFile, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../../../kit/make-folder.ts'
import type { AgentFolders } from '../../ring/index.ts'

/** State that the program makes anew and nobody resumes from; it begins empty in the ring. */
const forOneRun = [
  ...['backups', 'cache', 'daemon', 'debug', 'dump-prompts', 'history.jsonl', 'ide', 'jobs'],
  ...['logs', 'paste-cache', 'session-env', 'sessions', 'shell-snapshots', 'startup-perf'],
  ...['state', 'statsig', 'telemetry', 'traces', 'usage-data', 'uploads'],
]

/** Conversations and what belongs to them: needed to resume. */
const kept = ['todos', 'tasks', 'plans', 'file-history']

const LOGIN = '.credentials.json'

/**
 * What Claude Code needs in the ring. Its conversations stay; its login can be renewed where it pays
 * and is not seen otherwise; its settings, hooks and programs can only be read, and `.claude.json`,
 * in which servers could be planted, is a copy that nobody reads back.
 */
export async function ringFolders(
  environment: NodeJS.ProcessEnv,
  { workspace, isPaidByKey }: RingNeeds,
): Promise<AgentFolders> {
  const userHome = await realOrSame(environment.HOME ?? homedir())
  const folder = await realOrSame(environment.CLAUDE_CONFIG_DIR || join(userHome, '.claude'))
  const at = (name: string) => join(folder, name)
  const wanted = [...kept.map(at), ...(isPaidByKey ? [] : [at(LOGIN)])]
  const conversations = at(conversationsOf(await realOrSame(workspace)))
  const writable = [conversations, ...(await whatExists(wanted))]
  const config = environment.CLAUDE_CONFIG_DIR ? at('.claude.json') : join(userHome, '.claude.json')
  const content = await readFile(config).catch(() => null)
  return {
    folder,
    writable,
    own: [...forOneRun, 'projects'].map(at),
    copies: content === null ? [] : [{ path: config, content }],
    hidden: isPaidByKey ? [at(LOGIN)] : [],
  }
}

/** What differs from session to session. */
export interface RingNeeds {
  /** Absolute folder of the session. */
  readonly workspace: string
  readonly isPaidByKey: boolean
}

/** Makes the folder of its conversations where there is none yet, so that they can stay. */
export async function makeKeptFolder({ writable }: AgentFolders): Promise<void> {
  const [conversations] = writable
  if (conversations) await makeFolder(conversations, 0o700)
}

/** Longer names end in a hash of the program's own, which is not known here. */
const longestName = 200

/**
 * Where the program keeps the conversations of a folder (measured, 2.1.317 and 2.1.329): those of
 * other projects hold their secrets, and notes that its agents believe.
 */
function conversationsOf(project: string): string {
  const name = project.replace(/[^a-zA-Z0-9]/g, '-')
  return name.length > longestName ? 'projects' : join('projects', name)
}

async function realOrSame(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

async function whatExists(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => ((await stat(path).catch(() => null)) === null ? [] : [path])),
  )
  return found.flat()
}
