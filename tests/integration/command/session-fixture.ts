import { appendFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { openSession } from '../../../main/sessions/session.ts'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'
import type { SessionEvent } from '../../../shared/sessions/model.ts'

/** A secret that an agent printed; it must be in no output. */
export const canary = 'sk-ant-api03-CANARYcanaryCANARYcanary0123456789'

const call = callIdSchema.parse('c1')
const usage = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0 }

/** What happens in the session of the fixture: a question waits at its end. */
export const fixtureEvents: readonly SessionEvent[] = [
  {
    ...{ kind: 'created', agent: 'rehearsal', workspace: '/nowhere/at/all', purse: 'none' },
    ...{ title: `Look\u001b[31m at ${canary}`, model: null, mode: 'default' },
  },
  { kind: 'prompted', promptId: 'p1', text: 'Print the key', by: 'you' },
  {
    ...{ kind: 'agent-started', version: '1', agentSessionId: 'a1' },
    ...{ resumed: false, model: null },
  },
  { kind: 'turn-started', promptId: 'p1' },
  { kind: 'text-delta', blockId: 'b1', text: 'I will ', parentCallId: null },
  { kind: 'text', blockId: 'b1', text: 'I will print it.', parentCallId: null },
  {
    ...{ kind: 'tool-called', callId: call, tool: 'Bash', parentCallId: null },
    input: { command: `echo '\`\`\`' ${canary}` },
  },
  {
    ...{ kind: 'decided', callId: call, decision: 'ask', layer: 'pattern', rules: ['a.rule'] },
    ...{ reason: 'It reads a key.', explanation: [], effects: [], spans: [], entry: 1 },
    latencyUs: 5,
  },
  {
    ...{ kind: 'tool-finished', callId: call, isError: false, output: `\`\`\`\n${canary}\n` },
    ...{ cut: false, changed: null, durationMs: 1 },
  },
  {
    ...{ kind: 'turn-ended', outcome: 'completed', failure: null, usage, costUsd: 0.5 },
    durationMs: 9,
  },
  { kind: 'asked', inboxId: inboxIdSchema.parse('i1'), question: 'approval', callId: call },
]

/** Writes a session into a home as the app does. */
export async function writeSession(home: string, name: string): Promise<string> {
  const folder = join(home, 'desktop', 'sessions', name)
  await mkdir(folder, { recursive: true })
  const session = await openSession({
    ...{ id: sessionIdSchema.parse(name), folder, clock: systemClock, logger: silentLogger },
    onChanged: () => undefined,
  })
  for (const event of fixtureEvents) await session.append(event)
  await session.close()
  return folder
}

/** Leaves a line behind that was never finished, like a crash does. */
export async function tear(folder: string): Promise<void> {
  const [journal] = (await readdir(folder)).filter((file) => /^journal\.\d+\.jsonl$/.test(file))
  await appendFile(join(folder, journal ?? ''), '{"v":1,"epoch":"')
}
