import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import {
  answerOf,
  type Block,
  blockOf,
  newId,
  type RequestBody,
  type Step,
} from './messages-api-script.ts'

interface StreamEvent {
  readonly type: string
  readonly [key: string]: unknown
}

/** Plays the steps of a turn as server-sent events, with their pauses, cuts and silences. */
export async function playTurn(
  response: ServerResponse,
  steps: readonly Step[],
  body: RequestBody,
): Promise<void> {
  const answer = answerOf(steps, body)
  const send = (event: StreamEvent) => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'request-id': newId('req'),
  })
  const usage = { ...answer.usage, output_tokens: 1 }
  send({ type: 'message_start', message: { ...answer, content: [], stop_reason: null, usage } })
  send({ type: 'ping' })

  let index = 0
  for (const step of steps) {
    if (step.delay) await pause(step.delay)
    if (response.destroyed || (await endsHere(response, step, send))) return
    if (!blockOf(step)) continue
    const block = answer.content[index]
    if (block) await playBlock(block, { index, pace: step.pace ?? 0, send })
    index++
  }
  const { stop_reason, stop_sequence } = answer
  send({ type: 'message_delta', delta: { stop_reason, stop_sequence }, usage: answer.usage })
  send({ type: 'message_stop' })
  response.end()
}

async function endsHere(
  response: ServerResponse,
  step: Step,
  send: (event: StreamEvent) => void,
): Promise<boolean> {
  if (step.hang === 'stream') return true
  if (step.cut) {
    // What was sent before must arrive: a socket drops what it has not handed on.
    await new Promise((sent) => response.write(': cut\n\n', sent))
    response.socket?.destroy()
    return true
  }
  if (!step.error) return false
  const message = step.message ?? 'scripted error'
  send({ type: 'error', error: { type: step.error, message } })
  response.end()
  return true
}

async function playBlock(
  block: Block,
  how: { readonly index: number; readonly pace: number; send(event: StreamEvent): void },
): Promise<void> {
  const { index, pace, send } = how
  send({ type: 'content_block_start', index, content_block: emptied(block) })
  for (const delta of deltasOf(block)) {
    if (pace > 0) await pause(pace)
    send({ type: 'content_block_delta', index, delta })
  }
  send({ type: 'content_block_stop', index })
}

function emptied(block: Block): Block {
  if (block.type === 'text') return { ...block, text: '' }
  if (block.type === 'thinking') return { ...block, thinking: '', signature: '' }
  return { ...block, input: {} }
}

function deltasOf(block: Block): StreamEvent[] {
  if (block.type === 'text') {
    return wordsOf(block.text).map((text) => ({ type: 'text_delta', text }))
  }
  if (block.type === 'thinking') {
    const { signature } = block
    const thoughts = wordsOf(block.thinking)
    return [
      ...thoughts.map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature },
    ]
  }
  const pieces = JSON.stringify(block.input).match(/[\s\S]{1,40}/g) ?? []
  return pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }))
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}
