import type { Announce } from '../../../main/kit/announce.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import type { AuditRecord } from '../../../shared/audit/model.ts'
import { secret } from '../../../shared/kit/secret.ts'

/** A decision as the gate hands it in, told apart by its number. */
export function decision(
  number: number,
  more: { decision?: 'allow' | 'ask' | 'deny'; tool?: string; command?: string } = {},
): Extract<AuditRecord, { kind: 'decision' }> {
  const verdict = more.decision ?? 'allow'
  return {
    kind: 'decision',
    session: `session-${number % 3}`,
    latencyUs: 120,
    call: {
      id: `call-${number}`,
      tool: more.tool ?? 'Bash',
      input: { command: more.command ?? `ls folder-${number}` },
      cwd: '/home/ada/menu',
      workspace: '/home/ada/menu',
    },
    verdict: {
      decision: verdict,
      layer: 'pattern',
      rules: verdict === 'allow' ? [] : ['delete.outside-project'],
      effects: [
        {
          kind: 'read',
          paths: [{ path: '/home/ada/menu', certainty: 'exact', place: 'project' }],
          spans: [],
        },
      ],
      spans: [{ field: 'command', start: 0, end: 2 }],
      missingFacts: [],
      reason: 'Lists a folder of the project.',
      explanation: ['Reads the folder.'],
      engineVersion: '1',
      policyHash: 'f00d',
    },
  }
}

/** The key that signs heads in tests. */
export const headKey = secret('a key of thirty-two bytes or more')

/** Surroundings of a record in `folder`; what is announced is collected. */
export function auditParts(folder: string) {
  const announced: { name: string; payload: unknown }[] = []
  const announce: Announce = (name, payload) => announced.push({ name, payload })
  const redact = <T>(value: T) => value
  const parts = { folder, clock: systemClock, redact, headKey, announce, logger: silentLogger }
  return { ...parts, announced }
}
