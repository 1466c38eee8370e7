import type { ChildProcess } from 'node:child_process'

/** What is left of a program that ended: its code, null where it was killed, and what it said. */
export interface EndedProgram {
  readonly code: number | null
  readonly printed: string
  readonly errors: string
}

/** What a program printed until its end; it is killed after so many milliseconds. */
export function endOf(child: ChildProcess, limitMs: number): Promise<EndedProgram> {
  return new Promise((resolve, reject) => {
    let [printed, errors] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, printed, errors })
    })
  })
}
