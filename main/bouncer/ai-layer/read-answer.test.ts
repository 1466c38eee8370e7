import { describe, expect, it } from 'vitest'
import {
  aiBench,
  answerText,
  callOf,
  type Model,
  reviewed,
} from '../../../tests/fakes/scripted-model.ts'

const push = 'git push origin main'

async function outcomeOf(model: Model, command = push) {
  const { ai } = aiBench(model)
  return (await reviewed(ai, callOf(command))).after
}

describe('answers that do not count', () => {
  const bad: readonly (readonly [string, Model])[] = [
    ['prose', () => ({ text: 'allow' })],
    ['another key', (seen) => ({ text: answerText({ ...seen, key: 'other' }, 'allow') })],
    [
      'an id that was not sent',
      (seen) => ({ text: answerText({ ...seen, ids: [...seen.ids, 'e9'] }, 'allow') }),
    ],
    [
      'an allow that leaves a rule out',
      (seen) => ({ text: answerText({ ...seen, ids: ['e1'] }, 'allow') }),
    ],
    [
      'an id twice',
      (seen) => ({ text: answerText({ ...seen, ids: [...seen.ids, 'e1'] }, 'allow') }),
    ],
    [
      'a decision that is none',
      ({ key, ids }) => ({ text: JSON.stringify({ key, decision: 'yes', because: ids }) }),
    ],
    [
      'one field more',
      ({ key, ids }) => ({
        text: JSON.stringify({ key, decision: 'allow', because: ids, note: 1 }),
      }),
    ],
    [
      'two decisions',
      ({ key, ids }) => ({
        text: `{"key":"${key}","decision":"deny","decision":"allow","because":${JSON.stringify(ids)}}`,
      }),
    ],
    ['text behind it', (seen) => ({ text: `${answerText(seen, 'allow')} and more` })],
    [
      'two objects',
      (seen) => ({ text: `${answerText(seen, 'allow')}${answerText(seen, 'allow')}` }),
    ],
    ['a list', (seen) => ({ text: `[${answerText(seen, 'allow')}]` })],
    ['nothing', () => ({ text: '' })],
    ['a deny that names nothing', (seen) => ({ text: answerText({ ...seen, ids: [] }, 'deny') })],
    ['far too much', (seen) => ({ text: `${answerText(seen, 'allow')}${' '.repeat(20_000)}` })],
  ]
  it.each(bad)('%s', async (_what, model) => {
    const verdict = await outcomeOf(model)
    expect(verdict).toMatchObject({ decision: 'ask', ai: { outcome: 'unusable' } })
  })

  it('count inside a fence or behind printed thoughts', async () => {
    const fenced = await outcomeOf((seen) => ({
      text: `\`\`\`json\n${answerText(seen, 'allow')}\n\`\`\``,
    }))
    const thought = await outcomeOf((seen) => ({
      text: `<think>hm</think>\n${answerText(seen, 'allow')}`,
    }))
    expect([fenced.decision, thought.decision]).toEqual(['allow', 'allow'])
  })
})
