import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packNames } from '../../../shared/bouncer/packs.ts'
import { checkCases, hintsOn } from './check-policy.ts'
import { draftSource } from './draft-source.ts'
import { packPlace, packsNamed, packTexts } from './packs.ts'
import { createPolicies } from './policies.ts'

const ground = { workspace: '/home/mira/work/atlas', home: '/home/mira' }
const places = { home: '/nowhere', organisationFolder: '/nowhere', notify: () => undefined }

test.each(packNames)(
  '%s: every case is met, every rule decides one and only tightens',
  async (name) => {
    const draft = draftSource(packTexts[name], { layer: 'user', path: packPlace(name) })
    if (!draft.ok) throw new Error(draft.error.message)
    const { file, source } = draft.value
    const policies = createPolicies({ ...places, packs: () => [name] })
    const policy = await policies.policyFor(ground.workspace)
    const cases = checkCases(file, policy, ground)
    expect(cases.filter(({ isMet }) => !isMet)).toEqual([])
    expect(hintsOn(file, cases)).toEqual([])
    expect(file.rules.map(({ decision }) => decision)).not.toContain('allow')
    expect((await source.look()).status.problems).toEqual([])
    expect(policy.rules.map(({ file }) => file)).toContain(packPlace(name))
  },
)

test('a switch counts from the next look on, and names of other versions are passed over', async () => {
  let packs: string[] = []
  const policies = createPolicies({ ...places, packs: () => packs })
  const before = await policies.policyFor(ground.workspace)
  expect(before.isBuiltInAlone).toBe(true)
  packs = ['containers', 'of-a-later-version']
  const after = await policies.policyFor(ground.workspace)
  expect(after.rules.map(({ id }) => id)).toEqual(['containers.tools'])
  expect(packsNamed(packs)).toEqual(['containers'])
  const { files } = await policies.overview([])
  expect(files.find(({ path }) => path === 'pack containers')?.state).toBe('in-force')
  packs = []
  expect((await policies.policyFor(ground.workspace)).hash).toBe(before.hash)
})

test('ordinary work is not stopped by packs that do not mean it', async () => {
  const policies = createPolicies({ ...places, packs: () => ['careful-git', 'production'] })
  const policy = await policies.policyFor(ground.workspace)
  const file = new URL('../../../tests/corpus/benign.jsonl', import.meta.url)
  const rows = readFileSync(file, 'utf8').trim().split('\n')
  const rules = rows.map((line) => {
    const { tool, input } = JSON.parse(line) as { tool: string; input: Record<string, unknown> }
    return { tool, input, decision: 'allow' as const }
  })
  const cases = checkCases(
    { version: 1, rules: [{ id: 'a.b', decision: 'ask', why: '-', when: {}, expect: rules }] },
    policy,
    ground,
  )
  const stopped = cases.filter(({ by }) =>
    by.some((id) => /^(?:careful-git|production)\./.test(id)),
  )
  expect(stopped.length).toBeLessThan(cases.length / 20)
})
