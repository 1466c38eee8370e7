import { contract } from '../../../shared/contract.ts'
import type { Procedure } from '../../../shared/rpc/define.ts'
import { createRandom } from '../../integration/app/random.ts'
import { expect, test } from '../fixtures/test.ts'

const messages = 4_000
const chunk = 250

interface OddCall {
  readonly name: string
  readonly input: unknown
  readonly id: string
}

const procedures = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'procedure' ? [[name, entry as Procedure] as const] : [],
)
const oddValues: readonly unknown[] = [
  ...['', '\0', '../../etc', '__proto__', 'constructor', 'x'.repeat(5_000), -1, 1e308, null],
  ...[true, [], [[[[]]]], 2 ** 53, '2026-01-01', { toString: 1 }, 'A𝄞\u202e', { a: { b: [null] } }],
]

function withoutOddKey(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== '__proto__'))
}

/** Calls whose input the contract does not let in, so that none of them may have an effect. */
function oddCalls(): readonly OddCall[] {
  const random = createRandom(20_261_121)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const calls: OddCall[] = []
  while (calls.length < messages) {
    const [name, { input: schema }] = pick(procedures)
    const keys = [...('shape' in schema ? Object.keys(schema.shape as object) : []), '__proto__']
    const rows = Array.from({ length: 3 }, () => [pick(keys), pick(oddValues)] as const)
    const input = random() < 0.3 ? pick(oddValues) : Object.fromEntries(rows)
    // A wire may lose the odd key; what is left must not be let in either.
    if (schema.safeParse(input).success || schema.safeParse(withoutOddKey(input)).success) continue
    calls.push({ name, input, id: random() < 0.95 ? `odd-${calls.length}` : '' })
  }
  return calls
}

test(`${messages} odd messages over the window's own bridge: each is refused, and the app goes on`, async ({
  launchDesktop,
}) => {
  test.setTimeout(180_000)
  const { page } = await launchDesktop()
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible({
    timeout: 20_000,
  })
  const all = oddCalls()
  const ends: Record<string, number> = {}
  for (let at = 0; at < all.length; at += chunk) {
    const told = await page.evaluate(
      async (text) => {
        interface Bridge {
          call(name: string, input: unknown, id: string): Promise<{ ok: boolean; error?: object }>
        }
        const bridge = Reflect.get(window, 'mstro') as Bridge
        return await Promise.all(
          (JSON.parse(text) as OddCall[]).map(({ name, input, id }) =>
            bridge.call(name, input, id).then(
              ({ ok, error }) => (ok ? `ok ${name}` : String(Reflect.get(error ?? {}, 'code'))),
              () => 'thrown',
            ),
          ),
        )
      },
      JSON.stringify(all.slice(at, at + chunk)),
    )
    for (const end of told) ends[end] = (ends[end] ?? 0) + 1
  }
  expect(Object.keys(ends).sort()).toEqual(['rpc.invalid', 'thrown'])
  expect(ends['rpc.invalid']).toBeGreaterThan(messages * 0.9)
  const snapshot = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'mstro') as {
      call(name: string, input: unknown, id: string): Promise<{ ok: boolean }>
    }
    return (await bridge.call('app.snapshot', {}, crypto.randomUUID())).ok
  })
  expect(snapshot).toBe(true)
})
