import { expect, it } from 'vitest'
import type { GrantForm } from '../../../shared/bouncer/grants.ts'
import { checkDraft } from './check-draft.ts'

function checked(...forms: GrantForm[]): string | undefined {
  return checkDraft({ reach: { kind: 'form', forms }, scope: 'session', lastsMs: null })?.code
}

it.each<[string, GrantForm]>([
  ['a folder', { rule: 'delete.outside-project', pattern: { delete: { path: '~/notes/**' } } }],
  [
    'hosts of a domain',
    { rule: 'network.upload', pattern: { network: { host: '*.example.com' } } },
  ],
  [
    'a part of a name',
    { rule: 'write.outside-project', pattern: { write: { path: '~/report-*' } } },
  ],
  [
    'a mounted folder',
    { rule: 'write.outside-project', pattern: { write: { path: '/mnt/data/**' } } },
  ],
  [
    'a domain of a country',
    { rule: 'write.outside-project', pattern: { network: { host: '*.mira.co.uk' } } },
  ],
  [
    'a verb',
    { rule: 'network.upload', pattern: { infrastructure: { verb: 'restart', resource: '*' } } },
  ],
])('takes %s', (_name, form) => {
  expect(checked(form)).toBeUndefined()
})

it.each<[string, GrantForm]>([
  ['everything', { rule: 'delete.outside-project', pattern: { delete: { path: '**' } } }],
  ['the home', { rule: 'delete.outside-project', pattern: { delete: { path: '~/**' } } }],
  ['the root', { rule: 'delete.outside-project', pattern: { delete: { path: '/*' } } }],
  ['no path', { rule: 'delete.outside-project', pattern: { delete: { place: 'home' } } }],
  [
    'one wide path of two',
    { rule: 'write.outside-project', pattern: { write: { path: ['~/a', '/**'] } } },
  ],
  ['a letter of the root', { rule: 'write.outside-project', pattern: { write: { path: '/h**' } } }],
  ['every home', { rule: 'delete.outside-project', pattern: { delete: { path: '/home/**' } } }],
  ['a home', { rule: 'delete.outside-project', pattern: { delete: { path: '/home/mira/**' } } }],
  [
    'a letter of the home',
    { rule: 'write.outside-project', pattern: { write: { path: '~/n**' } } },
  ],
  ['half of the internet', { rule: 'network.upload', pattern: { network: { host: '*.com' } } }],
  ['a country', { rule: 'network.upload', pattern: { network: { host: '*.co.uk' } } }],
  [
    'one wide host of two',
    { rule: 'network.upload', pattern: { network: { host: ['a.example', '*'] } } },
  ],
  ['any host', { rule: 'network.upload', pattern: { network: { host: '*' } } }],
  ['any program', { rule: 'execute.outside-project', pattern: { execute: { source: 'file' } } }],
  ['a tool', { rule: 'network.upload', pattern: { call: { tool: 'Bash' } } }],
  ['a rule', { rule: 'network.upload', pattern: { rule: { id: '*' } } }],
  ['the guard', { rule: 'network.upload', pattern: { guard: { target: 'settings' } } }],
])('refuses %s', (_name, form) => {
  expect(checked(form)).toBe('grant.too-wide')
})

it.each(['call.unparsed', 'delete.home', 'network.secret-upload', 'no.such-rule'])(
  'refuses to answer %s',
  (rule) => {
    expect(checked({ rule, pattern: { network: { host: 'a.example' } } })).toBe(
      'grant.not-possible',
    )
  },
)
