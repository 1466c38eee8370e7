import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { openWsClient } from './ws-client.ts'

const program = testedProgram
const patienceMs = 30_000
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const freshHome = () => mkdtemp(join(tmpdir(), 'headless-'))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts the command with an environment of its own. */
async function start(args: readonly string[], input?: string) {
  const home = await freshHome()
  const env = { PATH: '/usr/bin:/bin', HOME: home, [brand.homeVariable]: join(home, 'data') }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: 'pipe' })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += String(data)
  })
  child.stderr.on('data', (data) => {
    said.err += String(data)
  })
  child.stdin.end(input)
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number, ...said }))
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const end = Date.now() + patienceMs
    for (;;) {
      const found = pattern.exec(said.out)
      if (found) return found
      if (Date.now() > end || child.exitCode !== null) throw new Error(JSON.stringify(said))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, ended, until, data: join(home, 'data') }
}

const run = async (args: readonly string[], input?: string) => (await start(args, input)).ended

async function serve(...args: string[]) {
  const started = await start(['serve', '--no-open', ...args])
  const [, port, ticket] = await started.until(/127\.0\.0\.1:(\d+)\/#ticket=([0-9a-f]{64})/)
  return { ...started, port: Number(port), origin: `http://127.0.0.1:${port}`, ticket }
}

async function buyToken(server: { origin: string; ticket: string | undefined }) {
  const response = await fetch(`${server.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({ ticket: server.ticket }),
  })
  return ((await response.json()) as { token: string }).token
}

test('--version prints the version', async () => {
  expect(await run(['--version'])).toMatchObject({ code: 0, out: `${brand.version}\n` })
})

test('bouncer explain tells how a command with options of its own is judged', async () => {
  const { code, out } = await run(['bouncer', 'explain', '--', 'git', 'push', '--force'])
  expect(code).toBe(0)
  expect(out).toContain('won        ask   built-in      git.rewrite-remote')
  expect(out).toContain('Gentler    git push --force-with-lease')
})

describe('bouncer judge', () => {
  test('judges line by line, in order, and goes on after a malformed one', async () => {
    const call = (id: string, command: string) =>
      JSON.stringify({ id, tool: 'Bash', input: { command }, cwd: '/home/a/project' })
    const lines = [call('1', 'ls'), 'broken', call('3', 'rm -rf /')]
    const { code, out } = await run(['bouncer', 'judge', '--jsonl'], `${lines.join('\n')}\n`)
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id?: string; decision?: string; error?: string })
    expect(code).toBe(1)
    expect(answers).toMatchObject([{ id: '1', decision: 'allow' }, { line: 2 }, { id: '3' }])
    expect(answers[2]?.decision).not.toBe('allow')
  })
})

describe('audit verify', () => {
  test('of a home that served is intact, of a changed file it is not', async () => {
    const server = await serve()
    server.child.kill('SIGTERM')
    await server.ended
    const home = await run(['audit', 'verify', '--home', server.data])
    expect(home).toMatchObject({ code: 0, out: expect.stringContaining('Intact') })
    const path = join(server.data, 'logs', 'bouncer-audit.jsonl')
    await writeFile(path, (await readFile(path, 'utf8')).replace(/started/, 'strated'))
    const changed = await run(['audit', 'verify', path])
    expect(changed.code).toBe(1)
  })

  test('of a file that is not there says so', async () => {
    const { code, out } = await run(['audit', 'verify', '/nowhere/at/all.jsonl'])
    expect(code).toBe(1)
    expect(out).toContain('/nowhere/at/all.jsonl')
  })
})

describe('serve', () => {
  test('prints one address, serves the app behind it and ends in order', async () => {
    const server = await serve()
    const token = await buyToken(server)
    const client = await openWsClient(server, token)
    const outcome = await client.call('app.snapshot', {}, 's1')
    expect(outcome).toMatchObject({ ok: true, value: { host: 'browser', home: server.data } })
    server.child.kill('SIGINT')
    expect(await client.closed).toBe(1001)
    const { code, out } = await server.ended
    expect(code).toBe(0)
    expect(out.match(/#ticket=/g)).toHaveLength(1)
    expect(existsSync(join(server.data, 'desktop', 'owner.json'))).toBe(false)
  })

  test('neither ticket nor token is in any file of the home', async () => {
    const server = await serve()
    const token = await buyToken(server)
    const client = await openWsClient(server, token)
    await client.call('app.snapshot', {}, 's1')
    server.child.kill('SIGTERM')
    await server.ended
    const { readdir } = await import('node:fs/promises')
    const entries = await readdir(server.data, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((found) => found.isFile())) {
      const text = await readFile(join(entry.parentPath, entry.name), 'latin1')
      expect(text.includes(token) || text.includes(server.ticket ?? ''), entry.name).toBe(false)
    }
  })

  test('a second one on the same home is told who has it', async () => {
    const server = await serve()
    const second = await run(['serve', '--no-open', '--home', server.data])
    expect(second.code).toBe(1)
    expect(second.out).toBe('')
    expect(second.err).toContain(`process ${server.child.pid}`)
  })

  test('after kill -9 the next start works and says what happened', async () => {
    const first = await serve()
    first.child.kill('SIGKILL')
    await first.ended
    const second = await serve('--home', first.data)
    const client = await openWsClient(second, await buyToken(second))
    const outcome = await client.call('app.snapshot', {}, 's1')
    expect(JSON.stringify(outcome)).toContain(`process ${first.child.pid}`)
  })

  test('a port in use is a sentence, and the home is free again', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()))
    const { port } = other.address() as AddressInfo
    const { ended, data } = await start(['serve', '--no-open', '--port', String(port)])
    const { code, err } = await ended
    expect(code).toBe(1)
    expect(err).toContain(`Port ${port} is used by another program`)
    expect(existsSync(join(data, 'desktop', 'owner.json'))).toBe(false)
    other.close()
  })

  test('a home that cannot be written is a sentence', async () => {
    const path = join(await freshHome(), 'file')
    await writeFile(path, '')
    const { code, err } = await run(['serve', '--no-open', '--home', path])
    expect(code).toBe(1)
    expect(err).toContain(`The folder ${path} cannot be written`)
    expect(err).not.toMatch(/ at .*\.ts/)
  })
})
