import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { createAudit } from '../../audit/index.ts'
import { systemClock } from '../../kit/clock.ts'
import { silentLogger } from '../../kit/silent-logger.ts'
import { rulesFrom } from '../grants/grant-rules.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { builtInPolicy, withGrants } from '../rules/policy.ts'
import { type PolicyDraft, replay } from './replay.ts'
import { createReplays } from './run-replay.ts'

const workspace = '/home/mira/work/atlas'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-policy-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const pushes: Grant = {
  ...{ id: 'push', createdAt: 0, by: 'window', expiresAt: null, inboxId: 'i', given: 'a push' },
  scope: { kind: 'session', sessionId: 'granted' as SessionId },
  reach: {
    kind: 'form',
    forms: [
      { rule: 'git.push', pattern: { 'version-control': { target: 'remote', verb: 'push' } } },
    ],
  },
}

function callOf(session: string, command: string): ToolCall {
  const ids = { id: `call-${session}` as CallId, sessionId: session as SessionId }
  return { ...ids, tool: 'Bash', input: { command }, cwd: workspace, workspace, home: '/home/mira' }
}

/** One push let through by a grant, one by the AI review, one that it denied and one that the person answered. */
async function record(): Promise<void> {
  const audit = await createAudit({
    ...{ folder, clock: systemClock, headKey: null, logger: silentLogger },
    ...{ redact: (value) => value, announce: () => undefined },
  })
  const put = async (session: string, change: Partial<Verdict> = {}, grants: Grant[] = []) => {
    const whole = callOf(session, 'git push origin master')
    const policy = withGrants(builtInPolicy, rulesFrom(grants, whole))
    const verdict = { ...judgeByPattern(whole, { policy }), ...change }
    const { sessionId: _, home: __, ...call } = whole
    await audit.append({ kind: 'decision', session, call, verdict, latencyUs: 1 })
  }
  await put('granted', {}, [pushes])
  await put('reviewed', { decision: 'allow', layer: 'ai' })
  await put('refused', { decision: 'deny', layer: 'ai' })
  await put('asked')
  await audit.close()
}

const draftOf = (decision: string) =>
  `version: 1\nrules: [{ id: mine.push, decision: ${decision}, why: Is tried., when: { version-control: { target: remote } } }]`

async function played(decision: string, grants: readonly Grant[] = [pushes]) {
  const none = join(folder, 'none')
  return replay({
    ...{ kind: 'policy', draft: { kind: 'file', text: draftOf(decision) }, grants },
    calls: { folder, home: '/home/mira' },
    rules: { home: none, organisationFolder: none, packs: [] },
  })
}

test('a question that a grant or the AI review answers is asked again by a rule of a file', async () => {
  await record()
  expect(await played('ask')).toMatchObject({
    ...{ calls: 4, newly: { deny: 0, ask: 3, allow: 0 }, answered: { grant: 1, ai: 2 } },
    examples: [
      { from: 'allow', by: 'grant', to: 'ask', rule: 'mine.push' },
      { from: 'allow', by: 'ai', to: 'ask', rule: 'mine.push' },
      { from: 'deny', by: 'ai', to: 'ask', rule: 'mine.push' },
    ],
  })
  expect(await played('deny')).toMatchObject({
    newly: { deny: 3, ask: 0, allow: 0 },
    examples: [{ from: 'allow' }, { from: 'allow' }, { from: 'ask', by: 'rules' }],
  })
})

test('a grant that holds no more answers nothing', async () => {
  await record()
  expect(await played('ask', [])).toMatchObject({
    newly: { ask: 2 },
    answered: { grant: 0, ai: 2 },
  })
  expect(await played('allow', [])).toMatchObject({ newly: { deny: 0, ask: 0, allow: 3 } })
  expect(await played('allow')).toMatchObject({ newly: { deny: 0, ask: 0, allow: 2 } })
})

test('a pack and a text are played beside each other, a newer text in the place of the older', async () => {
  await record()
  const none = join(folder, 'none')
  const replays = createReplays()
  const run = (draft: PolicyDraft) =>
    replays.run({
      ...{ kind: 'policy', draft, grants: [], calls: { folder, home: '/home/mira' } },
      rules: { home: none, organisationFolder: none, packs: [] },
    })
  const [older, pack, newer] = await Promise.all([
    run({ kind: 'file', text: draftOf('ask') }),
    run({ kind: 'packs', names: ['careful-git'] }),
    run({ kind: 'file', text: draftOf('deny') }),
  ])
  expect(older).toMatchObject({ ok: false, error: { code: 'replay.replaced' } })
  expect(pack).toMatchObject({ ok: true, value: { calls: 4, newly: { ask: 2 } } })
  expect(newer).toMatchObject({ ok: true, value: { newly: { deny: 3 } } })
  await replays.close()
}, 60_000)
