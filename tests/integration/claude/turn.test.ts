import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

eachRealCli('a guarded turn with Claude Code', ({ program, version }) => {
  it('runs what is allowed and nothing that is denied', async () => {
    stage = await setStage({
      program,
      judge: (call) =>
        JSON.stringify(call.input).includes('bad')
          ? { decision: 'deny', reason: 'the test says no' }
          : { decision: 'allow', reason: 'fine' },
      scripts: {
        job: [
          [
            { think: 'I should look first.' },
            { text: 'Working on it.' },
            { tool: 'Bash', input: { command: 'touch good.txt; echo out' }, id: 'toolu_good' },
          ],
          [{ tool: 'Bash', input: { command: 'touch bad.txt' }, id: 'toolu_bad' }],
          [{ text: 'All done.' }],
        ],
      },
    })
    const run = await stage.run()
    const ended = await stage.turn(run, 'please @@job')

    expect(existsSync(join(stage.workspace, 'good.txt'))).toBe(true)
    expect(existsSync(join(stage.workspace, 'bad.txt'))).toBe(false)
    expect(stage.calls.map(({ callId, tool, cwd }) => ({ callId, tool, cwd }))).toEqual([
      { callId: 'toolu_good', tool: 'Bash', cwd: stage.workspace },
      { callId: 'toolu_bad', tool: 'Bash', cwd: stage.workspace },
    ])
    expect(ended).toMatchObject({ outcome: 'completed', failure: null })
    expect(ended.costUsd).toBeGreaterThan(0)
    expect(ended.usage?.inputTokens).toBeGreaterThan(0)
    expect(stage.of('agent-started')).toMatchObject([
      { version, agentSessionId: run.agentSessionId, resumed: false },
    ])
    expect(stage.of('text').map(({ text }) => text)).toEqual(['Working on it.', 'All done.'])
    expect(stage.of('thinking').map(({ text }) => text)).toEqual(['I should look first.'])
    expect(stage.of('tool-finished')).toMatchObject([
      { callId: 'toolu_good', isError: false, output: 'out' },
      { callId: 'toolu_bad', isError: true, output: expect.stringContaining('the test says no') },
    ])
  })
})
