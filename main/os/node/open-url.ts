import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Secret } from '../../../shared/kit/secret.ts'

/** Starts a program with arguments; resolves to false when it cannot be started or fails. */
export type RunOpener = (program: string, args: readonly string[]) => Promise<boolean>

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
}
const openerTimeoutMs = 10_000
const keptMs = 60_000

const runOpener: RunOpener = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: openerTimeoutMs }, (error) => resolve(error === null))
  })

/**
 * Opens an address that holds a ticket in the person's browser; false when no browser could be
 * started. The address stands in a file that only this person can read, because everybody on the
 * machine sees the arguments of a program.
 */
export async function openUrl(
  address: Secret,
  options: { readonly folder: string; readonly run?: RunOpener },
): Promise<boolean> {
  const { folder, run = runOpener } = options
  const path = join(folder, 'open.html')
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address.expose()}">`
  await rm(path, { force: true })
  await writeFile(path, page, { mode: 0o600, flag: 'wx' })
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const isOpened = await run(program, [...args, pathToFileURL(path).href])
  if (isOpened) setTimeout(() => void rm(path, { force: true }), keptMs).unref()
  else await rm(path, { force: true })
  return isOpened
}
