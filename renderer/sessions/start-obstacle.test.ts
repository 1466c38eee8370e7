import { expect, test } from 'vitest'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { startObstacle } from './start-obstacle.ts'

const { workspace, agent } = seedOf('busy', 'dark')
const trusted = { ...workspace, trust: 'limited' } as const

test('the first obstacle is named, and none when all is chosen', () => {
  const task = 'Fix it'
  expect(startObstacle({ folder: null, agent, task })).toContain('folder')
  expect(startObstacle({ folder: { ...trusted, exists: false }, agent, task })).toContain('folder')
  expect(startObstacle({ folder: workspace, agent, task })).toContain('Decide')
  const changed = { ...workspace, trust: 'changed' } as const
  expect(startObstacle({ folder: changed, agent, task })).toContain('Decide')
  expect(startObstacle({ folder: { ...workspace, findings: [] }, agent, task })).toBeNull()
  expect(startObstacle({ folder: trusted, agent: { ...agent, state: 'old' }, task })).toContain(
    'agent',
  )
  expect(startObstacle({ folder: trusted, agent, task: ' \n' })).toContain('task')
  expect(startObstacle({ folder: trusted, agent, task })).toBeNull()
})
