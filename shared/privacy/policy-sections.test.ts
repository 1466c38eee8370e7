import { expect, it } from 'vitest'
import { policyChanges, sectionsOf } from './policy-sections.ts'

const before = '# Privacy\nVersion 1\n\n## Kept\nOne.\nTwo.\n\n## Sent\nNothing.\n'

it('splits at headings and keeps the opening', () => {
  expect(sectionsOf(before)).toEqual([
    { title: '', text: 'Version 1' },
    { title: 'Kept', text: 'One.\nTwo.' },
    { title: 'Sent', text: 'Nothing.' },
  ])
})

it('names what was added, removed and changed, and nothing else', () => {
  const after =
    '# Privacy\nVersion 2\n\n## Sent\nNothing.\n\n## Kept\nOne.\nThree.\n\n## Age\n13.\n'
  expect(policyChanges(before, after)).toEqual([
    { kind: 'changed', title: '', before: 'Version 1', after: 'Version 2' },
    { kind: 'changed', title: 'Kept', before: 'One.\nTwo.', after: 'One.\nThree.' },
    { kind: 'added', title: 'Age', before: '', after: '13.' },
  ])
  expect(policyChanges(after, before).map(({ kind, title }) => [kind, title])).toContainEqual([
    'removed',
    'Age',
  ])
  expect(policyChanges(before, before)).toEqual([])
})
