import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectsTo } from '../../../main/os/node/owner-socket.ts'
import type { AppUnderTest } from '../sessions/app-under-test.ts'
import { freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { hookInput, runHook } from './hook-program.ts'

let home: string
let app: AppUnderTest
let command: string
let whole: string

const ports = { hookProgram: { path: process.execPath, args: [] } }
const at = (name: string) => join(home, 'mstro-home', 'guard', name)
const settings = () => join(home, '.claude', 'settings.json')

beforeEach(async () => {
  home = await freshHome()
  app = await startApp(home, ports)
  await app.ask('guard.install', { away: 'deny' })
  whole = readFileSync(settings(), 'utf8')
  command = JSON.parse(whole).hooks.PreToolUse[0].hooks[0].command
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
})

const told = async (text: string) => {
  const { notices } = await app.ask('app.snapshot', {})
  return notices.filter(({ message }) => message.includes(text))
}
const untilTold = (text: string) =>
  app.until(`the notice: ${text}`, async () => (await told(text)).length > 0)
const untilTakenBack = (text: string) =>
  app.until(`no notice more: ${text}`, async () => (await told(text)).length === 0)
const untilAllowed = () =>
  app.until('a call that is judged', async () => {
    return (await runHook(command, hookInput())).answer?.decision === 'allow'
  })

describe('the note by which hooks find the app', () => {
  it.each([
    ['removed', () => rmSync(at('running.json'))],
    ['changed', () => writeFileSync(at('running.json'), '{"v":1,"pid":1,"key":"a","proof":"b"}')],
  ])('is written anew and told when it was %s', async (_how, spoil) => {
    const before = readFileSync(at('running.json'), 'utf8')
    spoil()
    await untilTold('by which agents in a terminal find Mstro')
    expect(readFileSync(at('running.json'), 'utf8')).toBe(before)
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'allow' })
    expect(await app.ask('guard.status', {})).toMatchObject({ inForce: true, app: 'reachable' })
  })

  it('makes the standing say what it means for as long as it cannot be written', async () => {
    rmSync(at('running.json'))
    mkdirSync(at('running.json'))
    const standing = await app.ask('guard.status', {})
    expect(standing).toMatchObject({ inForce: false, app: 'unfound' })
    expect(standing.remarks.join()).toContain('by which agents in a terminal find the app')
  })
})

describe('the guard’s folder is gone', () => {
  it('is put back with the hook, its list and what was chosen, and told with what it meant', async () => {
    const list = readFileSync(at('installs.json'), 'utf8')
    rmSync(at(''), { recursive: true })
    await untilTold('Every call of an agent in a terminal was blocked meanwhile')
    await untilAllowed()
    expect(JSON.parse(readFileSync(at('installs.json'), 'utf8')).value).toEqual(
      JSON.parse(list).value,
    )
    expect(JSON.parse(readFileSync(at('choice.json'), 'utf8'))).toMatchObject({ away: 'deny' })
    expect(await app.ask('guard.status', {})).toMatchObject({ inForce: true, away: 'deny' })
    await untilTakenBack('the app’s own list does not know of it')
    await app.ask('guard.uninstall', {})
    expect(existsSync(settings()) && readFileSync(settings(), 'utf8').includes('guard')).toBe(false)
  })

  it('is put back by a start too, from what the settings still name', async () => {
    await app.stop()
    rmSync(at(''), { recursive: true })
    app = await startApp(home, ports)
    expect((await runHook(command, hookInput())).answer).toMatchObject({ decision: 'allow' })
    expect(await told('was blocked meanwhile')).toHaveLength(1)
    expect(await app.ask('guard.status', {})).toMatchObject({ inForce: true })
  })

  it('stays away when the person took the hook out', async () => {
    await app.ask('guard.uninstall', {})
    rmSync(at(''), { recursive: true })
    await app.until('a socket in its place', async () => connectsTo(at('guard.sock')))
    expect(existsSync(at('terminal-guard.cjs'))).toBe(false)
    expect(await told('was blocked meanwhile')).toEqual([])
  })

  it('gives its sentence and no trace of Node while it is gone', async () => {
    await app.stop()
    rmSync(at(''), { recursive: true })
    const { code, errors } = await runHook(command, hookInput())
    expect(code).toBe(2)
    expect(errors.trim().split('\n')).toEqual([expect.stringContaining('this call is blocked')])
  })
})

describe('what was told of a fault', () => {
  it('is taken back when the hook is in the settings again, and that it was out stays told', async () => {
    writeFileSync(settings(), '{}')
    await untilTold('something took it out')
    writeFileSync(settings(), whole)
    await untilTakenBack('something took it out')
    await untilTold('may not have been judged')
    writeFileSync(settings(), whole.replace('{', '{"disableAllHooks":true,'))
    await untilTold('switches all hooks off')
    writeFileSync(settings(), whole)
    await untilTakenBack('switches all hooks off')
    expect(await told('may not have been judged')).toHaveLength(1)
  })

  it('is taken back when the person takes the guard out, without a word of its being back', async () => {
    writeFileSync(settings(), '{}')
    await untilTold('something took it out')
    await app.ask('guard.uninstall', {})
    await untilTakenBack('something took it out')
    expect(await told('may not have been judged')).toEqual([])
  })

  it('is taken back when a file of rules can be read again, and when it is removed', async () => {
    const file = join(home, 'mstro-home', 'policies', 'user.yaml')
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '{]: no rules')
    await untilTold('user.yaml')
    writeFileSync(file, 'version: 1\nrules: []\n')
    await untilTakenBack('user.yaml')
    writeFileSync(file, '{]: no rules again')
    await untilTold('user.yaml')
    rmSync(file)
    await untilTakenBack('user.yaml')
  })

  it('is taken back when the socket can be opened again', async () => {
    await app.stop()
    rmSync(at(''), { recursive: true })
    writeFileSync(join(home, 'mstro-home', 'guard'), 'a file in its place')
    app = await startApp(home, ports)
    await untilTold('cannot be judged')
    rmSync(join(home, 'mstro-home', 'guard'))
    await untilTakenBack('cannot be judged')
    await untilAllowed()
  })
})
