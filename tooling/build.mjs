import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { relative } from 'node:path'
import { withFileLock } from './file-lock.mjs'
import { inRoot, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'

const TREES = ['main', 'preload', 'renderer', 'shared', 'assets']
const FILES = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
const STAMP = inRoot('out', '.stamp')
const OUTPUTS = ['main/main.js', 'main/headless.js', 'preload/preload.cjs', 'renderer/index.html']
const BUILD_TIMEOUT_MS = 5 * 60_000

/** A build that failed, with what the builder said. */
export class BuildError extends Error {}

function sourceFiles() {
  const inTrees = TREES.filter((tree) => existsSync(inRoot(tree))).flatMap((tree) =>
    readdirSync(inRoot(tree), { recursive: true, encoding: 'utf8' })
      .map((name) => inRoot(tree, name))
      .filter((path) => !/\.test\.tsx?$/.test(path) && statSync(path).isFile()),
  )
  return [...inTrees, ...FILES.map((file) => inRoot(file))].sort()
}

/** One hash over the names and contents of everything that the build reads. */
function sourceHash() {
  const hash = createHash('sha256')
  for (const path of sourceFiles()) {
    const content = readFileSync(path)
    hash.update(`${relative(ROOT, path)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function isFresh() {
  const isComplete = OUTPUTS.every((output) => existsSync(inRoot('out', output)))
  return isComplete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceHash()
}

async function build() {
  // The sources may change while the build reads them; the stamp names what was there before it.
  const hash = sourceHash()
  rmSync(STAMP, { force: true })
  const script = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const ended = await runProgram(PINNED_NODE, [script, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    timeoutMs: BUILD_TIMEOUT_MS,
  })
  if (ended.code !== 0) {
    const why = ended.timedOut ? `It did not end within ${spokenTime(BUILD_TIMEOUT_MS)}.` : ''
    throw new BuildError(
      `${ended.output.trim()}\n\nThe app was not built. ${why}\nKept: all sources.\nTo do: read the lines above; \`npm run check\` says more.`,
    )
  }
  mkdirSync(inRoot('out'), { recursive: true })
  writeFileSync(STAMP, hash)
  process.stdout.write(`Built the app in ${spokenTime(ended.tookMs)}.\n`)
}

/** Builds `out/` when the sources differ from those of the last build. Throws a BuildError. */
export async function ensureBuilt() {
  if (isFresh()) return
  const onWait = () => process.stdout.write('Another run is building, waiting …\n')
  await withFileLock(
    inRoot('.cache', 'build.lock'),
    { timeoutMs: BUILD_TIMEOUT_MS, onWait },
    async () => {
      if (!isFresh()) await build()
    },
  )
}
