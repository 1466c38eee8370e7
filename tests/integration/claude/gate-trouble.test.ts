import { readdirSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { GateAnswer } from '../../../main/sessions/agents/agent.ts'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, setStage } from './stage.ts'

const job = [[{ tool: 'Bash', input: { command: 'touch ran.txt' } }], [{ text: 'Done.' }]]

let stage: Stage
afterEach(() => stage.close())

eachRealCli('a gate that fails, Claude Code', ({ program }) => {
  it.each<{ name: string; judge: () => GateAnswer | Promise<GateAnswer> }>([
    {
      name: 'throws',
      judge() {
        throw new Error('broken judge')
      },
    },
    { name: 'rejects', judge: () => Promise.reject(new Error('broken judge')) },
    { name: 'never answers', judge: () => new Promise(() => {}) },
  ])('denies when it $name, in the freest mode too', async ({ judge }) => {
    stage = await setStage({ program, judge, scripts: { job }, deps: { judgeTimeoutMs: 400 } })
    const run = await stage.run({ mode: 'acceptEdits' })
    expect(await stage.turn(run, '@@job')).toMatchObject({ outcome: 'completed' })
    expect(readdirSync(stage.workspace)).toEqual([])
    expect(stage.of('noticed')).toMatchObject([{ level: 'error', code: 'agent.no-verdict' }])
    expect(stage.of('tool-finished')).toMatchObject([
      { isError: true, output: expect.stringContaining('The Bouncer gave no verdict') },
    ])
  })

  it('denies when the question to the person fails', async () => {
    stage = await setStage({
      program,
      judge: () => ({ decision: 'ask', reason: 'ask a person' }),
      ask: () => Promise.reject(new Error('broken inbox')),
      scripts: { job },
    })
    await stage.turn(await stage.run(), '@@job')
    expect(readdirSync(stage.workspace)).toEqual([])
  })

  it('judges read-only calls, calls of subagents and background work as well', async () => {
    stage = await setStage({
      program,
      scripts: {
        job: [
          [{ tool: 'Read', input: { file_path: '/etc/hostname' } }],
          [{ tool: 'Bash', input: { command: 'ls' } }],
          [
            {
              tool: 'Agent',
              input: {
                description: 'look around',
                prompt: 'go @@below',
                subagent_type: 'general-purpose',
                run_in_background: false,
              },
            },
          ],
          [{ text: 'Done.' }],
        ],
        below: [[{ tool: 'Bash', input: { command: 'echo below' } }], [{ text: 'Seen.' }]],
      },
    })
    const run = await stage.run()
    await stage.turn(run, '@@job')
    await stage.until((event) => event.kind === 'tool-finished' && event.output === 'below')
    expect(stage.calls.map(({ tool, agentId }) => `${tool} ${agentId === null}`)).toEqual([
      'Read true',
      'Bash true',
      'Agent true',
      'Bash false',
    ])
    const below = stage.of('tool-called').find(({ input }) => input.command === 'echo below')
    const agent = stage.of('tool-called').find(({ tool }) => tool === 'Agent')
    expect(below?.parentCallId).toBe(agent?.callId)
  })
})
