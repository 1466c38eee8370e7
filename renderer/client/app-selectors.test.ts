import { expect, test } from 'vitest'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { session } from '../../tests/fixtures/ui-app/seeds.ts'
import { folderName, isSetAside, projectsOf, waitingItems } from './app-selectors.ts'

test('what waits stands oldest first, what was set aside last, what was answered not at all', () => {
  const old = approval('old', 's', 1)
  const young = approval('young', 's', 9)
  const aside = { ...approval('aside', 's', 0), setAsideUntil: 100 }
  const back = { ...approval('back', 's', 5), setAsideUntil: 40 }
  const state = { status: 'withdrawn', why: '', at: 3 } as const
  const gone = { ...approval('gone', 's', 2), state }
  const ids = waitingItems([young, aside, gone, back, old], 50).map(({ id }) => id)
  expect(ids).toEqual(['old', 'back', 'young', 'aside'])
  expect(isSetAside(aside, 50)).toBe(true)
  expect(isSetAside(aside, 100)).toBe(false)
})

test('projects keep their order whatever works, and rehearsals stand together', () => {
  const make = (id: string, workspace: string, createdAt: number) =>
    session(id, { workspace, createdAt, lastAt: 10 - createdAt })
  const rehearsals = ['r1', 'r2'].map((id, at) => ({
    ...make(id, `/tmp/${id}`, 3 + at),
    agent: 'rehearsal' as const,
  }))
  const list = [make('a', '/code/api', 1), make('b', '/code/web', 9), ...rehearsals]
  const projects = projectsOf(list, 'Rehearsal')
  expect(projects.map(({ name }) => name)).toEqual(['web', 'Rehearsal', 'api'])
  expect(projects[1]?.sessions.map(({ id }) => id)).toEqual(['r2', 'r1'])
})

test('a folder is called by its last part', () => {
  expect(folderName('/home/noor/code/')).toBe('code')
  expect(folderName('C:\\work\\api')).toBe('api')
  expect(folderName('/')).toBe('/')
})
