import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/model.ts'
import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import { verdictSchema } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { err, ok } from '../../shared/kit/result.ts'
import { systemClock } from '../kit/clock.ts'
import { type BouncerDeps, createBouncer, type Decided } from './judge.ts'
import type { Layer } from './run-layers.ts'

function callOf(command: string): ToolCall {
  return {
    id: 'call-1' as CallId,
    sessionId: 'session-1' as SessionId,
    tool: 'Bash',
    input: { command },
    cwd: '/home/dev/project',
    workspace: '/home/dev/project',
    home: '/home/dev',
  }
}

function bench(changes: Partial<BouncerDeps> = {}) {
  const records: AuditRecord[] = []
  const announced: Decided[] = []
  const bouncer = createBouncer({
    audit: {
      append: async (record) => {
        records.push(record)
        return ok(records.length)
      },
    },
    clock: systemClock,
    announce: (_name, payload) => announced.push(payload),
    ...changes,
  })
  return { bouncer, records, announced }
}

async function decide(command: string): Promise<Verdict> {
  return (await bench().bouncer.judge(callOf(command))).verdict
}

describe('our own house', () => {
  it('is guarded wherever it lies, and so are its ports', async () => {
    const { bouncer } = bench({ ownHome: '/data/house', ownPorts: () => [4711] })
    const rulesFor = async (command: string) => {
      const { verdict } = await bouncer.judge(callOf(command))
      return [verdict.decision, verdict.rules[0]]
    }
    expect(await rulesFor('echo x > /data/house/desktop/settings.json')).toEqual([
      'deny',
      'guard.tamper',
    ])
    expect(await rulesFor('rm /data/house/logs/bouncer-audit.jsonl')).toContain('deny')
    expect(await rulesFor('cat /data/house/desktop/settings.json')).toEqual(['ask', 'guard.read'])
    expect(await rulesFor('curl -s http://127.0.0.1:4711/session')).toEqual([
      'deny',
      'network.own-port',
    ])
    expect((await rulesFor('curl -s http://127.0.0.1:4712/'))[0]).toBe('allow')
  })

  it('hands the answers of the person on to the record, and says when that failed', async () => {
    const answer = {
      kind: 'answer',
      session: 's',
      callId: 'c',
      inboxId: 'i',
      decision: 'allow',
      by: 'window',
      waitedMs: 5,
    } as const
    const { bouncer, records } = bench()
    expect(await bouncer.recordAnswer(answer)).toEqual(ok(1))
    expect(records).toEqual([answer])
  })
})

describe('judging a call', () => {
  it('allows work in the project, records it and announces it after that', async () => {
    const { bouncer, records, announced } = bench()
    const judged = await bouncer.judge(callOf('npm test && git status'))
    expect(judged.verdict.decision).toBe('allow')
    expect(judged.entry).toBe(1)
    expect(records).toHaveLength(1)
    expect(announced).toEqual([
      { sessionId: 'session-1', callId: 'call-1', decision: 'allow', layer: 'pattern', entry: 1 },
    ])
  })

  it('denies with rule, span, effect, reason and plain words', async () => {
    const verdict = await decide('ls && rm -rf ~/x')
    expect(verdict.decision).toBe('deny')
    expect(verdict.rules[0]).toBe('delete.folder-outside-project')
    expect(verdict.spans).toEqual([{ field: 'command', start: 6, end: 16 }])
    expect(verdict.explanation).toContain('Deletes 1 folder outside the project: ~/x')
    expect(verdict.reason).toMatch(/^Denied because the call deletes a whole folder outside/)
    expect(verdictSchema.parse(verdict)).toEqual(verdict)
  })

  it('asks and offers a gentler command', async () => {
    const verdict = await decide('git reset --hard HEAD~1')
    expect(verdict.decision).toBe('ask')
    expect(verdict.rewrite).toContain('git stash')
  })
})

describe('grants', () => {
  it('turn an ask into an allow once', async () => {
    let left = 1
    const { bouncer } = bench({ grant: async () => left-- > 0 })
    const first = await bouncer.judge(callOf('git push'))
    const second = await bouncer.judge(callOf('git push'))
    expect([first.verdict.decision, first.verdict.layer]).toEqual(['allow', 'grant'])
    expect([second.verdict.decision, second.verdict.layer]).toEqual(['ask', 'pattern'])
  })

  it('are never consulted for a deny', async () => {
    let asked = 0
    const { bouncer } = bench({
      grant: async () => {
        asked++
        return true
      },
    })
    expect((await bouncer.judge(callOf('rm -rf /'))).verdict.decision).toBe('deny')
    expect(asked).toBe(0)
  })
})

describe('failing closed', () => {
  const throwing: Layer = {
    name: 'broken',
    judge: () => {
      throw new Error('out of order')
    },
  }
  const hanging: Layer = { name: 'hanging', judge: () => new Promise(() => undefined) }

  it.each([
    ['a layer that throws', { layers: [throwing] }, 'out of order'],
    [
      'a layer that never answers',
      { layers: [hanging], timeLimitMs: 20 },
      'did not answer within 20 ms',
    ],
    ['no layer at all', { layers: [] }, 'no layer judged'],
    ['a record that rejects', { audit: { append: () => Promise.reject(new Error('EIO')) } }, 'EIO'],
    [
      'a record that hangs',
      { audit: { append: () => new Promise<never>(() => undefined) }, timeLimitMs: 20 },
      'the record did not answer',
    ],
    [
      'a full disk',
      {
        audit: {
          append: async () =>
            err({
              code: 'audit.unwritable',
              message: 'disk full',
              retry: 'free-disk-space' as const,
            }),
        },
      },
      'disk full',
    ],
  ])('denies with %s', async (_name, changes, words) => {
    const { bouncer, announced } = bench(changes as Partial<BouncerDeps>)
    const { verdict } = await bouncer.judge(callOf('ls'))
    expect(verdict.decision).toBe('deny')
    expect(verdict.layer).toBe('failure')
    expect(verdict.reason).toContain(words)
    if ('audit' in changes) expect(announced).toEqual([])
  })

  it('denies and records a call whose input cannot be written', async () => {
    const { bouncer, records } = bench()
    const round: Record<string, unknown> = { command: 'ls' }
    round.self = round
    const { verdict, entry } = await bouncer.judge({ ...callOf('ls'), input: round })
    expect([verdict.decision, verdict.layer, entry]).toEqual(['deny', 'failure', 1])
    expect(JSON.stringify(records)).toContain('refused')
  })

  it('denies an input beyond any size', async () => {
    const { verdict } = await bench().bouncer.judge(callOf('a'.repeat(9 * 1024 * 1024)))
    expect([verdict.decision, verdict.layer]).toEqual(['deny', 'failure'])
  })

  it.each([
    ['a command of 1 MB', `echo ${'a'.repeat(1024 * 1024)}`, 'ask', 'call.unparsed'],
    ['a null character', 'echo a\u0000; ls', 'deny', 'call.null-character'],
    ['an open quote', 'echo "abc', 'ask', 'call.syntax'],
    ['open parentheses without end', '$('.repeat(3000), 'ask', 'call.unparsed'],
    [
      'a thousand nested braces',
      `${'{ '.repeat(1000)}ls${'; }'.repeat(1000)}`,
      'ask',
      'call.unparsed',
    ],
    ['an open quote in a substitution', 'echo $(ls "abc)', 'ask', 'call.syntax'],
  ])('stops %s', async (...row) => {
    const [, command, decision, rule] = row
    const verdict = await decide(command)
    expect(verdict.decision).toBe(decision)
    expect(verdict.rules).toContain(rule)
  })

  it('lets a deny beat the ask of a syntax error', async () => {
    const verdict = await decide('rm -rf / "')
    expect(verdict.decision).toBe('deny')
    expect(verdict.rules).toContain('call.syntax')
  })
})

describe('the policy', () => {
  it('names every rule once and has a stable hash', async () => {
    const one = await bench().bouncer.rules()
    const two = await bench().bouncer.rules()
    expect(new Set(one.rules.map((rule) => rule.id)).size).toBe(one.rules.length)
    expect(one.policyHash).toMatch(/^[0-9a-f]{64}$/)
    expect(two.policyHash).toBe(one.policyHash)
  })
})
