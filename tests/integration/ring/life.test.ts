import { spawn as spawnChild } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import type { AgentStart } from '../../../main/sessions/agents/agent.ts'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { processesIn } from '../claude/processes.ts'
import { type Stage, setStage } from '../claude/stage.ts'
import { entranceOf, noBubblewrap, ringOf } from './ring-stage.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const sleep = 'python3 -c "import time; time.sleep(300)"'
const scripts = {
  long: [[bash(sleep)], [{ text: 'Done.' }]],
  loose: [[bash(`setsid nohup ${sleep} >/dev/null 2>&1 & echo gone`)], [{ text: 'Started.' }]],
  first: [[{ text: 'Noted.' }]],
  second: [[{ text: 'Still here.' }]],
  renew: [[bash('printf renewed > ~/.claude/.credentials.json')], [{ text: 'Done.' }]],
}

let stage: Stage
afterEach(() => stage.close())

async function ringed(): Promise<Pick<AgentStart, 'ring'>> {
  const { home, workspace } = stage
  const ring = ringOf({ userHome: home, home: join(home, '.mstro') })
  return { ring: await entranceOf(ring, workspace) }
}

async function untilTrue(what: () => boolean): Promise<void> {
  for (let at = 0; at < 100 && !what(); at++) await wait(100)
  expect(what()).toBe(true)
}
const sleepers = () => processesIn(stage.root).filter((line) => line.startsWith('python3 -c'))

eachRealCli('the life of Claude Code in the ring', ({ program }) => {
  it.skipIf(noBubblewrap)('ends with all that it started, in the middle of a call', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run(await ringed())
    await run.send({ promptId: 'p', text: '@@long' })
    await untilTrue(() => sleepers().length > 0)
    await run.stop()
    expect(processesIn(stage.root)).toEqual([])
    expect(await run.exited).toMatchObject({ expected: true, failure: null })
  })

  it.skipIf(noBubblewrap)('ends with what a call has cut loose', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run(await ringed())
    await stage.turn(run, '@@loose')
    await untilTrue(() => sleepers().length === 1)
    await run.stop()
    expect(processesIn(stage.root)).toEqual([])
  })

  it.skipIf(noBubblewrap)('is interrupted, and goes on with the next prompt', async () => {
    stage = await setStage({ program, scripts })
    const run = await stage.run(await ringed())
    await run.send({ promptId: 'p', text: '@@long' })
    await untilTrue(() => sleepers().length > 0)
    await run.interrupt()
    await stage.until((event) => event.kind === 'turn-ended')
    expect(stage.of('turn-ended')).toMatchObject([{ outcome: 'interrupted' }])
    expect(await stage.turn(run, '@@second')).toMatchObject({ outcome: 'completed' })
  })

  it.skipIf(noBubblewrap)(
    'is resumed with its conversation, in the ring and out of it',
    async () => {
      stage = await setStage({ program, scripts })
      const first = await stage.run(await ringed())
      await stage.turn(first, '@@first')
      await first.stop()
      const resume = first.agentSessionId
      const second = await stage.run({ ...(await ringed()), resume })
      await stage.turn(second, '@@second')
      await second.stop()
      const third = await stage.run({ resume })
      await stage.turn(third, '@@second')
      const last = JSON.stringify(stage.api.requests.at(-1)?.body)
      expect(last).toContain('@@first')
      expect(stage.of('agent-started').map((one) => one.resumed)).toEqual([false, true, true])
    },
  )

  it.skipIf(noBubblewrap)(
    'keeps the conversation of a folder with an odd name, and of one with a long one',
    async () => {
      stage = await setStage({ program, scripts })
      const { home, root } = stage
      for (const name of ['ünï "x"\n-y', `deep/${'long-name-'.repeat(18)}`]) {
        const cwd = join(root, name)
        mkdirSync(cwd, { recursive: true })
        const ring = ringOf({ userHome: home, home: join(home, '.mstro') })
        const first = await stage.run({ cwd, ring: await entranceOf(ring, cwd) })
        await stage.turn(first, '@@first')
        await first.stop()
        const resume = first.agentSessionId
        const second = await stage.run({ cwd, ring: await entranceOf(ring, cwd), resume })
        await stage.turn(second, '@@second')
        await second.stop()
        expect(stage.of('agent-started').at(-1)).toMatchObject({ resumed: true })
        expect(JSON.stringify(stage.api.requests.at(-1)?.body)).toContain('@@first')
      }
    },
  )

  it.skipIf(noBubblewrap)(
    'renews its own login where that pays, and sees none where a key does',
    async () => {
      const service = await setStage({ program: null, scripts })
      const extraEnv = { ANTHROPIC_BASE_URL: service.api.url, ANTHROPIC_API_KEY: 'k' }
      stage = await setStage({ program, scripts, deps: { extraEnv } })
      mkdirSync(join(stage.home, '.claude'))
      const login = join(stage.home, '.claude', '.credentials.json')
      writeFileSync(login, 'old')
      const hidden = expect.objectContaining({ path: login })

      const paid = await stage.run(await ringed())
      await stage.turn(paid, '@@renew')
      await paid.stop()
      expect(stage.of('agent-started')[0]?.ring?.hidden).toContainEqual(hidden)
      expect(readFileSync(login, 'utf8')).toBe('old')

      const own = await stage.run({ ...(await ringed()), apiKey: null })
      await stage.turn(own, '@@renew')
      expect(stage.of('agent-started')[1]?.ring?.hidden).not.toContainEqual(hidden)
      expect(readFileSync(login, 'utf8')).toBe('renewed')
      const left = readdirSync(join(stage.home, '.claude')).sort()
      expect(left).toEqual(['.credentials.json', 'projects'])
      await service.close()
    },
  )
})

/** A stand-in for the app: starts something in the ring that nothing but SIGKILL ends, and waits. */
const app = (home: string, mark: string) => `
  import { createSpawn } from ${JSON.stringify(new URL('../../../main/kit/spawn.ts', import.meta.url).href)}
  import { createRing } from ${JSON.stringify(new URL('../../../main/sessions/ring/index.ts', import.meta.url).href)}
  import { leash } from ${JSON.stringify(new URL('../../../main/kit/leash.ts', import.meta.url).href)}
  const spawn = createSpawn()
  const home = ${JSON.stringify(home)}
  const ring = createRing({ spawn, userHome: home, home: home + '/.own', letThrough: () => [], hookFolders: async () => [] })
  const way = await ring.entrance(home + '/project')
  const script = 'trap "" TERM HUP INT; setsid sh -c "trap \\\\"\\\\" TERM; while :; do sleep 1; done" & while :; do sleep 1; done'
  const request = { command: '/bin/sh', args: ['-c', script], cwd: home, env: { PATH: '/usr/bin:/bin', MARK: ${JSON.stringify(mark)} } }
  const folders = { folder: home + '/.agent', writable: [], own: [], copies: [], hidden: [] }
  const entered = await way.value.enter({ request, folders })
  const started = await spawn.start(entered.value.request)
  await leash(spawn, started.value.pid)
  console.log('up')
  setInterval(() => {}, 1000)
`

const marked = (mark: string) =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)
    } catch {
      // Ended meanwhile, or not ours to read.
      return false
    }
  })

it.skipIf(noBubblewrap)('nothing in the ring outlives an app that is killed', async () => {
  stage = await setStage({ program: null })
  mkdirSync(join(stage.home, 'project'))
  const mark = `ring-mark-${process.pid}-${Date.now()}`
  const child = spawnChild(
    process.execPath,
    ['--input-type=module', '--eval', app(stage.home, mark)],
    { env: { PATH: '/usr/bin:/bin' }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(createInterface({ input: child.stdout }), 'line')
  await untilTrue(() => marked(mark).length >= 4)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await untilTrue(() => marked(mark).length === 0)
})

eachRealCli('a ring that goes between the look and the start, Claude Code', ({ program }) => {
  it.skipIf(noBubblewrap)('starts nothing, and says so', async () => {
    stage = await setStage({ program, scripts })
    const { home, root, workspace } = stage
    const bwrap = join(root, 'bwrap')
    copyFileSync('/usr/bin/bwrap', bwrap)
    const ring = ringOf({ userHome: home, home: join(home, '.mstro') }, [], { programs: [bwrap] })
    const way = await entranceOf(ring, workspace)
    rmSync(bwrap)
    const gone = await stage.start({ ring: way })
    expect(gone).toMatchObject({ ok: false, error: { code: 'ring.broke' } })
    // One that worked and then complains is told in its own words.
    writeFileSync(
      bwrap,
      '#!/bin/sh\necho "bwrap: Can\'t mount proc on /newroot/proc" >&2\nexit 1\n',
    )
    chmodSync(bwrap, 0o755)
    const sick = await stage.start({ ring: way })
    expect(sick).toMatchObject({ ok: false, error: { code: 'ring.broke' } })
    if (!sick.ok) expect(sick.error.message).toContain('mount proc')
    // Nowhere to keep its conversations: no start that would lose them.
    rmSync(join(home, '.claude'), { recursive: true })
    writeFileSync(join(home, '.claude'), 'no folder')
    const homeless = await stage.start({ ring: way })
    expect(homeless).toMatchObject({ ok: false, error: { code: 'ring.broke' } })
    expect(stage.events).toEqual([])
    expect(processesIn(stage.root)).toEqual([])
  })
})
