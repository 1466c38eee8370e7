import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, setStage } from './stage.ts'

const scripts = {
  hello: [[{ text: 'Hello there.' }]],
  slow: [[{ text: 'one two three four five six seven eight nine ten', pace: 300 }]],
}

let stage: Stage
afterEach(() => stage.close())

eachRealCli('steering Claude Code', ({ program }) => {
  it('keeps what was said when the person interrupts, and goes on with the next prompt', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    const turn = stage.turn(run, '@@slow')
    await stage.until((event) => event.kind === 'text-delta')
    await run.interrupt()
    expect(await turn).toMatchObject({ outcome: 'interrupted', failure: null })
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
    expect(stage.of('text').at(-1)?.text).toBe('Hello there.')
  })

  it('joins the pieces of a block and gives them the id of the finished one', async () => {
    stage = await setStage({ program, scripts })
    await stage.turn(await stage.run(), '@@hello')
    const [block] = stage.of('text')
    const pieces = stage.of('text-delta').filter(({ blockId }) => blockId === block?.blockId)
    expect(pieces.map(({ text }) => text).join('')).toBe('Hello there.')
  })

  it('names each turn by its prompt', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await stage.turn(run, '@@hello')
    await stage.turn(run, '@@hello')
    const [first, second] = stage.of('turn-started')
    expect(first?.promptId).toBe('prompt-1')
    expect(second?.promptId).toMatch(/^prompt-\d+$/)
    expect(stage.of('turn-started')).toHaveLength(2)
  })

  it('takes a second prompt while it works on the first', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    const turn = stage.turn(run, '@@slow')
    await stage.until((event) => event.kind === 'text-delta')
    expect(await run.send({ promptId: 'second', text: 'and walnut @@hello' })).toMatchObject({
      ok: true,
    })
    await turn
    await stage.until((event) => event.kind === 'text' && event.text === 'Hello there.')
    expect(JSON.stringify(stage.api.requests.at(-1)?.body.messages)).toContain('walnut')
  })

  it('switches the model and the mode while it runs', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run()
    await stage.turn(run, '@@hello')
    expect(await run.setModel('claude-haiku-5-5')).toEqual({ ok: true, value: undefined })
    expect(await run.setMode('acceptEdits')).toEqual({ ok: true, value: undefined })
    await stage.turn(run, '@@hello')
    expect(stage.api.requests.at(-1)?.body.model).toBe('claude-haiku-5-5')
    expect(stage.of('model-changed').at(-1)?.model).toBe('claude-haiku-5-5')
    expect(stage.of('mode-changed')).toEqual([{ kind: 'mode-changed', mode: 'acceptEdits' }])
  })

  it('starts with the model and the mode it is told', async () => {
    stage = await setStage({ program, scripts })
    await stage.turn(await stage.run({ model: 'claude-haiku-5-5', mode: 'acceptEdits' }), '@@hello')
    expect(stage.api.requests.at(-1)?.body.model).toBe('claude-haiku-5-5')
    expect(stage.of('model-changed')).toEqual([])
    expect(stage.of('mode-changed')).toEqual([])
  })

  it('resumes a conversation in a new process, and counts the cost of each turn once', async () => {
    stage = await setStage({ program, scripts })
    const first = await stage.run()
    const before = await stage.turn(first, 'remember the word walnut @@hello')
    await first.stop()
    const second = await stage.run({ resume: first.agentSessionId })
    const after = await stage.turn(second, '@@hello')

    expect(second.agentSessionId).toBe(first.agentSessionId)
    expect(stage.of('agent-started').map(({ resumed }) => resumed)).toEqual([false, true])
    expect(JSON.stringify(stage.api.requests.at(-1)?.body.messages)).toContain('walnut')
    expect(before.costUsd).toBeGreaterThan(0)
    // Nearly the same prompt again: the total since the beginning would be twice as much.
    expect(after.costUsd).toBeGreaterThan(0)
    expect(after.costUsd ?? 0).toBeLessThan(1.5 * (before.costUsd ?? 0))
  })

  it('asks the program for the earlier cost when another app has run the session', async () => {
    stage = await setStage({ program, scripts })
    const first = await stage.run()
    const before = await stage.turn(first, '@@hello')
    await first.stop()
    const other = await setStage({
      program,
      scripts,
      baseEnv: { HOME: stage.home },
    })
    const run = await other.run({ resume: first.agentSessionId, cwd: stage.workspace })
    const after = await other.turn(run, '@@hello')
    await other.close()
    expect(after.costUsd).toBeGreaterThan(0)
    expect(after.costUsd ?? 0).toBeLessThan(1.5 * (before.costUsd ?? 0))
  })

  it('begins a session that it never kept when it is asked to resume it', async () => {
    stage = await setStage({ program, scripts })
    const id = randomUUID()
    const run = await stage.run({ resume: id })
    expect(run.agentSessionId).toBe(id)
    expect(stage.of('agent-started')).toMatchObject([{ resumed: false }])
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
  })
})
