import { expect, test } from 'vitest'
import { agentKindSchema } from '../sessions/model.ts'
import { settingsSchema } from '../settings/model.ts'
import { propertiesOf, readUsageEvent, usageEvents } from './usage-events.ts'

test('every agent and every setting has its word', () => {
  expect(usageEvents['session started'].agent).toEqual(agentKindSchema.options)
  // That the first page was seen is no setting of the person.
  const names = Object.keys(settingsSchema.shape).filter((name) => name !== 'welcomed')
  expect(usageEvents['setting switched'].setting.toSorted()).toEqual(names.toSorted())
})

test('what is on the list is taken, with nothing else', () => {
  const given = { area: 'audit', cwd: '/home/noor', $current_url: 'app://x' }
  expect(readUsageEvent('area opened', given)).toEqual({
    event: 'area opened',
    properties: { area: 'audit' },
  })
})

test.each([
  ['$pageview', {}],
  ['constructor', {}],
  ['__proto__', { area: 'audit' }],
  ['area opened', {}],
  ['area opened', { area: 'a prompt' }],
  ['area opened', { area: ['audit'] }],
  ['area opened', Object.create({ area: 'audit' }) as object],
  ['question answered', { kind: 'plan', answer: 'allow' }],
])('%s with %j is dropped', (event, properties) => {
  expect(readUsageEvent(event, properties as Record<string, unknown>)).toBeNull()
})

test('every word is short and fixed', () => {
  const words = Object.keys(usageEvents).flatMap((event) =>
    propertiesOf(event as keyof typeof usageEvents).flatMap((property) => property.words),
  )
  expect(words.length).toBeGreaterThan(20)
  for (const word of words) expect(word).toMatch(/^[\w -]{2,30}$/)
})
