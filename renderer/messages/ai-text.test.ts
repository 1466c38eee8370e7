import { expect, test } from 'vitest'
import { type AiNote, aiKeptSchema, aiOutcomeSchema } from '../../shared/bouncer/ai-review.ts'
import { aiNoteText } from './ai-text.ts'

const note: AiNote = {
  ...{ provider: 'local', model: 'small', stage: 1, outcome: 'allowed', said: 'allow' },
  ...{ cited: ['git.push'], latencyMs: 900, cached: false },
}

test('an answer says what, by which model and stage, and how long it took', () => {
  expect(aiNoteText(note)).toBe('Allowed it (small, stage 1, 0.9 s)')
  expect(aiNoteText({ ...note, cached: true })).toBe(
    'Allowed it (small, stage 1, from an allow of the last half hour)',
  )
})

test('what stays with the person says why, and nobody is named who was not asked', () => {
  const kept = { ...note, stage: null, said: null, outcome: 'kept', kept: 'secret' } as const
  expect(aiNoteText(kept)).toBe('Not asked: it touches credentials')
})

test('every outcome and every reason has words of its own', () => {
  const outcomes = aiOutcomeSchema.options.map((outcome) => aiNoteText({ ...note, outcome }))
  const reasons = aiKeptSchema.options.map((kept) => aiNoteText({ ...note, outcome: 'kept', kept }))
  expect(new Set(outcomes).size).toBe(outcomes.length)
  expect(new Set(reasons).size).toBe(reasons.length)
})
