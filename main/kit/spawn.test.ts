import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { createSpawn } from './spawn.ts'

const spawn = createSpawn()
const node = (code: string, ...args: string[]) => ({
  command: process.execPath,
  args: ['-e', code, '--', ...args],
  cwd: '/tmp',
  env: {},
})

describe('starting programs', () => {
  it('passes arguments as they are, through no shell', async () => {
    const words = ['$(touch x)', '; ls', 'a b', '']
    const printed = await spawn.run({
      ...node('console.log(JSON.stringify(process.argv.slice(1)))', ...words),
      timeoutMs: 10_000,
    })
    expect(printed.ok && JSON.parse(printed.value.stdout)).toEqual(words)
  })

  it('gives the environment it is told and nothing of ours', async () => {
    const printed = await spawn.run({
      ...node('console.log(JSON.stringify(process.env))'),
      env: { ONLY: 'this' },
      timeoutMs: 10_000,
    })
    expect(printed.ok && JSON.parse(printed.value.stdout)).toEqual({ ONLY: 'this' })
  })

  it('tells what it printed and how it ended', async () => {
    const code = 'console.error("wrong"); process.exit(7)'
    const ended = await spawn.run({ ...node(code), timeoutMs: 10_000 })
    expect(ended).toMatchObject({
      ok: true,
      value: { code: 7, signal: null, stderr: 'wrong\n', timedOut: false },
    })
  })

  it.each([
    { command: '/nowhere/program', cause: 'ENOENT' },
    { command: '/etc/passwd', cause: 'EACCES' },
  ])('names why $command does not start', async ({ command, cause }) => {
    const started = await spawn.start({ command, args: [], cwd: '/tmp', env: {} })
    expect(started).toEqual({ ok: false, error: cause })
  })

  it('kills what takes too long', async () => {
    const ended = await spawn.run({ ...node('setInterval(() => {}, 1000)'), timeoutMs: 200 })
    expect(ended).toMatchObject({ ok: true, value: { signal: 'SIGKILL', timedOut: true } })
  })

  it('keeps a bounded part of what is printed without end', async () => {
    const code = 'for (let at = 0; at < 40; at++) process.stdout.write("x".repeat(100_000))'
    const ended = await spawn.run({ ...node(code), timeoutMs: 10_000 })
    expect(ended.ok && ended.value.stdout.length).toBe(1_000_000)
  })

  it('does not wait for a grandchild that keeps the pipe open', async () => {
    const code = `const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' })
      child.unref()
      console.log(child.pid)`
    const ended = await spawn.run({ ...node(code), timeoutMs: 20_000 })
    if (!ended.ok) throw new Error(ended.error)
    // Still there, so it was not what ended the wait.
    process.kill(Number(ended.value.stdout), 'SIGKILL')
    expect(ended.value).toMatchObject({ code: 0, timedOut: false })
  })

  it('talks over the pipes, and endures writing to one that has ended', async () => {
    const started = await spawn.start(node('process.stdin.pipe(process.stdout)'))
    if (!started.ok) throw new Error(started.error)
    const { stdin, stdout, exited } = started.value
    stdin.end('over there\n')
    expect(await text(stdout)).toBe('over there\n')
    expect(await exited).toEqual({ code: 0, signal: null })
    stdin.write('too late')
    started.value.signal('SIGTERM')
  })
})
