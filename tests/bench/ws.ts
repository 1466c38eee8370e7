import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BenchChild, median, startChild } from './child.ts'
import type { BenchReport, BenchRow } from './report.ts'

const bar = 0.85
const rounds = 7
const settleMs = 200
const mostWaitingBytes = 4 * 1024 * 1024
const frameBytes = 120

/** Clients, bytes of payload, events a round: about the same work for each. */
const cases = [
  { clients: 1, size: 200, events: 20_000 },
  { clients: 1, size: 8_192, events: 10_000 },
  { clients: 100, size: 200, events: 400 },
  { clients: 100, size: 8_192, events: 200 },
  { clients: 1_000, size: 200, events: 40 },
  { clients: 1_000, size: 8_192, events: 20 },
] as const
type Case = (typeof cases)[number]

interface Side {
  readonly server: BenchChild
  readonly clients: BenchChild
  readonly port: number
  readonly token: string | null
}

const script = (name: string) => join(import.meta.dirname, name)

async function buyToken(port: number, ticket: string): Promise<string> {
  const origin = `http://127.0.0.1:${port}`
  const headers = { 'content-type': 'application/json', origin }
  const body = JSON.stringify({ ticket })
  const response = await fetch(`${origin}/session`, { method: 'POST', headers, body })
  return ((await response.json()) as { token: string }).token
}

async function openSide(name: 'ours' | 'bare'): Promise<Side> {
  const server = startChild(script('ws-server.ts'), [name])
  const clients = startChild(script('ws-clients.ts'))
  const opened = await server.ask<{ port: number; ticket: string | null }>({ do: 'open' })
  const { port, ticket } = opened
  return { server, clients, port, token: ticket && (await buyToken(port, ticket)) }
}

/** Events delivered per CPU second of the server process, in one round. */
async function playRound(side: Side, { clients, size, events }: Case): Promise<number> {
  // No socket is ever so far behind that its stream would be reset.
  const chunk = Math.floor(mostWaitingBytes / (size + frameBytes))
  await side.server.ask({ do: 'begin' })
  for (let left = events; left > 0; left -= chunk) {
    const now = Math.min(chunk, left)
    const arrived = side.clients.ask({ do: 'expect', messages: clients * now })
    await side.server.ask({ do: 'publish', events: now, size })
    await arrived
  }
  const { cpuMs } = await side.server.ask<{ cpuMs: number }>({ do: 'read' })
  return (clients * events) / (cpuMs / 1_000)
}

async function measure(ours: Side, bare: Side, measured: Case): Promise<BenchRow> {
  for (const side of [ours, bare]) {
    const { port, token } = side
    await side.clients.ask({ do: 'open', port, token, count: measured.clients })
  }
  await wait(settleMs)
  const figures: { ours: number; bare: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    // Who goes first changes from round to round.
    const order = round % 2 === 0 ? [ours, bare] : [bare, ours]
    const got = new Map<Side, number>()
    for (const side of order) got.set(side, await playRound(side, measured))
    const figure = { ours: got.get(ours) ?? 0, bare: got.get(bare) ?? 0 }
    // The first round warms both up.
    if (round > 0) figures.push(figure)
  }
  for (const side of [ours, bare]) await side.clients.ask({ do: 'close' })
  await wait(settleMs)
  const value = Math.round(median(figures.map((figure) => figure.ours)))
  const baseline = Math.round(median(figures.map((figure) => figure.bare)))
  const ratio = median(figures.map((figure) => figure.ours / figure.bare))
  const label = `${measured.clients} clients, ${measured.size} B`
  const unit = 'events per CPU second'
  return { label, value, unit, baseline, ratio, bar, met: ratio >= bar }
}

/** Forwards events to many clients through our server and, in turn, through ws alone. */
export async function bench(): Promise<BenchReport> {
  const ours = await openSide('ours')
  const bare = await openSide('bare')
  try {
    const rows: BenchRow[] = []
    for (const measured of cases) rows.push(await measure(ours, bare, measured))
    return { name: 'ws', rows }
  } finally {
    for (const { server, clients } of [ours, bare]) {
      await Promise.all([server.stop(), clients.stop()])
    }
  }
}
