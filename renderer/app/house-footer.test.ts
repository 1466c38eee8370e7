import { expect, test } from 'vitest'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { recordWords } from './house-footer.tsx'

const wordsOf = (name: string) => recordWords(seedOf(name, 'dark').snapshot.audit)

test('the line of the record is quiet when it is well and plain when it is not', () => {
  expect(wordsOf('busy')).toEqual({ words: 'Record verified', detail: 'to 18,204', isWrong: false })
  expect(wordsOf('empty')).toEqual({ words: 'Record empty', detail: '', isWrong: false })
  expect(wordsOf('failing')).toMatchObject({ detail: 'ENOSPC', isWrong: true })
  expect(wordsOf('tampered')).toMatchObject({ detail: 'holds to 17,343', isWrong: true })
  const { audit } = seedOf('busy', 'dark').snapshot
  expect(recordWords({ ...audit, report: null })).toMatchObject({ detail: '18,204 entries' })
})
