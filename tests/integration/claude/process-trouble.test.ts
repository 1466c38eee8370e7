import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { GateAnswer, GateCall } from '../../../main/sessions/agents/agent.ts'
import { type Fault, writeBrokenCli } from '../../fakes/broken-cli.ts'
import { eachRealCli } from './each-real-cli.ts'
import { pidOf, processesIn } from './processes.ts'
import { type Stage, type StageOptions, setStage } from './stage.ts'

const longWork = {
  tool: 'Bash',
  input: { command: 'python3 -c "import time; time.sleep(300)"' },
}
const longInBackground = {
  tool: 'Bash',
  input: {
    command: 'setsid nohup python3 -c "import time; time.sleep(300)" >/dev/null 2>&1 & echo gone',
  },
}
const scripts = {
  long: [[longWork], [{ text: 'Done.' }]],
  loose: [[longInBackground], [{ text: 'Started.' }]],
  hello: [[{ text: 'Hello.' }]],
}

let stage: Stage
const folders: string[] = []
afterEach(async () => {
  await stage.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const brokenStage = async (fault: Fault, more?: Partial<StageOptions>) => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-cli-'))
  folders.push(folder)
  stage = await setStage({ program: writeBrokenCli(folder, fault), ...more })
}

/** Waits until something is so; fails after 10 s. */
const untilTrue = async (what: () => boolean) => {
  for (let at = 0; at < 100 && !what(); at++) await new Promise((done) => setTimeout(done, 100))
  expect(what()).toBe(true)
}
const pythons = () => processesIn(stage.root).filter((line) => line.startsWith('python3 -c'))

eachRealCli('the process of Claude Code', ({ program }) => {
  it('is stopped in the middle of a call and leaves nothing behind', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await run.send({ promptId: 'p', text: '@@long' })
    await untilTrue(() => pythons().length > 0)
    await run.stop()
    expect(processesIn(stage.root)).toEqual([])
    expect(await run.exited).toMatchObject({ expected: true, failure: null })
    expect(stage.of('turn-ended')).toMatchObject([{ outcome: 'interrupted' }])
  })

  it('is stopped together with what a call has cut loose', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await stage.turn(run, '@@loose')
    await untilTrue(() => pythons().length === 1)
    await run.stop()
    expect(processesIn(stage.root)).toEqual([])
  })

  it('is missed when it dies in the middle of a call: the turn fails, nothing stays', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await run.send({ promptId: 'p', text: '@@long' })
    await untilTrue(() => pythons().length > 0)
    process.kill(pidOf(join(stage.root, 'bin', 'claude'), stage.root), 'SIGKILL')
    expect(await run.exited).toMatchObject({
      signal: 'SIGKILL',
      expected: false,
      failure: { code: 'agent.died', retry: 'resume-session' },
    })
    expect(stage.of('turn-ended')).toMatchObject([
      { outcome: 'failed', failure: { code: 'agent.died' } },
    ])
    expect(processesIn(stage.root)).toEqual([])
    const late = await run.send({ promptId: 'q', text: 'still there?' })
    expect(late).toMatchObject({ ok: false, error: { code: 'agent.died' } })
  })

  it('ends quietly when it is stopped between turns', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await stage.turn(run, '@@hello')
    await run.stop()
    expect(await run.exited).toEqual({ code: 0, signal: null, expected: true, failure: null })
    expect(processesIn(stage.root)).toEqual([])
  })
})

describe('a program that is broken', () => {
  it('is killed with its orphans when it ignores every polite word', async () => {
    await brokenStage('stubborn')
    const run = await stage.run()
    await untilTrue(() => processesIn(stage.root).length === 2)
    await run.stop()
    expect(processesIn(stage.root)).toEqual([])
    expect(await run.exited).toMatchObject({ signal: 'SIGKILL', expected: true })
  })

  it('is ended at once when it is not wanted any more while it starts', async () => {
    await brokenStage('mute')
    const unwanted = new AbortController()
    const starting = stage.start({ signal: unwanted.signal })
    await untilTrue(() => processesIn(stage.root).length > 0)
    unwanted.abort()
    const begun = await starting
    expect(begun).toMatchObject({ ok: false, error: { code: 'agent.stopped-at-start' } })
    expect(processesIn(stage.root)).toEqual([])
  })

  it('is endured while it prints garbage: one notice, and the turn goes on', async () => {
    await brokenStage('garbage')
    const run = await stage.run()
    expect(await stage.turn(run, 'hello')).toMatchObject({ outcome: 'completed' })
    const noticed = await stage.until((event) => event.kind === 'noticed')
    expect(noticed).toMatchObject({ level: 'warning', code: 'agent.garbage' })
    expect(noticed).toMatchObject({ message: expect.stringContaining('(3 lines)') })
    expect(stage.of('noticed')).toHaveLength(1)
    expect(stage.logged.join('\n')).toContain('Segmentation fault')
  })

  it.each<Fault>(['unguarded', 'half-guarded'])(
    'is stopped before any prompt: %s',
    async (fault) => {
      await brokenStage(fault)
      const started = await stage.start()
      expect(started).toMatchObject({ ok: false, error: { code: 'agent.unguarded' } })
      expect(processesIn(stage.root)).toEqual([])
      expect(stage.events).toEqual([])
    },
  )

  it('is named with what it said when it dies at the start', async () => {
    await brokenStage('dies-at-start')
    const started = await stage.start()
    expect(started).toMatchObject({ ok: false, error: { code: 'agent.broken' } })
    expect(started).toMatchObject({
      error: { message: expect.stringContaining('Illegal instruction') },
    })
  })

  it('gets a second judgement when it asks for another input than the judged one', async () => {
    const judge = (call: GateCall): GateAnswer =>
      call.input.command === 'ls'
        ? { decision: 'ask', reason: 'ask a person' }
        : { decision: 'deny', reason: 'this one never' }
    await brokenStage('changes-input', { judge })
    await stage.turn(await stage.run(), 'hello')
    expect(stage.calls.map(({ input }) => input.command)).toEqual(['ls', 'rm -rf /'])
    expect(stage.questions).toEqual([])
  })

  it('is not started at all when the folder is gone', async () => {
    await brokenStage('garbage')
    const cwd = join(stage.root, 'removed')
    mkdirSync(cwd)
    rmSync(cwd, { recursive: true })
    expect(await stage.start({ cwd })).toMatchObject({
      ok: false,
      error: { code: 'session.workspace-missing' },
    })
  })
})
