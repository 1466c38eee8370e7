import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { agentGone } from '../agent.ts'
import { isObject, type JsonObject, objectAt, textAt } from './json-line.ts'

/** Our side of the control protocol: requests of ours, requests of the program, and their withdrawal. */
export interface ControlClient {
  /** Asks the program; the error says in a few words why there is no answer. */
  request(request: JsonObject, timeoutMs: number): Promise<Result<JsonObject, string>>
  /** Takes a line when it belongs to the control protocol; false when it is something else. */
  take(line: JsonObject): boolean
  /** Ends every wait in both directions. */
  close(cause: string): void
}

/** What a control client needs. */
export interface ControlDeps {
  write(line: JsonObject): void
  /**
   * Answers a request of the program; null for a kind it does not know. Must not reject: an error
   * reply to a tool call means “go ahead” to programs that ignore `onFailure`.
   */
  serve(request: JsonObject, signal: AbortSignal): Promise<JsonObject | null>
}

/** Speaks the control protocol of Claude Code (shapes as in its public `sdk.d.ts`). */
export function createControlClient({ write, serve }: ControlDeps): ControlClient {
  const waiting = new Map<string, (answer: Result<JsonObject, string>) => void>()
  const serving = new Map<string, AbortController>()
  let closedBy: string | null = null

  const answer = async (requestId: string, request: JsonObject) => {
    const controller = new AbortController()
    serving.set(requestId, controller)
    const response = await serve(request, controller.signal)
    serving.delete(requestId)
    if (controller.signal.aborted) return
    const body = response
      ? { subtype: 'success', request_id: requestId, response }
      : { subtype: 'error', request_id: requestId, error: 'unsupported request' }
    write({ type: 'control_response', response: body })
  }

  const settle = (line: JsonObject) => {
    const response = objectAt(line, 'response')
    const done = waiting.get(textAt(response, 'request_id') ?? '')
    if (textAt(response, 'subtype') === 'error') done?.(err(textAt(response, 'error') ?? 'refused'))
    else done?.(ok(objectAt(response, 'response')))
  }

  return {
    request(request, timeoutMs) {
      if (closedBy !== null) return Promise.resolve(err(closedBy))
      const requestId = `ours-${randomUUID()}`
      return new Promise((resolve) => {
        const timer = setTimeout(() => done(err('no answer in time')), timeoutMs)
        const done = (result: Result<JsonObject, string>) => {
          clearTimeout(timer)
          waiting.delete(requestId)
          resolve(result)
        }
        waiting.set(requestId, done)
        write({ type: 'control_request', request_id: requestId, request })
      })
    },
    take(line) {
      switch (line.type) {
        case 'control_response':
          settle(line)
          return true
        case 'control_request': {
          const requestId = textAt(line, 'request_id')
          if (requestId && isObject(line.request)) void answer(requestId, line.request)
          return true
        }
        case 'control_cancel_request':
          serving.get(textAt(line, 'request_id') ?? '')?.abort()
          return true
        default:
          return false
      }
    },
    close(cause) {
      closedBy = cause
      for (const done of [...waiting.values()]) done(err(cause))
      for (const controller of serving.values()) controller.abort(agentGone)
      serving.clear()
    },
  }
}
