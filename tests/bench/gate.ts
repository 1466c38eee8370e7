import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAudit } from '../../main/audit/index.ts'
import { createBouncer, createFacts } from '../../main/bouncer/index.ts'
import { systemClock } from '../../main/kit/clock.ts'
import { redactValue } from '../../main/kit/redact.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import type { Gate } from '../../main/sessions/agents/agent.ts'
import { createGateBridge } from '../../main/sessions/agents/claude-code/gate-bridge.ts'
import type { JsonObject } from '../../main/sessions/agents/claude-code/json-line.ts'
import { createLineDecoder } from '../../main/sessions/agents/claude-code/line-codec.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { median } from './child.ts'
import type { BenchReport, BenchRow } from './report.ts'

const rounds = 9
const callsARound = 400
const workspace = '/home/mira/work/atlas'
const sessionId = 'bench' as SessionId

type Answer = (input: JsonObject) => Promise<JsonObject>

/** One agent process and what answers its callbacks here. */
interface Side {
  readonly child: ChildProcess
  stop(): Promise<void>
}

function startSide(answer: Answer): Side {
  const script = join(import.meta.dirname, 'gate-agent.ts')
  const child = fork(script, [], { env: {}, stdio: ['pipe', 'pipe', 'inherit', 'ipc'] })
  const reply = async (line: JsonObject) => {
    const request = line.request as { input: JsonObject }
    const response = await answer(request.input)
    const told = { subtype: 'success', request_id: line.request_id, response }
    child.stdin?.write(`${JSON.stringify({ type: 'control_response', response: told })}\n`)
  }
  const onGarbage = (start: string) => {
    throw new Error(`the agent wrote ${start}`)
  }
  const decoder = createLineDecoder({ onObject: (line) => void reply(line), onGarbage })
  child.stdout?.on('data', (bytes: Buffer) => decoder.push(bytes))
  return {
    child,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Judge and record as in the app; the person is never needed for these calls’ first answer. */
async function openGate(folder: string): Promise<{ answer: Answer; close(): Promise<void> }> {
  const base = { clock: systemClock, announce: () => undefined, logger: silentLogger }
  const audit = await createAudit({ ...base, folder, redact: redactValue, headKey: null })
  const facts = createFacts({ path: '/usr/local/bin:/usr/bin:/bin', logger: silentLogger })
  const bouncer = createBouncer({ ...base, audit, facts })
  bouncer.begin(sessionId)
  const gate: Gate = {
    async judge({ callId, tool, input, cwd }) {
      const call = { id: callId, sessionId, tool, input, cwd, workspace, home: '/home/mira' }
      const { decision, reason } = (await bouncer.judge(call)).verdict
      return { decision, reason }
    },
    ask: async () => ({ kind: 'gone' }),
  }
  const bridge = createGateBridge({
    ...{ gate, cwd: workspace, logger: silentLogger, judgeTimeoutMs: 5_000 },
    writtenInput: () => ({}),
    onReleased: () => undefined,
    onNoVerdict: (cause) => {
      throw new Error(cause)
    },
  })
  const close = async () => {
    await facts.close()
    await audit.close()
  }
  return { answer: (input) => bridge.beforeTool(input), close }
}

interface Figure {
  readonly p50Us: number
  readonly p95Us: number
  readonly cpuUs: number
}

async function playRound({ child }: Side): Promise<Figure> {
  const before = process.cpuUsage()
  child.send({ count: callsARound })
  const [{ times }] = (await once(child, 'message')) as [{ times: number[] }]
  const { user, system } = process.cpuUsage(before)
  const sorted = times.sort((left, right) => left - right)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0) * 1_000
  return { p50Us: at(0.5), p95Us: at(0.95), cpuUs: (user + system) / callsARound }
}

function rowOf(
  label: string,
  part: keyof Figure,
  figures: readonly { ours: Figure; bare: Figure }[],
): BenchRow {
  const value = Math.round(median(figures.map(({ ours }) => ours[part])))
  const baseline = Math.round(median(figures.map(({ bare }) => bare[part])))
  const ratio = median(figures.map(({ ours, bare }) => ours[part] / bare[part]))
  return { label, value, unit: 'µs', baseline, ratio }
}

/** PreToolUse callback to answer through judge and record, against an echo over the same pipes. */
export async function bench(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-gate-'))
  const gate = await openGate(folder)
  const ours = startSide(gate.answer)
  const bare = startSide(async () => ({ hookSpecificOutput: { hookEventName: 'PreToolUse' } }))
  try {
    const figures: { ours: Figure; bare: Figure }[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const isOursFirst = round % 2 === 0
      const first = await playRound(isOursFirst ? ours : bare)
      const second = await playRound(isOursFirst ? bare : ours)
      // The first round warms both up.
      if (round === 0) continue
      figures.push(isOursFirst ? { ours: first, bare: second } : { ours: second, bare: first })
    }
    const rows = [
      rowOf('callback to answer, p50', 'p50Us', figures),
      rowOf('callback to answer, p95', 'p95Us', figures),
      rowOf('CPU of the app for one call', 'cpuUs', figures),
    ]
    return { name: 'gate', rows }
  } finally {
    await Promise.all([ours.stop(), bare.stop()])
    await gate.close()
    await rm(folder, { recursive: true, force: true })
  }
}
