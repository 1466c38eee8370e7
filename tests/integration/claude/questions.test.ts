import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { GateAnswer } from '../../../main/sessions/agents/agent.ts'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, setStage } from './stage.ts'

const askFirst = (): GateAnswer => ({ decision: 'ask', reason: 'the test wants a person' })
const touching = (file: string) => [
  [{ tool: 'Bash', input: { command: `touch ${file}` }, id: 'toolu_touch' }],
  [{ text: 'Done.' }],
]
const asking = [
  [
    {
      tool: 'AskUserQuestion',
      id: 'toolu_question',
      input: {
        questions: [
          {
            question: 'Which one?',
            header: 'Pick',
            multiSelect: false,
            options: [
              { label: 'Left', description: 'the left one' },
              { label: 'Right', description: 'the right one' },
            ],
          },
        ],
      },
    },
  ],
  [{ text: 'Thanks.' }],
]
const planning = [
  [{ tool: 'ExitPlanMode', input: { plan: '# Plan\n1. Do it' }, id: 'toolu_plan' }],
  [{ text: 'Ready.' }],
]

let stage: Stage
afterEach(() => stage.close())

eachRealCli('questions of Claude Code', ({ program }) => {
  it('waits for the person and runs an allowed call once', async () => {
    stage = await setStage({ program, judge: askFirst, scripts: { job: touching('asked.txt') } })
    const run = await stage.run()
    await stage.turn(run, '@@job')
    expect(stage.questions).toMatchObject([
      {
        kind: 'approval',
        call: { callId: 'toolu_touch', tool: 'Bash', input: { command: 'touch asked.txt' } },
        agentReason: 'the test wants a person',
      },
    ])
    expect(existsSync(join(stage.workspace, 'asked.txt'))).toBe(true)
    expect(stage.calls).toHaveLength(1)
  })

  it('does not run what the person denies, and tells the model why', async () => {
    stage = await setStage({
      program,
      judge: askFirst,
      ask: async () => ({ kind: 'deny', note: 'not today' }),
      scripts: { job: touching('denied.txt') },
    })
    await stage.turn(await stage.run(), '@@job')
    expect(existsSync(join(stage.workspace, 'denied.txt'))).toBe(false)
    expect(stage.of('tool-finished')).toMatchObject([{ isError: true, output: 'not today' }])
  })

  it('withdraws the question when the person interrupts', async () => {
    let wasWithdrawn = false
    stage = await setStage({
      program,
      judge: askFirst,
      ask: (_question, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            wasWithdrawn = true
            resolve({ kind: 'gone' })
          })
          void interrupt()
        }),
      scripts: { job: touching('late.txt') },
    })
    const run = await stage.run()
    const interrupt = () => run.interrupt()
    const ended = await stage.turn(run, '@@job')
    expect(wasWithdrawn).toBe(true)
    expect(ended).toMatchObject({ outcome: 'interrupted', failure: null })
    expect(existsSync(join(stage.workspace, 'late.txt'))).toBe(false)
  })

  it('gives the question up when the program is stopped', async () => {
    const gone = { count: 0 }
    let opened = () => {}
    const isOpen = new Promise<void>((resolve) => {
      opened = resolve
    })
    stage = await setStage({
      program,
      judge: askFirst,
      ask: (_question, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            gone.count++
            resolve({ kind: 'gone' })
          })
          opened()
        }),
      scripts: { job: touching('late.txt') },
    })
    const run = await stage.run()
    await run.send({ promptId: 'p', text: '@@job' })
    await isOpen
    await run.stop()
    expect(gone.count).toBe(1)
    expect(existsSync(join(stage.workspace, 'late.txt'))).toBe(false)
  })

  it('hands a question of the agent over with its options, and the answer back', async () => {
    stage = await setStage({
      program,
      ask: async () => ({ kind: 'answers', answers: { 'Which one?': 'Right' } }),
      scripts: { job: asking },
    })
    await stage.turn(await stage.run(), '@@job')
    expect(stage.questions).toEqual([
      {
        kind: 'question',
        callId: 'toolu_question',
        questions: [
          {
            question: 'Which one?',
            header: 'Pick',
            multiSelect: false,
            options: [
              { label: 'Left', description: 'the left one' },
              { label: 'Right', description: 'the right one' },
            ],
          },
        ],
      },
    ])
    expect(stage.of('tool-finished')[0]?.output).toContain('"Which one?"="Right"')
  })

  it('shows the plan and leaves plan mode only when it is approved', async () => {
    stage = await setStage({ program, scripts: { job: planning } })
    await stage.turn(await stage.run({ mode: 'plan' }), '@@job')
    expect(stage.questions).toEqual([
      { kind: 'plan', callId: 'toolu_plan', plan: '# Plan\n1. Do it' },
    ])
    expect(stage.of('mode-changed')).toEqual([{ kind: 'mode-changed', mode: 'default' }])
  })

  it('stays in plan mode when the plan is not approved', async () => {
    stage = await setStage({
      program,
      ask: async () => ({ kind: 'deny', note: 'smaller steps' }),
      scripts: { job: planning },
    })
    await stage.turn(await stage.run({ mode: 'plan' }), '@@job')
    expect(stage.of('mode-changed')).toEqual([])
    expect(stage.of('tool-finished')[0]?.output).toContain('smaller steps')
  })
})
