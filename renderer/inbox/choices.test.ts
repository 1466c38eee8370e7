import { expect, test } from 'vitest'
import type { AgentQuestion } from '../../shared/inbox/model.ts'
import { answersOf, noChoice, toggledLabel } from './choices.ts'

const question = (text: string): AgentQuestion => ({
  question: text,
  header: '',
  multiSelect: true,
  options: [],
})

test('there is no answer before every question has one', () => {
  const questions = [question('A?'), question('B?')]
  const chosen = toggledLabel(noChoice, 'x')
  expect(answersOf(questions, [chosen])).toBeNull()
  expect(answersOf(questions, [chosen, { labels: [], another: '  ' }])).toBeNull()
  expect(answersOf(questions, [chosen, { labels: ['y'], another: 'own' }])).toEqual({
    'A?': 'x',
    'B?': 'y, own',
  })
})

test('a label that is chosen twice is taken back', () => {
  expect(toggledLabel(toggledLabel(noChoice, 'x'), 'x')).toEqual(noChoice)
})
