import { useCallback, useEffect, useRef, useState } from 'react'
import type { InputOf, OutputOf, ProcedureName } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { useClient } from './app-context.tsx'

/** What a question to the app came to; while it is asked anew the former answer stays in `value`. */
export interface Query<T> {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly value: T | null
  readonly failure: Failure | null
  readonly reload: () => void
}

type Held<T> = Omit<Query<T>, 'reload'>

/** Asks when shown, when the input changes and on `reload`; a null input asks nothing. The newest question wins. */
export function useQuery<N extends ProcedureName>(
  name: N,
  input: InputOf<N> | null,
): Query<OutputOf<N>> {
  const client = useClient()
  const [held, setHeld] = useState<Held<OutputOf<N>>>({
    status: 'loading',
    value: null,
    failure: null,
  })
  const newest = useRef(0)
  const key = JSON.stringify(input)
  const ask = useCallback(async () => {
    newest.current += 1
    const mine = newest.current
    if (key === 'null') return
    setHeld(({ value }) => ({ status: 'loading', value, failure: null }))
    const result = await client.call(name, JSON.parse(key) as InputOf<N>)
    if (mine !== newest.current) return
    if (result.ok) setHeld({ status: 'ready', value: result.value, failure: null })
    else setHeld(({ value }) => ({ status: 'failed', value, failure: result.error }))
  }, [client, name, key])
  useEffect(() => {
    void ask()
    return () => {
      newest.current += 1
    }
  }, [ask])
  return { ...held, reload: () => void ask() }
}
