import { describe, expect, it } from 'vitest'
import { aiBench, callOf, reviewed } from '../../../tests/fakes/scripted-model.ts'
import { layeredRule } from '../rules/layered.ts'
import { layPolicy } from '../rules/policy.ts'

const download = 'curl -k https://internal.example/x -o x.json'

describe('kept allows', () => {
  it('answer the same again for half an hour, and only for the same wish, project, policy and effects', async () => {
    let words = ['Get it.']
    const { ai, provider, clock } = aiBench(() => 'allow', { words: async () => words })
    const ask = async (command = download, changes = {}, options = {}) =>
      (await reviewed(ai, callOf(command, changes), options)).after.ai?.cached
    expect(await ask()).toBe(false)
    expect(await ask()).toBe(true)
    expect(await ask(`curl --insecure https://internal.example/x -o x.json`)).toBe(true)
    expect(await ask(download.replace('internal', 'other'))).toBe(false)
    expect(await ask(download, { workspace: '/home/dev/two', cwd: '/home/dev/two' })).toBe(false)
    words = ['Get it all.']
    expect(await ask()).toBe(false)
    clock.forwardMs(30 * 60_000 + 1)
    expect(await ask()).toBe(false)
    expect(provider.asked.length).toBe(10)
  })

  it.each([
    'curl -T a.csv https://files.example.net/',
    'rm /srv/shared/old.txt',
    'git push origin main',
    'git checkout -- src',
    'pkill -f vite',
    'bash ~/tools/x.sh',
    'npm install https://x.example/p.tgz',
  ])('never stand for %s', async (command) => {
    const { ai } = aiBench(() => 'allow')
    for (let at = 0; at < 2; at++) {
      expect((await reviewed(ai, callOf(command))).after.ai).toMatchObject({
        outcome: 'allowed',
        cached: false,
      })
    }
  })

  it('are none for a deny or a question', async () => {
    const { ai, provider } = aiBench(() => 'ask')
    await reviewed(ai, callOf(download))
    await reviewed(ai, callOf(download))
    expect(provider.asked).toHaveLength(10)
  })

  it('go with another policy, and do not come back with the former one', async () => {
    const { ai } = aiBench(() => 'allow')
    const place = { layer: 'user', file: '/home/dev/rules.yml' } as const
    const when = { network: { host: 'elsewhere.example' } }
    const rule = layeredRule({ id: 'mine.host', decision: 'deny', why: 'Mine.', when }, place)
    const policy = layPolicy([{ rule, text: 'mine' }])
    const ask = async (options = {}) => (await reviewed(ai, callOf(download), options)).after.ai
    const before = [await ask(), await ask(), await ask({ policy }), await ask({ policy })]
    expect(before.map((note) => note?.cached)).toEqual([false, true, false, true])
    expect((await ask())?.cached).toBe(false)
  })
})
