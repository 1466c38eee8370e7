import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Stands for the app: prints its arguments, leaves with the code it is given, or waits for SIGTERM. */
const HEADLESS = `
process.stdout.write(JSON.stringify(process.argv.slice(2)) + '\\n')
const home = process.argv[process.argv.indexOf('--home') + 1]
if (/^exit/.test(home)) process.exit(Number(home.slice(4)))
process.on('SIGTERM', () => process.exit(7))
setTimeout(() => process.exit(9), 20_000)
`

/** Stands for the builder: writes what the real one would, and counts how often it ran. */
const BUILDER = `
const fs = require('node:fs')
if (fs.readFileSync('main/main.ts', 'utf8').includes('broken')) {
  process.stdout.write('main.ts: it is broken\\n')
  process.exit(1)
}
for (const dir of ['main', 'preload', 'renderer']) fs.mkdirSync('out/' + dir, { recursive: true })
fs.writeFileSync('out/main/headless.js', ${JSON.stringify(HEADLESS)})
for (const file of ['main/main.js', 'preload/preload.cjs', 'renderer/index.html']) fs.writeFileSync('out/' + file, '')
fs.appendFileSync('builds', 'x')
`

/** What a program said and how it ended. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A clone in miniature: our real tooling, with stand-ins for the builder and the app. */
export interface ScratchClone {
  readonly path: string
  write(name: string, text: string): void
  /** Starts a script of tooling/ in a clean environment; `onOutput` sees what it prints so far. */
  run(script: string, args: readonly string[], more?: RunOptions): Promise<Run>
  remove(): void
}

/** Variables beside PATH and HOME, and a look at the output while the program runs. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly onOutput?: (output: string, child: ChildProcess) => void
}

function collect(child: ChildProcess, onOutput: RunOptions['onOutput']): Promise<Run> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8')
    onOutput?.(stdout, child)
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8')
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), 30_000)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve({ code, stdout, stderr })
    })
  })
}

/** Makes a clone whose set-up is already done, in a folder of its own. */
export function createScratchClone(): ScratchClone {
  const path = mkdtempSync(join(tmpdir(), 'clone-'))
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  cpSync(join(import.meta.dirname, '../../tooling'), join(path, 'tooling'), { recursive: true })
  const lock = '{}'
  write('package.json', '{ "name": "scratch", "type": "module" }')
  write('package-lock.json', lock)
  write('electron.vite.config.ts', '')
  write('main/main.ts', 'export const one = 1')
  const stamp = { lock: createHash('sha256').update(lock).digest('hex'), toolchain: true }
  write('node_modules/.mstro-setup', JSON.stringify(stamp))
  write('node_modules/electron-vite/package.json', '{ "type": "commonjs" }')
  write('node_modules/electron-vite/bin/electron-vite.js', BUILDER)
  write('node_modules/electron/package.json', '{ "version": "1.2.3" }')
  write('node_modules/electron/install.js', 'process.exitCode = 1')
  mkdirSync(join(path, 'node_modules/.bin'))
  symlinkSync(process.execPath, join(path, 'node_modules/.bin/node'))
  return {
    path,
    write,
    run(script, args, { env = {}, onOutput } = {}) {
      const child = spawn(process.execPath, [join(path, 'tooling', script), ...args], {
        cwd: path,
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: path, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      return collect(child, onOutput)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
