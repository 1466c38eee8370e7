import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppUnderTest } from '../sessions/app-under-test.ts'
import { freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { hookInput, runHook } from './hook-program.ts'

let home: string
let app: AppUnderTest | null
let command: string
let thief: Server | null

const at = (name: string) => join(home, 'mstro-home', 'guard', name)
const ports = { hookProgram: { path: process.execPath, args: [] } }

beforeEach(async () => {
  home = await freshHome()
  thief = null
  app = await startApp(home, ports)
  await app.ask('guard.install', {})
  const settings = JSON.parse(readFileSync(join(home, '.claude', 'settings.json'), 'utf8'))
  command = settings.hooks.PreToolUse[0].hooks[0].command
})
afterEach(async () => {
  thief?.close()
  await app?.stop()
  await removeHome(home)
})

const running = () => {
  if (app === null) throw new Error('the app does not run')
  return app
}
const recorded = async () => {
  const { entries } = await running().ask('audit.query', { filter: {}, limit: 500 })
  return entries.filter(({ kind }) => kind === 'decision').length
}

/** Sends bytes to the socket and collects what comes back until the other side ends; with `leaves` it does not wait itself. */
function say(text: string, leaves = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ path: at('guard.sock') })
    let heard = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part
    })
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(heard))
    if (leaves) socket.end(text)
    else socket.write(text)
  })
}

function listen(answer: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.resume().end(answer)
  })
  return new Promise((resolve) => server.listen({ path: at('guard.sock') }, () => resolve(server)))
}

describe('the socket of the guard', () => {
  it('lies in a folder of the owner alone and is the owner’s alone', () => {
    expect(lstatSync(at('')).mode & 0o077).toBe(0)
    expect(lstatSync(at('guard.sock')).mode & 0o077).toBe(0)
    expect(lstatSync(at('running.json')).mode & 0o077).toBe(0)
  })

  it.each([
    ['no JSON', 'hello\n'],
    ['another shape', '{"v":1}\n'],
    ['a wrong key', `${JSON.stringify({ v: 1, key: 'x', project: null, input: {} })}\n`],
    ['no end of line', '{"v":1'],
    ['a list', '[]\n'],
    ['nothing', ''],
    ['bytes', '\u0000\u0001\n\n\n'],
  ])('gives nothing to %s and records nothing', async (_name, text) => {
    expect(await say(text, true)).toBe('')
    expect(await recorded()).toBe(0)
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'allow' })
  })

  it('denies what has the key and is no call', async () => {
    const { key } = JSON.parse(readFileSync(at('running.json'), 'utf8'))
    const heard = await say(`${JSON.stringify({ v: 1, key, project: null, input: { a: 1 } })}\n`)
    expect(JSON.parse(heard)).toMatchObject({ decision: 'deny' })
    expect(await recorded()).toBe(0)
  })

  it('judges nothing for a hook that is gone already', async () => {
    const { key } = JSON.parse(readFileSync(at('running.json'), 'utf8'))
    const line = JSON.stringify({ v: 1, key, project: null, input: JSON.parse(hookInput()) })
    expect(await say(`${line}\n`, true)).toBe('')
    expect(await recorded()).toBe(0)
  })

  it('records the yes to a call that was asked about and ran, once and for no other', async () => {
    const asked = JSON.parse(hookInput({ tool_input: { command: 'git push origin main' } }))
    const other = JSON.parse(hookInput())
    for (const one of [asked, other]) await runHook(command, JSON.stringify(one))
    const after = { hook_event_name: 'PostToolUse', tool_response: { stdout: 'x'.repeat(1_000) } }
    for (const one of [other, asked, asked]) {
      const told = await runHook(command, JSON.stringify({ ...one, ...after }))
      expect(told).toEqual({ code: 0, answer: null, errors: '' })
    }
    const { entries } = await running().ask('audit.query', { filter: {}, limit: 50 })
    expect(entries.filter(({ kind }) => kind === 'answer')).toMatchObject([
      { callId: asked.tool_use_id, decision: 'allow', by: 'terminal' },
    ])
  })

  it('says nothing after a call when nobody runs', async () => {
    await app?.stop()
    app = null
    const after = hookInput({ hook_event_name: 'PostToolUseFailure' })
    expect(await runHook(command, after)).toEqual({ code: 0, answer: null, errors: '' })
  })

  it('ends a line that does not end', async () => {
    expect(await say('x'.repeat(9_500_000))).toBe('')
    expect(await recorded()).toBe(0)
  })

  it('answers many at once, each by its own call', async () => {
    const deny = { tool_input: { command: 'echo {} > ~/.claude/settings.json' } }
    const inputs = Array.from({ length: 12 }, (_one, at) => hookInput(at % 2 === 0 ? {} : deny))
    const runs = await Promise.all(inputs.map((input) => runHook(command, input)))
    const decisions = runs.map(({ answer }) => answer?.decision)
    expect(decisions).toEqual(inputs.map((_one, at) => (at % 2 === 0 ? 'allow' : 'deny')))
    expect(await recorded()).toBe(12)
  })

  it('judges a call of two hooks once', async () => {
    const input = hookInput()
    const runs = await Promise.all([runHook(command, input), runHook(command, input)])
    expect(runs.map(({ answer }) => answer?.decision)).toEqual(['allow', 'allow'])
    expect(await recorded()).toBe(1)
  })

  it('judges a call of 1 MB', async () => {
    const long = hookInput({ tool_input: { command: `echo ${'a'.repeat(1_000_000)}` } })
    const { code, answer } = await runHook(command, long)
    expect(code).toBe(0)
    expect(['ask', 'deny']).toContain(answer?.decision)
  })

  it('blocks what is longer than any call, and what is no JSON', async () => {
    const long = hookInput({ tool_input: { command: 'a'.repeat(8_100_000) } })
    expect(await runHook(command, long)).toMatchObject({ code: 2, answer: null })
    expect(await runHook(command, 'not JSON')).toMatchObject({ code: 2, answer: null })
    expect(await recorded()).toBe(0)
  })

  it('is reached by a path that is too long for an address', async () => {
    await app?.stop()
    const far = join(home, 'a'.repeat(90), 'b'.repeat(90))
    mkdirSync(far, { recursive: true })
    const other = await startApp(far, ports)
    try {
      await other.ask('guard.install', {})
      const path = join(far, '.claude', 'settings.json')
      const settings = JSON.parse(readFileSync(path, 'utf8'))
      const run = await runHook(settings.hooks.PreToolUse[0].hooks[0].command, hookInput())
      expect(run.answer).toMatchObject({ decision: 'allow' })
    } finally {
      await other.stop()
      app = null
    }
  })
})

describe('somebody in the place of the app', () => {
  it('is denied when another process answers, and the app comes back to its place', async () => {
    const yes = { v: 1, proof: 'guessed', decision: 'allow', reason: 'go on' }
    // The app looks twice a second, so the first hook may find it back in its place.
    const met = await running().until('a hook that meets the thief', async () => {
      if (existsSync(at('guard.sock'))) renameSync(at('guard.sock'), at('stolen.sock'))
      thief = await listen(`${JSON.stringify(yes)}\n`)
      const run = await runHook(command, hookInput())
      await new Promise((resolve) => thief?.close(resolve))
      return run.answer?.reason.includes('is not Mstro') ? run.answer : null
    })
    expect(met.decision).toBe('deny')
    await running().until('the app to take its place again', async () => {
      const run = await runHook(command, hookInput())
      return run.answer?.decision === 'allow'
    })
    const { notices } = await running().ask('app.snapshot', {})
    expect(notices.map(({ message }) => message).join()).toContain('removed or replaced')
  })

  it('is denied when it closes at once or says nonsense', async () => {
    await running().stop()
    app = null
    writeFileSync(at('running.json'), JSON.stringify({ v: 1, pid: 1, key: 'k', proof: 'p' }))
    for (const said of ['', 'nonsense\n', 'x'.repeat(70_000)]) {
      thief = await listen(said)
      expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'deny' })
      await new Promise((resolve) => thief?.close(resolve))
    }
  })

  it('is denied when a file lies in the place of the socket', async () => {
    await running().stop()
    app = null
    writeFileSync(at('guard.sock'), '')
    expect((await runHook(command, hookInput())).answer).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('something else lies in the place'),
    })
  })

  it('is denied when others can open the folder', async () => {
    chmodSync(at(''), 0o755)
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'deny' })
  })

  it('finds a socket that a killed app left answered by nobody, and does as chosen', async () => {
    await running().stop()
    app = null
    thief = await listen('')
    renameSync(at('guard.sock'), at('kept.sock'))
    await new Promise((resolve) => thief?.close(resolve))
    renameSync(at('kept.sock'), at('guard.sock'))
    writeFileSync(at('running.json'), JSON.stringify({ v: 1, pid: 1, key: 'k', proof: 'p' }))
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'ask' })
    writeFileSync(at('choice.json'), '{"away":"deny"}')
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'deny' })
    writeFileSync(at('choice.json'), 'broken')
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'deny' })
  })
})

describe('an app that starts', () => {
  it('puts back a hook that was changed, and says so', async () => {
    await running().stop()
    writeFileSync(at('terminal-guard.cjs'), 'process.exit(0)')
    app = await startApp(home, ports)
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'allow' })
    const { notices } = await app.ask('app.snapshot', {})
    expect(notices.map(({ message }) => message).join()).toContain('It was put back.')
  })

  it('takes everything away when the person erases it, the hook in the settings first', async () => {
    await running().ask('privacy.erase', { owner: 'terminal-guard' })
    expect(existsSync(join(home, '.claude', 'settings.json'))).toBe(false)
    expect(existsSync(at('terminal-guard.cjs'))).toBe(false)
  })

  it('blocks with its sentence when what runs the hook is gone', async () => {
    const gone = command.replace(process.execPath, join(home, 'no-node'))
    expect(gone).not.toBe(command)
    const run = await runHook(gone, hookInput())
    expect(run).toMatchObject({
      code: 2,
      errors: expect.stringContaining('The guard of Mstro could not run'),
    })
    // While the app runs it is put back within a second.
    await running().stop()
    app = null
    rmSync(at('terminal-guard.cjs'))
    expect(await runHook(command, hookInput())).toMatchObject({ code: 2 })
  })
})
