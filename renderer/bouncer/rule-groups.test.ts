import { expect, test } from 'vitest'
import type { Rule } from '../../shared/bouncer/model.ts'
import type { PolicyFileStatus } from '../../shared/bouncer/policy.ts'
import { ruleGroups } from './rule-groups.ts'

const rule = (id: string, layer: Rule['layer'], file?: string): Rule => ({
  ...{ id, layer, decision: 'ask', why: 'A test.' },
  ...(file === undefined ? {} : { file }),
})
const file = (
  layer: PolicyFileStatus['layer'],
  path: string,
  state: PolicyFileStatus['state'],
): PolicyFileStatus => ({ layer, path, state, rules: 0, problems: [] })

const builtIn = rule('a.b', 'built-in')
const mine = file('user', '/h/.x/policies/user.yaml', 'absent')

test('nothing but built-in rules: where own rules may lie is told, other layers are left out', () => {
  const groups = ruleGroups(
    [builtIn],
    [
      file('organisation', '/etc/x/policy.yaml', 'absent'),
      mine,
      file('workspace', '/p/.x/y', 'absent'),
    ],
  )
  expect(groups.map(({ id, rules, mayLieAt }) => [id, rules.length, mayLieAt])).toEqual([
    ['user', 0, '/h/.x/policies/user.yaml'],
    ['built-in', 1, null],
  ])
})

test('each folder is a group of its own, with its rules and its broken files', () => {
  const groups = ruleGroups(
    [builtIn, rule('c.d', 'workspace', '/p/a/.x/policy.yaml'), rule('e.f', 'user', '/h')],
    [
      { ...mine, state: 'in-force' },
      file('workspace', '/p/a/.x/policy.yaml', 'in-force'),
      file('workspace', '/p/b/.x/policy.yaml', 'broken'),
      file('workspace', '/p/b/.x/policy.json', 'absent'),
    ],
  )
  expect(groups.map(({ id, rules, files }) => [id, rules.length, files.length])).toEqual([
    ['user', 1, 1],
    ['workspace /p/a', 1, 1],
    ['workspace /p/b', 0, 1],
    ['built-in', 1, 0],
  ])
})
