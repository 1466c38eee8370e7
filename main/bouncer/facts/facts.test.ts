import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../kit/silent-logger.ts'
import { createFacts, type FactsParts, type FactsSource } from './create-facts.ts'
import type { FactsQuery } from './facts-query.ts'
import { lookUp } from './look-up.ts'

let root = ''
let project = ''
let home = ''
let open: FactsSource[] = []

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'facts-')))
  home = join(root, 'home')
  project = join(home, 'project')
  mkdirSync(join(project, 'src'), { recursive: true })
})

afterEach(async () => {
  await Promise.all(open.map((source) => source.close()))
  open = []
  rmSync(root, { recursive: true, force: true })
})

/** A source that gives the machine under test all the time it needs. */
function source(parts: Partial<FactsParts> = {}): FactsSource {
  const made = createFacts({
    path: '/usr/bin:/bin',
    logger: silentLogger,
    limitMs: 8_000,
    ...parts,
  })
  open.push(made)
  return made
}

function ask(changes: Partial<FactsQuery>): FactsQuery {
  const nothing = { paths: [], programs: [], hashes: [], git: false }
  return { cwd: project, workspace: project, home, ...nothing, ...changes }
}

function file(name: string, content = ''): string {
  const path = join(root, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content, { mode: 0o755 })
  return path
}

describe('real paths', () => {
  it('name only what leads elsewhere, through files, folders and links that lead nowhere yet', async () => {
    const outside = file('outside/data.txt')
    symlinkSync(outside, join(project, 'link'))
    symlinkSync('../../outside', join(project, 'folder'))
    symlinkSync(join(root, 'outside/new.txt'), join(project, 'dangling'))
    const at = (name: string) => join(project, name)
    const paths = ['link', 'folder/data.txt', 'folder/sub/new.txt', 'dangling', 'src/a.ts', 'src']
    const { realPaths, missing } = await source().lookUp(ask({ paths: paths.map(at) }))
    expect(realPaths).toEqual({
      [at('link')]: outside,
      [at('folder/data.txt')]: outside,
      [at('folder/sub/new.txt')]: join(root, 'outside/sub/new.txt'),
      [at('dangling')]: join(root, 'outside/new.txt'),
    })
    expect(missing).toBeUndefined()
  })

  it('stay those of the project when it is itself reached through a link', async () => {
    const door = join(root, 'door')
    symlinkSync(project, door)
    symlinkSync(file('outside/x'), join(project, 'link'))
    const query = { cwd: door, workspace: door, paths: [`${door}/src/a.ts`, `${door}/link`] }
    const { realPaths } = await source().lookUp(ask(query))
    expect(realPaths).toEqual({ [`${door}/link`]: join(root, 'outside/x') })
  })

  it('of links in a circle are missing, not followed', async () => {
    symlinkSync('b', join(project, 'a'))
    symlinkSync('a', join(project, 'b'))
    const facts = await source().lookUp(ask({ paths: [join(project, 'a')] }))
    expect(facts).toEqual({ realPaths: {}, missing: ['realPaths'] })
  })
})

describe('programs and hashes', () => {
  it('are found on the PATH as they really lie, in its order', async () => {
    const bin = join(root, 'bin')
    mkdirSync(bin)
    symlinkSync(file('home/project/tool.sh'), join(bin, 'tool'))
    writeFileSync(join(bin, 'plain'), 'not a program', { mode: 0o644 })
    const { programs } = await source({ path: `relative:${bin}:/usr/bin:/bin` }).lookUp(
      ask({ programs: ['tool', 'plain', 'no-such-program', '../tool'] }),
    )
    expect(programs).toEqual({ tool: join(project, 'tool.sh') })
  })

  it('are of regular files alone: no pipe is opened, nothing large is read', async () => {
    const script = file('home/project/run.sh', 'echo hi\n')
    const pipe = join(project, 'pipe')
    execFileSync('mkfifo', ['--', pipe])
    const large = file('home/project/large', 'x'.repeat(3 * 1024 * 1024))
    const none = join(project, 'none')
    const facts = await source().lookUp(ask({ hashes: [script, pipe, large, none, project] }))
    const hash = createHash('sha256').update('echo hi\n').digest('hex')
    expect(facts).toEqual({ hashes: { [script]: hash, [none]: '' }, missing: ['hashes'] })
  })
})

describe('git', () => {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
      stdio: 'pipe',
    })

  const commit = () =>
    git(
      '-c',
      'user.name=m',
      '-c',
      'user.email=m@example.dev',
      'commit',
      '-qm',
      'x',
      '--allow-empty',
    )

  it('is read from its files, and nothing of the repository runs', async () => {
    git('init', '-q', '-b', 'main')
    git('config', 'alias.up', '!echo "quoted; text" # end')
    git('config', 'core.fsmonitor', `touch ${join(root, 'ran')}`)
    git('remote', 'add', 'origin', 'https://git.example.dev/a.git')
    git(
      '-c',
      'core.fsmonitor=',
      '-c',
      'core.hooksPath=/dev/null',
      'config',
      'branch.main.remote',
      'origin',
    )
    git('config', 'branch.main.merge', 'refs/heads/trunk')
    writeFileSync(join(home, '.gitconfig'), '[alias]\n\tco = checkout\n\tup = status\n')
    file('home/project/.git/hooks/pre-commit', '#!/bin/sh\n')
    const { git: facts } = await source().lookUp(ask({ cwd: join(project, 'src'), git: true }))
    expect(facts).toEqual({
      root: project,
      branch: 'main',
      remote: 'origin',
      upstream: 'origin/trunk',
      remotes: { origin: 'https://git.example.dev/a.git' },
      aliases: { co: 'checkout', up: '!echo "quoted; text" # end' },
      hooksFolder: join(project, '.git/hooks'),
      hooks: ['pre-commit'],
    })
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })

  it('knows commits that the remote has not, loose and packed', async () => {
    git('init', '-q', '-b', 'main')
    commit()
    git('remote', 'add', 'origin', 'https://git.example.dev/a.git')
    git('config', 'branch.main.remote', 'origin')
    git('config', 'branch.main.merge', 'refs/heads/main')
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const unpushed = async () => (await source().lookUp(ask({ git: true }))).git?.unpushed
    expect(await unpushed()).toBe(false)
    commit()
    expect(await unpushed()).toBe(true)
    git('pack-refs', '--all')
    expect(await unpushed()).toBe(true)
  })

  it('finds the repository of a worktree, its hooks folder, and none where there is none', async () => {
    expect(await source().lookUp(ask({ git: true }))).toEqual({ git: null })
    git('init', '-q', '-b', 'main')
    commit()
    git('config', 'core.hooksPath', 'tools/hooks')
    const tree = join(root, 'tree')
    git('worktree', 'add', '-q', '-b', 'side', tree)
    const { git: facts } = await source().lookUp(ask({ cwd: tree, git: true }))
    expect(facts).toMatchObject({
      root: tree,
      branch: 'side',
      hooksFolder: join(tree, 'tools/hooks'),
    })
  })
})

describe('a thread that does not answer', () => {
  /** A thread's program that misbehaves until the file `well` is there. */
  function broken(how: string): URL {
    const path = file(
      'broken.mjs',
      `import { existsSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ id }) => {
  if (!existsSync(${JSON.stringify(join(root, 'well'))})) { ${how} }
  parentPort.postMessage({ id, parts: [{ git: null }], isDone: true })
})`,
    )
    return pathToFileURL(path)
  }

  const query = () => ask({ git: true, paths: [project] })

  /** Asks until the thread answers; bounded by the test's own limit. */
  async function untilAnswered(facts: FactsSource) {
    for (;;) {
      const found = await facts.lookUp(query())
      if (found.git === null) return found
    }
  }

  it.each([
    ['hangs', 'for (;;) {}'],
    ['dies', 'process.exit(3)'],
    ['throws', 'throw new Error("broken")'],
    ['is silent', 'return'],
  ])('leaves facts missing and is replaced: %s', async (_name, how) => {
    const facts = source({ program: broken(how), limitMs: 300, stuckMs: 100 })
    expect(await facts.lookUp(query())).toEqual({ missing: ['realPaths', 'git'] })
    writeFileSync(join(root, 'well'), '')
    expect(await untilAnswered(facts)).toEqual({ git: null, missing: ['realPaths'] })
  })

  it('is not waited for when it cannot be started', async () => {
    const facts = source({ program: pathToFileURL(join(root, 'none.mjs')), limitMs: 300 })
    expect(await facts.lookUp(query())).toEqual({ missing: ['realPaths', 'git'] })
  })

  it('gives what it had by then', () => {
    let nowMs = 0
    const parts: unknown[] = []
    const ground = { searched: [], untilMs: 10, now: () => (nowMs += 6) }
    lookUp(ask({ git: true, paths: [join(project, 'a')] }), ground, (part) => parts.push(part))
    expect(parts.at(-1)).toEqual({ missing: ['git'] })
  })
})

it('takes back that looking up failed with the next answer', async () => {
  const takenBack: string[] = []
  const made = source({ takeBack: (key) => void takenBack.push(key) })
  await made.lookUp(ask({ paths: [join(project, 'src')] }))
  expect(takenBack).toEqual(['bouncer.facts-failed'])
})
