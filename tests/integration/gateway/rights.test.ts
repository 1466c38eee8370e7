import { expect, test } from 'vitest'
import { maySee, reaches } from '../../../main/gateway/rights.ts'
import { contract } from '../../../shared/contract.ts'
import { roles, wires } from '../../../shared/rpc/define.ts'

const entries = Object.entries(contract).sort(([left], [right]) => (left < right ? -1 : 1))

type Entry = (typeof entries)[number]

/** What a role reaches over a wire and the next weaker one does not. */
function newlyReached(wire: (typeof wires)[number], role: (typeof roles)[number]): Entry[] {
  const weaker = roles[roles.indexOf(role) - 1]
  return entries.filter(([, entry]) => {
    if (!reaches({ wire, role }, entry)) return false
    return weaker === undefined || !reaches({ wire, role: weaker }, entry)
  })
}

const lineOf = ([name, entry]: Entry) =>
  `- ${entry.type === 'event' ? 'event' : entry.kind} \`${name}\``

/** What each wire and role can reach, as a list that a person can review. */
function printRights(): string {
  const parts = wires.flatMap((wire) =>
    roles.map((role) => {
      const lines = newlyReached(wire, role).map(lineOf)
      return `## ${wire}, ${role}\n\n${lines.join('\n') || 'Nothing more.'}`
    }),
  )
  const opening =
    'Written by `rights.test.ts`; a change here is a change of rights. Each role includes those before it.'
  return `# What each wire and role can reach\n\n${opening}\n\n${parts.join('\n\n')}\n`
}

test('what each wire and role can reach is what was reviewed', async () => {
  await expect(printRights()).toMatchFileSnapshot('./rights.snapshot.md')
})

test('the relay never reaches files, settings, secrets, the record or data of this machine', () => {
  const caller = { wire: 'relay', role: 'owner', name: 'phone' } as const
  const reached = entries.filter(([, entry]) => reaches(caller, entry)).map(([name]) => name)
  const local = /^(settings|credentials|egress|privacy|audit|workspace|app)\./
  expect(reached.filter((name) => local.test(name))).toEqual([])
  expect(reached).toContain('inbox.answer')
})

test('events are seen with their own rights, and undeclared ones by nobody', () => {
  const viewer = { wire: 'websocket', role: 'view', name: 'test' } as const
  expect(maySee(viewer, 'sessions.changed')).toBe(true)
  expect(maySee(viewer, 'credentials.changed')).toBe(false)
  expect(maySee({ ...viewer, role: 'owner' }, 'credentials.changed')).toBe(true)
  expect(maySee({ ...viewer, role: 'owner' }, 'made.up')).toBe(false)
})
