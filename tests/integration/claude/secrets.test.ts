import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from './each-real-cli.ts'
import { processEnvironments } from './processes.ts'
import { CANARY_KEY, type Stage, setStage } from './stage.ts'

const look = { tool: 'Bash', input: { command: 'env' } }
const job = [[look], [{ text: 'Looked.' }]]

let stage: Stage
afterEach(() => stage.close())

/** What a person's own shell may hold that is no business of an agent. */
const private_ = {
  ANTHROPIC_API_KEY: 'canary-anthropic',
  ANTHROPIC_AUTH_TOKEN: 'canary-token',
  ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/canary',
  CLAUDE_CODE_OAUTH_TOKEN: 'canary-oauth',
  CLAUDE_CODE_SIMPLE: '1',
  AWS_SECRET_ACCESS_KEY: 'canary-aws',
  GITHUB_TOKEN: 'canary-github',
  NPM_TOKEN: 'canary-npm',
  SSH_AUTH_SOCK: '/tmp/canary-agent.sock',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/canary-bus',
  XDG_RUNTIME_DIR: '/run/canary',
  DISPLAY: ':canary',
  WAYLAND_DISPLAY: 'canary-wayland',
  NODE_OPTIONS: '--title=canary',
  LD_PRELOAD: '/canary.so',
}

eachRealCli('secrets and Claude Code', ({ program }) => {
  it('gives the program nothing of our environment but what is on the list', async () => {
    const baseEnv = { ...private_, LANG: 'C.UTF-8', LC_TIME: 'C', TZ: 'UTC' }
    stage = await setStage({ program, scripts: { job }, baseEnv })
    await stage.turn(await stage.run(), '@@job')
    const output = stage.of('tool-finished')[0]?.output ?? ''
    expect(output).toContain(`HOME=${stage.home}`)
    expect(output).toContain('TZ=UTC')
    expect(output).toContain('LC_TIME=C')
    expect(output).not.toContain('canary')
    for (const name of Object.keys(private_)) {
      if (name !== 'ANTHROPIC_BASE_URL' && name !== 'ANTHROPIC_AUTH_TOKEN') {
        expect(output).not.toMatch(new RegExp(`^${name}=`, 'm'))
      }
    }
  })

  it('shows the key to the service and to nobody else', async () => {
    stage = await setStage({ program, scripts: { job } })
    const run = await stage.run()
    const during = processEnvironments(stage.root)
    await stage.turn(run, '@@job')
    expect(during).toContain('claude')
    expect(during).not.toContain(CANARY_KEY)
    expect(JSON.stringify(stage.events)).not.toContain(CANARY_KEY)
    expect(stage.logged.join('\n')).not.toContain(CANARY_KEY)
    expect(JSON.stringify(stage.ledger)).not.toContain(CANARY_KEY)
    expect(filesUnder(stage.root).filter((path) => holds(path, CANARY_KEY))).toEqual([])

    const paid = stage.api.requests.filter(({ method }) => method === 'POST')
    expect(paid).toHaveLength(2)
    for (const { headers } of paid) {
      expect(headers['x-api-key']).toBe(CANARY_KEY)
      expect(headers.authorization).toBeUndefined()
    }
  })

  it('records what it sent where, and nothing of its content', async () => {
    stage = await setStage({ program, scripts: { job } })
    await stage.turn(await stage.run(), '@@job')
    const port = Number(new URL(stage.api.url).port)
    expect(stage.ledger).toHaveLength(2)
    for (const entry of stage.ledger) {
      expect(entry).toMatchObject({
        purpose: 'model',
        host: '127.0.0.1',
        port,
        outcome: 'answered',
      })
      expect(entry.bytesOut).toBeGreaterThan(1_000)
      expect(entry.bytesIn).toBeGreaterThan(100)
    }
  })

  it('turns away who has the address but not the ticket, and everybody after the end', async () => {
    stage = await setStage({ program, scripts: { job } })
    const run = await stage.run()
    await stage.turn(run, '@@job')
    const output = stage.of('tool-finished')[0]?.output ?? ''
    const url = /^ANTHROPIC_BASE_URL=(.+)$/m.exec(output)?.[1] ?? ''
    const ticket = /^ANTHROPIC_AUTH_TOKEN=(.+)$/m.exec(output)?.[1] ?? ''
    const before = stage.api.requests.length
    expect(await statusOf(url, {})).toBe(401)
    expect(await statusOf(url, { authorization: 'Bearer wrong' })).toBe(401)
    expect(await statusOf(url, { 'x-api-key': 'wrong' })).toBe(401)
    expect(stage.api.requests).toHaveLength(before)
    expect(await statusOf(url, { authorization: `Bearer ${ticket}` })).toBe(200)
    await run.stop()
    expect(await statusOf(url, { authorization: `Bearer ${ticket}` })).toBeNull()
  })

  it('knows no proxy but the door, and goes round it to this machine', async () => {
    const nowhere = 'http://127.0.0.1:9'
    const baseEnv = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, all_proxy: nowhere, NO_PROXY: '*' }
    stage = await setStage({ program, scripts: { job }, baseEnv })
    expect(await stage.turn(await stage.run(), '@@job')).toMatchObject({ outcome: 'completed' })
    const output = stage.of('tool-finished')[0]?.output ?? ''
    expect(output).not.toContain(nowhere)
    for (const name of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) {
      expect(output).toMatch(
        new RegExp(`^${name}=http://mstro:[\\w-]{43}@127\\.0\\.0\\.1:\\d+$`, 'm'),
      )
    }
  })

  it('pays through the proxy although the settings of the person point elsewhere', async () => {
    stage = await setStage({ program, scripts: { job } })
    mkdirSync(join(stage.home, '.claude'))
    const settings = { env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' } }
    writeFileSync(join(stage.home, '.claude', 'settings.json'), JSON.stringify(settings))
    expect(await stage.turn(await stage.run(), '@@job')).toMatchObject({ outcome: 'completed' })
    expect(stage.api.requests.at(-1)?.headers['x-api-key']).toBe(CANARY_KEY)
  })
})

function statusOf(url: string, headers: Record<string, string>): Promise<number | null> {
  return new Promise((resolve) => {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
    const asked = request(`${url}/v1/messages`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(null))
    asked.end(body)
  })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function holds(path: string, text: string): boolean {
  return readFileSync(path).includes(text)
}
