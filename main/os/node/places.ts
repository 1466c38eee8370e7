import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isSea } from 'node:sea'
import { brand } from '../../../shared/brand.ts'

/** The home folder of this app: the argument, else the environment's, else the one in the person's home. */
export function homeFolder(
  argument: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const named = argument || environment[brand.homeVariable]
  return named ? resolve(named) : join(homedir(), brand.homeFolder)
}

/** True in the single executable, where nothing but the program itself lies in the file system. */
export const isSingleFile = isSea()

/** The folder of the built page, seen from the file that runs: a source of `main/`, its build in `out/main/`, or the single executable, which has it beside itself. */
export function pageFolder(mainFolder: string): string {
  if (isSingleFile) return join(dirname(process.execPath), 'page')
  const isSource = import.meta.filename.endsWith('.ts')
  return isSource ? join(mainFolder, '..', 'out', 'renderer') : join(mainFolder, '..', 'renderer')
}

/** The native module of the keychain, which the single executable needs beside itself; null where the package is installed. */
export const keychainFile = isSingleFile ? join(dirname(process.execPath), 'keytar.node') : null

/** True when the app runs from its sources, where answers are checked against the contract. */
export const runsFromSource = import.meta.filename.endsWith('.ts')

/** The folder that holds `main` or `out`, to which paths in error reports are relative. */
export const programFolder = isSingleFile
  ? dirname(process.execPath)
  : resolve(import.meta.dirname, runsFromSource ? '../../..' : '../..')

/** Where the executable of the command may lie, seen from the single executable, the packaged app or a checkout; the likeliest first. */
export function commandFiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const file = process.platform === 'win32' ? `${brand.command}.exe` : brand.command
  // Inside an image that is mounted while it runs there is none that stays.
  if (environment.APPIMAGE) return []
  if (isSingleFile) return [process.execPath]
  const { resourcesPath } = process as { readonly resourcesPath?: string }
  const packaged = resourcesPath ? [join(resourcesPath, 'command', file)] : []
  return [...packaged, join(programFolder, 'out', 'command', file)]
}

/** The operator's file: the one that the environment names, else the one beside the packaged app; null in a checkout. */
export function operatorFile(environment: NodeJS.ProcessEnv): string | null {
  const named = environment[brand.operatorVariable]
  if (named) return resolve(named)
  // Electron's own property; the type of plain Node does not know it.
  const { resourcesPath } = process as { readonly resourcesPath?: string }
  if (resourcesPath) return join(resourcesPath, 'operator.json')
  return isSingleFile ? join(dirname(process.execPath), 'operator.json') : null
}

/** The hidden word by which the executable of the command runs a hook; `assets/command/start.cjs` knows it. */
const hookWord = '__hook'

/** What can run a hook from now on: the executable of the command, or the Node that runs us; null where neither stays in its place. */
export function hookProgram(
  environment: NodeJS.ProcessEnv,
): { readonly path: string; readonly args: readonly string[] } | null {
  const isNode = !isSingleFile && process.versions.electron === undefined
  if (isNode) return { path: process.execPath, args: [] }
  const path = commandFiles(environment).find((file) => existsSync(file))
  return path === undefined ? null : { path, args: [hookWord] }
}
