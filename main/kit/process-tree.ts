import { readdir, readFile } from 'node:fs/promises'
import type { Spawn } from './spawn.ts'

/** One process; `startedAt` tells it from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number
  readonly startedAt: string
}

/** What to look for: a program, all below it, and all that carry a variable in their environment. */
export interface TreeSearch {
  readonly rootPid: number
  /** `NAME=value` as handed to the root at its start; finds what has cut itself loose (Linux only). */
  readonly variable: string
}

/** Looks at processes and ends them, also those that have left their parent and process group. */
export interface ProcessTree {
  find(search: TreeSearch): Promise<readonly ProcessMark[]>
  /** Those that still run, by number and start. */
  alive(processes: readonly ProcessMark[]): Promise<readonly ProcessMark[]>
  /** Sends a signal to those that still run. */
  signal(processes: readonly ProcessMark[], name: NodeJS.Signals): Promise<void>
}

interface Row extends ProcessMark {
  readonly parentPid: number
}

/** Reads `/proc` on Linux and asks `ps` elsewhere; finds nothing on Windows. */
export function createProcessTree(spawn: Spawn, platform = process.platform): ProcessTree {
  const rows = () => (platform === 'linux' ? rowsOfProc() : rowsOfPs(spawn, platform))
  const alive = async (processes: readonly ProcessMark[]) => {
    if (processes.length === 0) return []
    const now = new Map((await rows()).map((row) => [row.pid, row.startedAt]))
    return processes.filter(({ pid, startedAt }) => now.get(pid) === startedAt)
  }
  return {
    alive,
    async find({ rootPid, variable }) {
      const all = await rows()
      const roots = new Set([rootPid])
      if (platform === 'linux') for (const pid of await carriers(all, variable)) roots.add(pid)
      return below(all, roots)
    },
    async signal(processes, name) {
      for (const { pid } of await alive(processes)) send(pid, name)
    },
  }
}

/** All rows under one of the roots, the roots included. */
function below(rows: readonly Row[], roots: ReadonlySet<number>): ProcessMark[] {
  const inside = new Set(roots)
  inside.delete(process.pid)
  for (let grew = true; grew; ) {
    const before = inside.size
    for (const row of rows) {
      if (inside.has(row.parentPid) && row.pid !== process.pid) inside.add(row.pid)
    }
    grew = inside.size > before
  }
  return rows.filter((row) => inside.has(row.pid)).map(({ pid, startedAt }) => ({ pid, startedAt }))
}

async function rowsOfProc(): Promise<Row[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const rows = await Promise.all(names.map((name) => rowOfProc(Number(name))))
  return rows.filter((row) => row !== null)
}

/** proc(5): the fields after the last `)` of `stat`; a zombie counts as ended. */
async function rowOfProc(pid: number): Promise<Row | null> {
  const stat = await textOf(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parentPid, startedAt] = [fields[0], fields[1], fields[19]]
  if (!state || state === 'Z' || state === 'X' || !startedAt) return null
  return { pid, parentPid: Number(parentPid), startedAt }
}

async function carriers(rows: readonly Row[], variable: string): Promise<number[]> {
  const found = await Promise.all(
    rows.map(async ({ pid }) => {
      const environment = await textOf(`/proc/${pid}/environ`)
      return environment.split('\0').includes(variable) ? pid : null
    }),
  )
  return found.filter((pid): pid is number => pid !== null && pid !== process.pid)
}

/** The text of a file of `/proc`, empty when the process has ended or belongs to somebody else. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // Processes end while we look; that is what the empty text stands for.
    return ''
  }
}

async function rowsOfPs(spawn: Spawn, platform: NodeJS.Platform): Promise<Row[]> {
  if (platform === 'win32') return []
  const listed = await spawn.run({
    command: 'ps',
    args: ['-A', '-o', 'pid=,ppid=,state=,lstart='],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    timeoutMs: 5_000,
  })
  if (!listed.ok) return []
  const lines = listed.value.stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/gm)
  return [...lines].flatMap(([, pid, parentPid, state, startedAt]) =>
    state?.startsWith('Z') || !startedAt
      ? []
      : [{ pid: Number(pid), parentPid: Number(parentPid), startedAt }],
  )
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended between the look and the signal, which is what the signal was for.
  }
}
