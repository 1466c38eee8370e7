import type { InputOf, OutputOf, ProcedureName } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Role, Wire } from '../../shared/rpc/define.ts'

/** Who calls: over which wire, with which role, under which name (shown and audited as "by"). */
export interface Caller {
  readonly wire: Wire
  readonly role: Role
  readonly name: string
}

/** One procedure's work; an expected failure is a value, a throw becomes an incident. */
export type Handler<N extends ProcedureName> = (
  input: InputOf<N>,
  caller: Caller,
) => Promise<Result<OutputOf<N>, Failure>>

/** A handler for every procedure of the contract. */
export type Handlers = { readonly [N in ProcedureName]: Handler<N> }

/** The handlers of one feature: every procedure under its prefix. */
export type HandlersOf<F extends string> = {
  readonly [N in ProcedureName as N extends `${F}.${string}` ? N : never]: Handler<N>
}
