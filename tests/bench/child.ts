import { type ChildProcess, fork } from 'node:child_process'

const patienceMs = 120_000

/** A process of this benchmark that answers one message with one message. */
export interface BenchChild {
  ask<T>(message: object): Promise<T>
  stop(): Promise<void>
}

/** Starts a script with the pinned Node and an empty environment. */
export function startChild(script: string, args: readonly string[] = []): BenchChild {
  const child: ChildProcess = fork(script, [...args], { env: {}, execArgv: ['--expose-gc'] })
  return {
    ask: <T>(message: object) =>
      new Promise<T>((resolve, reject) => {
        const give = (settle: () => void) => {
          clearTimeout(timer)
          child.off('message', take)
          child.off('exit', gone)
          settle()
        }
        const take = (answer: unknown) => give(() => resolve(answer as T))
        const gone = (code: number | null) => give(() => reject(new Error(`${script}: ${code}`)))
        const timer = setTimeout(() => gone(null), patienceMs)
        child.once('message', take)
        child.once('exit', gone)
        child.send(message)
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
