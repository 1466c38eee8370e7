import type { z } from 'zod'
import type { ProcedureName } from '../../shared/contract.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { CommandId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Procedure } from '../../shared/rpc/define.ts'
import { rpcErrors } from '../../shared/rpc/errors.ts'
import type { Outcome } from '../../shared/rpc/frames.ts'
import type { Caller, Handlers } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'
import { createCommandMemory } from './command-memory.ts'
import { findProcedure, reaches } from './rights.ts'

/** One call as it came over a wire; nothing of it has been checked. */
export interface IncomingCall {
  readonly id: CommandId
  readonly procedure: string
  readonly input: unknown
}

/** Serves calls: rights, then validation, then once per command id, then the feature; never rejects. */
export type Dispatch = (call: IncomingCall, caller: Caller) => Promise<Outcome>

/** What dispatch is built from. */
export interface DispatchDeps {
  readonly handlers: Handlers
  readonly logger: Logger
  /**
   * Checks answers against the contract as well. For tests and runs from source only: when an
   * answer has the wrong shape the command has already taken effect, so refusing to tell would
   * turn a flaw of the screen into an outage, and pages of a transcript cost more to check than
   * to read.
   */
  readonly checksOutput?: boolean
  /** How many commands are remembered, default 4,096. */
  readonly keptCommands?: number
}

type AnyHandler = (input: unknown, caller: Caller) => Promise<Result<unknown, Failure>>
type Found = { readonly name: ProcedureName; readonly procedure: Procedure }

const refusal = (code: keyof typeof rpcErrors, slots: Record<string, string> = {}): Outcome => ({
  ok: false,
  error: failure(rpcErrors, code, slots),
})

/** Where the input does not fit, as a path; never what stood there. */
function placeOf(error: z.ZodError): string {
  const path = error.issues[0]?.path.map(String).join('.') ?? ''
  return `input${path && '.'}${path}`.slice(0, 80)
}

/** Creates the one way from a wire to a feature. */
export function createDispatch(deps: DispatchDeps): Dispatch {
  const { handlers, logger, checksOutput = false } = deps
  const commands = createCommandMemory(deps.keptCommands ?? 4_096)

  const run = async (
    { name, procedure }: Found,
    input: unknown,
    caller: Caller,
  ): Promise<Outcome> => {
    const handler = handlers[name] as AnyHandler
    const result = await handler(input, caller)
    if (result.ok && checksOutput) procedure.output.parse(result.value)
    return result
  }

  /** The only catch-all: whatever is thrown becomes an incident, told by its id alone. */
  const guarded = async (
    where: Readonly<Record<string, unknown>>,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> => {
    try {
      return await work()
    } catch (error) {
      const incidentId = logger.incident(error, where)
      const told = failure(rpcErrors, 'internal', { incidentId })
      return { ok: false, error: { ...told, incidentId } }
    }
  }

  const serve = async (call: IncomingCall, found: Found, caller: Caller): Promise<Outcome> => {
    const { name, procedure } = found
    const parsed = procedure.input.safeParse(call.input)
    if (!parsed.success) return refusal('rpc.invalid', { where: placeOf(parsed.error) })
    if (procedure.kind === 'query') return run(found, parsed.data, caller)
    const key = { caller, id: call.id, procedure: name, input: parsed.data }
    // Guarded inside too, so that a repeat of a command that threw is told the same incident.
    const once = () => guarded({ procedure: name }, () => run(found, parsed.data, caller))
    return commands.once(key, once) ?? refusal('rpc.id-reused')
  }

  return async (call, caller) => {
    const found = findProcedure(call.procedure)
    if (!found) return refusal('rpc.unknown', { procedure: call.procedure.slice(0, 80) })
    if (!reaches(caller, found.procedure)) return refusal('rpc.not-allowed')
    const where = { procedure: found.name, wire: caller.wire }
    return guarded(where, () => serve(call, found, caller))
  }
}
