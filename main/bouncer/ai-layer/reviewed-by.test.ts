import { describe, expect, it } from 'vitest'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { aiBench, callOf } from '../../../tests/fakes/scripted-model.ts'
import { observeCall, verdictOn } from '../pattern-layer/pattern-layer.ts'
import { layeredRule } from '../rules/layered.ts'
import { layPolicy } from '../rules/policy.ts'
import { reviewedBy } from './reviewed-by.ts'

const call = callOf('git push origin main')
const seen = observeCall(call)
const asked = verdictOn(seen)
const survey = async (one: ToolCall) => ({ call: one, seen: observeCall(one) })
const allowing = aiBench(() => 'allow').ai

describe('a review in the way of a call', () => {
  it('allows what the rules still ask about in the same way', async () => {
    const after = await reviewedBy(allowing, asked, { call, seen, survey })
    expect(after).toMatchObject({ decision: 'allow', layer: 'ai' })
  })

  it('leaves the question where the layer throws', async () => {
    const review = () => Promise.reject(new Error('broken'))
    expect(await reviewedBy({ review }, asked, { call, seen, survey })).toBe(asked)
  })

  it.each([
    ['deny', 'deny'],
    ['ask', 'ask'],
  ] as const)('counts a rule of a file that came meanwhile: %s', async (decision, wanted) => {
    const when = { 'version-control': { branch: 'main' } }
    const place = { layer: 'user', file: '/home/dev/rules.yml' } as const
    const rule = layeredRule({ id: 'mine.push', decision, why: 'Mine.', when }, place)
    const policy = layPolicy([{ rule, text: decision }])
    const later = async (one: ToolCall) => ({ call: one, seen: observeCall(one, { policy }) })
    const after = await reviewedBy(allowing, asked, { call, seen, survey: later })
    expect(after).toMatchObject({ decision: wanted, layer: 'pattern' })
    expect(after.rules).toContain('mine.push')
  })

  it('fails as a whole where the second look fails, so that the call is denied', async () => {
    const broken = () => Promise.reject(new Error('no facts'))
    await expect(reviewedBy(allowing, asked, { call, seen, survey: broken })).rejects.toThrow()
  })

  it('never gets to say anything about a deny', async () => {
    const denied: Verdict = { ...asked, decision: 'deny' }
    const after = await reviewedBy(allowing, denied, { call, seen, survey })
    expect(after).toBe(denied)
  })
})
