import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'

/** A program that prints a row for each thing it confirmed. */
export interface KilledChild {
  /** Absolute path of the program and what it is handed. */
  readonly args: readonly [script: string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  /** The end comes at a random moment until then, counted from the first row. */
  readonly longestMs: number
}

/** Lets a program print what it confirmed and ends it with SIGKILL at a random moment; returns the whole rows. */
export async function rowsUntilKilled({ args, env, longestMs }: KilledChild): Promise<string[]> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let complaint = ''
  child.stdout.on('data', (bytes) => {
    told += bytes
  })
  child.stderr.on('data', (bytes) => {
    complaint += bytes
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longestMs))
  child.kill('SIGKILL')
  const [code, signal] = await closed
  expect({ code, signal, complaint }).toEqual({ code: null, signal: 'SIGKILL', complaint: '' })
  // What follows the last newline was not told in full.
  return told.split('\n').slice(0, -1)
}
