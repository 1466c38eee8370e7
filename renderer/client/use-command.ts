import { useState } from 'react'
import type { InputOf, OutputOf, ProcedureName } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { useClient } from './app-context.tsx'

/** One thing a person can do: whether it is under way, how it failed last. */
export interface Command<N extends ProcedureName> {
  readonly busy: boolean
  readonly failure: Failure | null
  /** Resolves to the answer, or to null when it failed (see `failure`). */
  readonly run: (input: InputOf<N>) => Promise<OutputOf<N> | null>
  readonly forget: () => void
}

/** Runs a procedure on demand and keeps its failure for the place where it was asked. */
export function useCommand<N extends ProcedureName>(name: N): Command<N> {
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const run = async (input: InputOf<N>) => {
    setBusy(true)
    setFailure(null)
    const result = await client.call(name, input)
    setBusy(false)
    if (result.ok) return result.value
    setFailure(result.error)
    return null
  }
  return { busy, failure, run, forget: () => setFailure(null) }
}
