import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createConnection } from '../../../main/gateway/connection.ts'
import { createDispatch } from '../../../main/gateway/dispatch.ts'
import { parseFrame } from '../../../main/gateway/local-server/parse-frame.ts'
import type { Outlet } from '../../../main/gateway/outlet.ts'
import type { Handlers } from '../../../main/kit/handlers.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { contract } from '../../../shared/contract.ts'
import type { Procedure } from '../../../shared/rpc/define.ts'

const messages = 100_000
const seed = 20_261_121

const procedures = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'procedure' ? [[name, entry as Procedure] as const] : [],
)
const procedureOf = new Map(procedures)

const huge = 'x'.repeat(600_000)
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '\0',
    '../../etc',
    '__proto__',
    'constructor',
    huge,
    -1,
    1e308,
    null,
  ),
  fc.constantFrom<unknown>(Number.NaN, undefined, true, [], {}, [[[[]]]], 2 ** 53, '2026-01-01'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.anything({ maxDepth: 2, withNullPrototype: true }),
)

/** Inputs that have a procedure's own keys with odd values, and keys that it does not have. */
const inputFor = (name: string) => {
  const shape = procedureOf.get(name)?.input
  const keys = shape && 'shape' in shape ? Object.keys(shape.shape as object) : []
  const named = fc.dictionary(fc.constantFrom(...keys, 'extra', 'toString'), odd, { maxKeys: 6 })
  return fc.oneof({ weight: 5, arbitrary: named }, odd)
}

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...procedures.map(([known]) => known)) },
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'app.snapshot '),
  fc.string({ maxLength: 100 }),
)

const frame = name.chain((procedure) =>
  fc.record({
    kind: fc.oneof({ weight: 9, arbitrary: fc.constant<unknown>('call') }, odd),
    id: fc.oneof({ weight: 9, arbitrary: fc.uuid() as fc.Arbitrary<unknown> }, odd),
    procedure: fc.constant<unknown>(procedure),
    input: inputFor(procedure),
  }),
)

/** Handlers that note whatever reaches them against what the contract lets through. */
function watchers(wrong: string[], reached: Set<string>) {
  const handlers = procedures.map(([known, { input }]) => {
    const handler = async (given: unknown) => {
      reached.add(known)
      const parsed = input.safeParse(given)
      if (!parsed.success) wrong.push(`${known} got ${JSON.stringify(given)?.slice(0, 80)}`)
      return { ok: true, value: {} }
    }
    return [known, handler] as const
  })
  return Object.fromEntries(handlers) as never as Handlers
}

test(`${messages} odd messages at both doors: nothing breaks, nothing gets in that the contract does not let in`, async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).sort()
  const wrong: string[] = []
  const reached = new Set<string>()
  const incidents: unknown[] = []
  const incident = (error: unknown) => `incident-${incidents.push(error)}`
  const logger = { ...silentLogger, incident }
  const dispatch = createDispatch({ handlers: watchers(wrong, reached), logger })
  const answers: unknown[] = []
  const outlet: Outlet = { send: (frame) => void answers.push(frame.kind), waitingBytes: () => 0 }
  const feeds = { open: () => null }
  const doors = (['ipc', 'websocket'] as const).map((wire) =>
    createConnection({
      ...{ dispatch, feeds, outlet },
      caller: { wire, role: 'owner', name: 'fuzz' },
      limits: { mostOpenCalls: 100_000 },
    }),
  )
  let taken = 0
  const all = fc.sample(frame, { seed, numRuns: messages })
  for (const [at, one] of all.entries()) {
    // The page's bridge hands over objects, the socket hands over text.
    const isText = at % 2 === 1
    const text = isText ? textOf(one) : ''
    const received = isText ? parseFrame(Buffer.from(text)) : one
    if (doors[at % 2]?.receive(received)) taken += 1
    if (at % 1_000 === 999) await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => answers.length).toBe(taken)
  expect(wrong).toEqual([])
  expect(incidents).toEqual([])
  // Else the messages were so odd that the contract was never asked.
  expect(reached.size).toBeGreaterThan(procedures.length / 3)
  expect(taken).toBeGreaterThan(messages / 2)
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before)
}, 120_000)

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '{'
  }
}
