import { describe, expect, it } from 'vitest'
import type { CallId } from '../../../../shared/kit/ids.ts'
import type { JsonObject } from './json-line.ts'
import { createTranslator, type TranslatorDeps } from './translate.ts'

const clock = { now: () => 0, elapsed: () => 0 }

function translator(more: Partial<TranslatorDeps> = {}) {
  const made = createTranslator({
    model: null,
    mode: 'default',
    totalCostUsd: 0,
    paysWithKey: true,
    clock,
    promptOf: () => 'prompt-1',
    runningTime: () => 12,
    ...more,
  })
  return {
    ...made,
    all: (lines: readonly JsonObject[]) => lines.flatMap((line) => made.take(line)),
  }
}

const started = { type: 'command_lifecycle', command_uuid: 'u', state: 'started' }
const result = (more: JsonObject = {}) => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  terminal_reason: 'completed',
  duration_ms: 5,
  total_cost_usd: 0.25,
  usage: { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 1 },
  ...more,
})
const failing = (more: JsonObject) =>
  result({ is_error: true, terminal_reason: 'api_error', ...more })
const assistant = (content: JsonObject, more: JsonObject = {}) => ({
  type: 'assistant',
  uuid: 'line-1',
  parent_tool_use_id: null,
  message: { id: 'msg_1', content: [content] },
  ...more,
})
const streamEvent = (event: JsonObject) => ({
  type: 'stream_event',
  parent_tool_use_id: null,
  event,
})
const toolResult = (content: unknown, rich: unknown, more: JsonObject = {}) => ({
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content, ...more }] },
  tool_use_result: rich,
})

describe('turns', () => {
  it('begin once, by their prompt, and end with what they cost alone', () => {
    const { all } = translator({ totalCostUsd: 0.1 })
    const init = { type: 'system', subtype: 'init', model: 'm-1' }
    expect(all([started, init, result(), started, init, result({ total_cost_usd: 0.3 })])).toEqual([
      { kind: 'turn-started', promptId: 'prompt-1' },
      { kind: 'model-changed', model: 'm-1' },
      expect.objectContaining({ kind: 'turn-ended', outcome: 'completed', costUsd: 0.15 }),
      { kind: 'turn-started', promptId: 'prompt-1' },
      expect.objectContaining({ costUsd: expect.closeTo(0.05) }),
    ])
  })

  it('begin by themselves when background work ends', () => {
    const { all } = translator()
    expect(all([{ type: 'system', subtype: 'init' }])).toEqual([
      { kind: 'turn-started', promptId: null },
    ])
  })

  it('cost an unknown amount when the total before is unknown', () => {
    const { all } = translator({ totalCostUsd: null })
    const [, first] = all([started, result()])
    const [, second] = all([started, result({ total_cost_usd: 0.3 })])
    expect(first).toMatchObject({ costUsd: null })
    expect(second).toMatchObject({ costUsd: expect.closeTo(0.05) })
  })

  it('that are open end as failed when the program is gone', () => {
    const { all, cut } = translator()
    const cause = { code: 'agent.died', message: 'It died.', retry: 'none' as const }
    expect(cut(cause)).toEqual([])
    all([started])
    expect(cut(cause)).toMatchObject([{ outcome: 'failed', failure: { code: 'agent.died' } }])
    expect(cut(cause)).toEqual([])
  })

  it.each([
    [{ subtype: 'error_during_execution', terminal_reason: 'aborted_tools' }, 'interrupted', null],
    [{ subtype: 'error_max_turns', is_error: true }, 'limit', null],
    [{ subtype: 'error_max_budget_usd', is_error: true }, 'limit', null],
    [{ ...failing({ api_error_status: 401 }) }, 'failed', 'agent.key-refused'],
    [{ ...failing({ api_error_status: 429 }) }, 'failed', 'model.rate-limited'],
    [{ ...failing({ api_error_status: 529 }) }, 'failed', 'model.overloaded'],
    [{ ...failing({ api_error_status: 500, result: 'oops' }) }, 'failed', 'model.failed'],
    [{ ...failing({ result: 'Request timed out.' }) }, 'failed', 'model.unreachable'],
    [{ ...failing({ result: 'Prompt is too long' }) }, 'failed', 'model.failed'],
    [
      { subtype: 'error_during_execution', is_error: true, errors: ['x'] },
      'failed',
      'model.failed',
    ],
  ])('that end with %j', (more, outcome, code) => {
    const { all } = translator()
    const [, ended] = all([started, result(more)])
    expect(ended).toMatchObject({ outcome, failure: code === null ? null : { code } })
  })

  it.each([
    { paysWithKey: true, first: true, second: true, code: 'agent.key-refused' },
    { paysWithKey: false, first: false, second: true, code: 'agent.logged-out' },
  ])('are refused soon: $code', ({ paysWithKey, first, second, code }) => {
    const made = createTranslator({
      ...{ model: null, mode: 'default', totalCostUsd: 0, paysWithKey, clock },
      promptOf: () => null,
      runningTime: () => null,
    })
    const retry = (attempt: number) => ({
      type: 'system',
      subtype: 'api_retry',
      ...{ attempt, max_retries: 10, retry_delay_ms: 500 },
      ...{ error_status: 401, error: 'authentication_failed' },
    })
    made.take(started)
    expect(made.take(retry(1))).toMatchObject([{ kind: 'retrying', attempt: 1, status: 401 }])
    expect(made.isRefused).toBe(first)
    made.take(retry(2))
    expect(made.isRefused).toBe(second)
    const aborted = result({ terminal_reason: 'aborted_streaming' })
    expect(made.take(aborted)).toMatchObject([{ outcome: 'failed', failure: { code } }])
    made.take(started)
    expect(made.isRefused).toBe(false)
  })
})

describe('what the model says', () => {
  it('has one id while it streams and when it is finished, each kind its own', () => {
    const { all } = translator()
    const events = all([
      streamEvent({ type: 'message_start', message: { id: 'msg_1' } }),
      streamEvent({ type: 'content_block_start', index: 0, content_block: { type: 'thinking' } }),
      streamEvent({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'thinking_delta', thinking: 'hm' },
      }),
      assistant({ type: 'thinking', thinking: 'hm' }, { thinking_duration_ms: 7 }),
      streamEvent({ type: 'content_block_start', index: 1, content_block: { type: 'text' } }),
      streamEvent({
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'text_delta', text: 'Hi' },
      }),
      assistant({ type: 'text', text: 'Hi' }),
    ])
    expect(events).toEqual([
      { kind: 'thinking-delta', blockId: 'msg_1.0', text: 'hm', parentCallId: null },
      { kind: 'thinking', blockId: 'msg_1.0', text: 'hm', durationMs: 7, parentCallId: null },
      { kind: 'text-delta', blockId: 'msg_1.1', text: 'Hi', parentCallId: null },
      { kind: 'text', blockId: 'msg_1.1', text: 'Hi', parentCallId: null },
    ])
  })

  it('keeps its id when a block before it is never finished', () => {
    const { all } = translator()
    const begin = (index: number, type: string) =>
      streamEvent({ type: 'content_block_start', index, content_block: { type } })
    const events = all([
      streamEvent({ type: 'message_start', message: { id: 'msg_1' } }),
      begin(0, 'server_tool_use'),
      begin(1, 'text'),
      assistant({ type: 'text', text: 'Hi' }),
    ])
    expect(events).toMatchObject([{ kind: 'text', blockId: 'msg_1.1' }])
  })

  it('in a subagent belongs to its call', () => {
    const { all } = translator()
    const more = { parent_tool_use_id: 'toolu_9' }
    expect(all([assistant({ type: 'text', text: 'Below' }, more)])).toEqual([
      { kind: 'text', blockId: 'line-1', text: 'Below', parentCallId: 'toolu_9' },
    ])
  })

  it('is not shown when it is a failure of the service', () => {
    const { all } = translator()
    const line = assistant({ type: 'text', text: 'API Error' }, { error: 'overloaded' })
    const [ended] = all([line, failing({})])
    expect(ended).toMatchObject({ kind: 'turn-ended', failure: { code: 'model.overloaded' } })
  })
})

describe('calls', () => {
  it('are told with their input, which stays known until the result', () => {
    const { all, writtenInput } = translator()
    const content = { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } }
    expect(all([assistant(content)])).toEqual([
      {
        kind: 'tool-called',
        callId: 'toolu_1',
        tool: 'Bash',
        input: { command: 'ls' },
        parentCallId: null,
      },
    ])
    const id = 'toolu_1' as CallId
    expect(writtenInput(id)).toEqual({ command: 'ls' })
    all([toolResult('out', null)])
    expect(writtenInput(id)).toEqual({})
  })

  it.each([
    ['plain text', 'plain text'],
    [
      [{ type: 'text', text: 'one' }, { type: 'image' }, { type: 'text', text: 'two' }],
      'one\n[image]\ntwo',
    ],
    [undefined, ''],
    [42, ''],
  ])('end with output %j', (content, output) => {
    const [event] = translator().all([toolResult(content, null, { is_error: true })])
    expect(event).toMatchObject({ kind: 'tool-finished', output, isError: true, durationMs: 12 })
  })

  it('end with output cut at 200,000 characters', () => {
    const [event] = translator().all([toolResult('x'.repeat(200_001), null)])
    expect(event).toMatchObject({ cut: true, output: 'x'.repeat(200_000) })
  })

  it.each([
    [{ structuredPatch: [{ lines: ['-a', '+b', '+c', ' d'] }] }, { added: 2, removed: 1 }],
    [
      { type: 'create', content: 'a\nb\n', structuredPatch: [] },
      { added: 2, removed: 0 },
    ],
    ['Error: no', null],
    [{ stdout: 'x' }, null],
  ])('tell the lines they changed: %j', (rich, changed) => {
    expect(translator().all([toolResult('', rich)])).toMatchObject([{ changed }])
  })
})

describe('everything else', () => {
  it('is passed over, whatever its shape', () => {
    const { all } = translator()
    const odd: JsonObject[] = [
      {},
      { type: 'new_kind' },
      { type: 'system' },
      { type: 'stream_event' },
      { type: 'assistant', message: 'text' },
      { type: 'assistant', message: { content: 'text' } },
      { type: 'user', message: { content: 'replayed' }, isReplay: true },
      { type: 'user', message: { content: [{ type: 'tool_result' }] } },
      { type: 'system', subtype: 'status', permissionMode: 'bypassPermissions' },
    ]
    expect(all(odd)).toEqual([])
  })

  it('tells a change of mode once', () => {
    const { all, switched } = translator()
    const status = { type: 'system', subtype: 'status', permissionMode: 'acceptEdits' }
    expect(all([status, status])).toEqual([{ kind: 'mode-changed', mode: 'acceptEdits' }])
    expect(switched({ mode: 'acceptEdits' })).toEqual([])
    expect(switched({ model: 'm-2' })).toEqual([{ kind: 'model-changed', model: 'm-2' }])
  })
})
