import { contract, type ProcedureName } from '../../shared/contract.ts'

/** Throws when an answer does not have the shape that the contract promises; too dear for every call of a release. */
export function checkOutput(name: ProcedureName, value: unknown): void {
  const parsed = contract[name].output.safeParse(value)
  if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`, { cause: parsed.error })
}
