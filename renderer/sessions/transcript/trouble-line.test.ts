import { expect, test } from 'vitest'
import { sessionErrors } from '../../../shared/sessions/errors.ts'
import { sentencesOf } from './trouble-line.tsx'

test('an error is told in its parts, the first without its full stop', () => {
  expect(sentencesOf(sessionErrors['agent.died'].message)).toEqual([
    'Claude Code ended by itself ({cause})',
    'Everything up to here is in the transcript.',
    'Send a prompt to resume from there.',
  ])
})

test('a version number ends no sentence', () => {
  expect(sentencesOf('Claude Code 2.1.317 is old. Update it.')[0]).toBe(
    'Claude Code 2.1.317 is old',
  )
})
