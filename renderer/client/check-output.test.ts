import { expect, test } from 'vitest'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { checkOutput } from './check-output.ts'

test('an answer of the contract passes, another one does not', () => {
  const { snapshot } = seedOf('busy', 'dark')
  expect(() => checkOutput('app.snapshot', snapshot)).not.toThrow()
  expect(() => checkOutput('app.snapshot', { ...snapshot, host: 'moon' })).toThrow('app.snapshot')
})
