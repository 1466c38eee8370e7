import { describe, expect, it } from 'vitest'
import type { GateAnswer, GateCall, PersonAnswer, PersonQuestion } from '../agent.ts'
import { createGateBridge } from './gate-bridge.ts'
import type { JsonObject } from './json-line.ts'

const never = new AbortController().signal

function bridgeWith(
  judge: (call: GateCall) => GateAnswer | Promise<GateAnswer>,
  answer: PersonAnswer = { kind: 'allow' },
) {
  const calls: GateCall[] = []
  const questions: PersonQuestion[] = []
  const troubles: string[] = []
  const log = () => {}
  const bridge = createGateBridge({
    gate: {
      async judge(call) {
        calls.push(call)
        return judge(call)
      },
      async ask(question) {
        questions.push(question)
        return answer
      },
    },
    cwd: '/project',
    logger: { info: log, warn: log, error: log },
    judgeTimeoutMs: 50,
    writtenInput: () => ({ plan: '# Plan' }),
    onReleased() {},
    onNoVerdict: (cause) => void troubles.push(cause),
  })
  return { bridge, calls, questions, troubles }
}

const calling = (input: JsonObject, more: JsonObject = {}) => ({
  tool_name: 'Bash',
  tool_use_id: 'toolu_1',
  tool_input: input,
  ...more,
})
const wanted = (input: JsonObject, reason?: string) => ({
  tool_name: 'Bash',
  tool_use_id: 'toolu_1',
  input,
  ...(reason === undefined ? {} : { decision_reason: reason }),
})
const answerOf = (answer: JsonObject) => {
  const output = answer.hookSpecificOutput as Record<string, unknown>
  return [output.permissionDecision, output.permissionDecisionReason]
}
const allow = (): GateAnswer => ({ decision: 'allow', reason: 'fine' })
const passed = 'The Bouncer allows this call.'

describe('the callback', () => {
  it('never says allow: the final input is looked at in the permission request', async () => {
    const { bridge, calls, questions } = bridgeWith(allow)
    expect(answerOf(await bridge.beforeTool(calling({ command: 'ls' })))).toEqual(['ask', passed])
    expect(await bridge.permission(wanted({ command: 'ls' }, passed), never)).toEqual({
      behavior: 'allow',
      updatedInput: { command: 'ls' },
    })
    expect(calls).toHaveLength(1)
    expect(questions).toEqual([])
  })

  it('hands folder and subagent on', async () => {
    const { bridge, calls } = bridgeWith(allow)
    await bridge.beforeTool(calling({}, { cwd: '/project/sub', agent_id: 'a1' }))
    expect(calls).toEqual([
      { callId: 'toolu_1', tool: 'Bash', input: {}, cwd: '/project/sub', agentId: 'a1' },
    ])
  })

  it.each([
    { name: 'no input', input: { tool_name: 'Bash', tool_use_id: 'x' } },
    { name: 'no tool', input: { tool_use_id: 'x', tool_input: {} } },
    { name: 'no id', input: { tool_name: 'Bash', tool_input: {} } },
    { name: 'a list as input', input: { tool_name: 'Bash', tool_use_id: 'x', tool_input: [] } },
    { name: 'nothing', input: {} },
  ])('denies a call with $name without asking the gate', async ({ input }) => {
    const { bridge, calls } = bridgeWith(allow)
    expect(answerOf(await bridge.beforeTool(input))[0]).toBe('deny')
    expect((await bridge.permission(input, never)).behavior).toBe('deny')
    expect(calls).toEqual([])
  })

  it.each([
    {
      name: 'throws',
      judge() {
        throw new Error('broken')
      },
    },
    { name: 'rejects', judge: () => Promise.reject(new Error('broken')) },
    { name: 'hangs', judge: () => new Promise<GateAnswer>(() => {}) },
  ])('denies and says so when the gate $name', async ({ judge }) => {
    const { bridge, troubles } = bridgeWith(judge)
    expect(answerOf(await bridge.beforeTool(calling({})))[0]).toBe('deny')
    expect(troubles).toHaveLength(1)
    // The program must not get it past us by asking again.
    expect((await bridge.permission(wanted({}, passed), never)).behavior).toBe('deny')
  })
})

describe('the permission request', () => {
  it('for another input is judged anew', async () => {
    const judge = ({ input }: GateCall): GateAnswer =>
      input.command === 'ls' ? allow() : { decision: 'deny', reason: 'not this' }
    const { bridge, questions } = bridgeWith(judge)
    await bridge.beforeTool(calling({ command: 'ls' }))
    expect(await bridge.permission(wanted({ command: 'rm x' }, passed), never)).toEqual({
      behavior: 'deny',
      message: 'not this',
    })
    expect(questions).toEqual([])
  })

  it('without a callback before it is judged all the same', async () => {
    const { bridge, calls } = bridgeWith(() => ({ decision: 'deny', reason: 'no' }))
    expect((await bridge.permission(wanted({}, passed), never)).behavior).toBe('deny')
    expect(calls).toHaveLength(1)
  })

  it('goes to the person when somebody else wants one, though the Bouncer allows', async () => {
    const { bridge, questions } = bridgeWith(allow, { kind: 'deny', note: '' })
    await bridge.beforeTool(calling({ command: 'ls' }))
    const answer = await bridge.permission(wanted({ command: 'ls' }, 'a hook asks'), never)
    expect(questions).toMatchObject([{ kind: 'approval', agentReason: 'a hook asks' }])
    expect(answer).toEqual({ behavior: 'deny', message: 'The person denied this.' })
  })

  it.each<{ answer: PersonAnswer; behavior: string }>([
    { answer: { kind: 'allow' }, behavior: 'allow' },
    { answer: { kind: 'deny', note: 'no' }, behavior: 'deny' },
    { answer: { kind: 'gone' }, behavior: 'deny' },
    { answer: { kind: 'answers', answers: { x: 'y' } }, behavior: 'deny' },
  ])('does what the person says: $answer.kind', async ({ answer, behavior }) => {
    const { bridge } = bridgeWith(() => ({ decision: 'ask', reason: 'unsure' }), answer)
    await bridge.beforeTool(calling({ command: 'ls' }))
    const got = await bridge.permission(wanted({ command: 'ls' }, 'unsure'), never)
    expect(got.behavior).toBe(behavior)
  })

  it('to leave plan mode shows the plan that the model wrote', async () => {
    const { bridge, questions } = bridgeWith(allow)
    const request = { tool_name: 'ExitPlanMode', tool_use_id: 'toolu_2', input: {} }
    await bridge.permission(request, never)
    expect(questions).toEqual([{ kind: 'plan', callId: 'toolu_2', plan: '# Plan' }])
  })
})
