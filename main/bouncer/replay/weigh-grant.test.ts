import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { limitName } from '../../../shared/inbox/answered-by.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { createAudit } from '../../audit/index.ts'
import { systemClock } from '../../kit/clock.ts'
import { silentLogger } from '../../kit/silent-logger.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { replay } from './replay.ts'

const workspace = '/home/mira/work/atlas'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weigh-grant-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const grant: Grant = {
  ...{ id: 'push', createdAt: 0, by: 'window', expiresAt: null, inboxId: 'i', given: 'a push' },
  scope: { kind: 'everywhere' },
  reach: {
    kind: 'form',
    forms: [{ rule: 'git.push', pattern: { 'version-control': { target: 'remote' } } }],
  },
}

test('calls that a grant would have allowed are told with those that the person denied', async () => {
  const audit = await createAudit({
    ...{ folder, clock: systemClock, headKey: null, logger: silentLogger },
    ...{ redact: (value) => value, announce: () => undefined },
  })
  for (const [at, [decision, by]] of [
    ['allow', 'window'],
    ['deny', 'window'],
    ['deny', limitName],
  ].entries()) {
    const id = `c${at}` as CallId
    const call = { id, tool: 'Bash', input: { command: 'git push origin main' } }
    const places = { cwd: workspace, workspace }
    const whole: ToolCall = {
      ...{ ...call, ...places, sessionId: 's' as SessionId, home: '/home/mira' },
    }
    await audit.append({
      ...{ kind: 'decision', session: 's', call: { ...call, ...places } },
      ...{ verdict: judgeByPattern(whole), latencyUs: 1 },
    })
    await audit.append({
      ...{ kind: 'answer', session: 's', callId: id, inboxId: 'i', waitedMs: 0 },
      ...{ decision: decision === 'deny' ? 'deny' : 'allow', by: by ?? '' },
    })
  }
  await audit.close()
  const none = join(folder, 'none')
  const weight = await replay({
    ...{ kind: 'grant', grant, except: null, calls: { folder, home: '/home/mira' } },
    rules: { home: none, organisationFolder: none, packs: [] },
  })
  expect(weight).toMatchObject({
    ...{ covered: 3, denied: 1, calls: 3 },
    examples: [{ isDenied: false }, { isDenied: true }, { isDenied: false }],
  })
})
