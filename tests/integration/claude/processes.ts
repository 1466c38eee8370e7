import { readdirSync, readFileSync } from 'node:fs'

/** The processes that carry a folder in their environment or working directory, by their command line. */
export function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).includes(folder) && !isZombie(pid))
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
}

/** The number of the only process whose command line begins with a program. */
export function pidOf(program: string, folder: string): number {
  const found = readdirSync('/proc').filter(
    (name) =>
      /^\d+$/.test(name) &&
      read(`/proc/${name}/cmdline`).startsWith(program) &&
      read(`/proc/${name}/environ`).includes(folder),
  )
  if (found.length !== 1) throw new Error(`${found.length} processes of ${program}`)
  return Number(found[0])
}

function isZombie(pid: string): boolean {
  return /\) Z /.test(read(`/proc/${pid}/stat`))
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Ended meanwhile, or not ours to read.
    return ''
  }
}

/** Environments and command lines of the processes that carry a folder, as one text. */
export function processEnvironments(folder: string): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => read(`/proc/${pid}/environ`) + read(`/proc/${pid}/cmdline`))
    .filter((text) => text.includes(folder))
    .join('\n')
}
