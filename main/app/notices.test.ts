import { expect, it } from 'vitest'
import { systemClock } from '../kit/clock.ts'
import { createStandingNotices } from '../kit/standing-notices.ts'
import { createNotices } from './notices.ts'

const voice = { level: 'warning', source: 'test' } as const

function scene() {
  const told: string[] = []
  let ids = 0
  const notices = createNotices({
    clock: systemClock,
    announce: (name) => void told.push(name),
    newId: () => `n${++ids}`,
  })
  return { notices, told, said: () => notices.list().map(({ message }) => message) }
}

it('keeps one notice of a key, and takes it back for every page', () => {
  const { notices, told, said } = scene()
  notices.notify({ ...voice, message: 'One.', key: 'a' })
  notices.notify({ ...voice, message: 'Two.', key: 'a' })
  notices.notify({ ...voice, message: 'It happened.' })
  expect(said()).toEqual(['Two.', 'It happened.'])
  notices.takeBack('a')
  notices.takeBack('a')
  notices.takeBack('unknown')
  expect(said()).toEqual(['It happened.'])
  expect(told.filter((name) => name === 'app.noticeDismissed')).toHaveLength(2)
})

it('does not tell again what a person closed while it still stands', () => {
  const { notices, said } = scene()
  const tell = createStandingNotices(notices, voice)
  tell(['Broken.'])
  notices.dismiss(notices.list()[0]?.id ?? '')
  tell(['Broken.'])
  expect(said()).toEqual([])
  tell([])
  tell(['Broken.', 'Gone.'])
  expect(said()).toEqual(['Broken.', 'Gone.'])
  tell(['Gone.'])
  expect(said()).toEqual(['Gone.'])
})
