import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type Stage, setStage } from '../claude/stage.ts'
import { entranceOf, noBubblewrap, ringOf } from './ring-stage.ts'

/** One thing that code of an agent may try; it says GOT where it got through. */
interface Try {
  readonly name: string
  /** A script of sh; its end with 0 counts as got through. */
  readonly script: string
}

const python = (code: string) => `python3 -c '${code}'`
const connect = (path: string) =>
  python(`import socket; s=socket.socket(socket.AF_UNIX); s.settimeout(3); s.connect("${path}")`)

let stage: Stage
const ends: (() => void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await stage.close()
})

/** Fills the made-up home and project with all that an agent must not reach. */
function furnish({ home, workspace }: Stage) {
  const put = (path: string, text: string) => {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
  put(join(home, '.mstro', 'desktop', 'settings.json'), '{"secret":1}')
  put(join(home, '.mstro', 'logs', 'bouncer-audit.jsonl'), '{}\n')
  put(join(home, '.ssh', 'id_ed25519'), 'KEY')
  put(join(home, '.gnupg', 'private'), 'KEY')
  put(join(home, '.aws', 'credentials'), 'KEY')
  put(join(home, '.config', 'gh', 'hosts.yml'), 'KEY')
  put(join(home, '.npmrc'), 'KEY')
  put(join(home, '.local', 'share', 'keyrings', 'login.keyring'), 'KEY')
  put(join(home, '.mozilla', 'cookies'), 'KEY')
  put(join(home, '.bashrc'), '# bashrc\n')
  put(join(home, '.config', 'app', 'plain.conf'), 'plain')
  put(join(home, '.npm', '_cacache', 'entry'), 'cached')
  put(join(home, 'other', 'file.txt'), 'other')
  put(join(home, '.claude', 'settings.json'), '{}')
  put(join(home, '.claude', 'hooks', 'guard.sh'), 'exit 0')
  put(join(home, '.claude', '.credentials.json'), '{"login":"own"}')
  put(join(home, '.claude', 'projects', '-other', 'talk.jsonl'), 'KEY of another project')
  put(join(home, '.claude.json'), '{"numStartups":1}')
  put(join(workspace, '.claude', 'settings.json'), '{}')
  put(join(workspace, '.mcp.json'), '{}')
  execFileSync('git', ['init', '-q', workspace])
  put(join(workspace, '.git', 'hooks', 'pre-commit'), '#!/bin/sh\n')
}

function listen(path: string): Server {
  const server = createServer((socket) => socket.end()).listen(path)
  ends.push(() => server.close())
  return server
}

/** Where buses lie; an ordinary account has a folder of its own in there. */
function runFolder(): string {
  return process.getuid?.() === 0 ? '/run' : (process.env.XDG_RUNTIME_DIR ?? tmpdir())
}

/** A real session bus at a path in /run, as desktops have it. */
async function sessionBus(): Promise<string> {
  const folder = mkdtempSync(join(runFolder(), 'ring-test-'))
  const path = join(folder, 'bus')
  const bus: ChildProcess = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', `--address=unix:path=${path}`],
    { stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } },
  )
  ends.push(() => {
    bus.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  for (let at = 0; at < 100 && !existsSync(path); at++) {
    await new Promise((done) => setTimeout(done, 50))
  }
  return path
}

async function triesIn({ home, root, workspace }: Stage): Promise<Try[]> {
  const bus = await sessionBus()
  const agent = join(root, 'ssh-agent.sock')
  listen(agent)
  const homeSocket = join(home, 'agent.sock')
  listen(homeSocket)
  const app = process.pid
  const read = (name: string, path: string) => ({
    name,
    script: `test -s '${path}' && cat '${path}'`,
  })
  const change = (name: string, path: string) => ({ name, script: `echo planted >> '${path}'` })
  const at = (path: string) => join(home, path)
  return [
    read('the settings of the app', at('.mstro/desktop/settings.json')),
    read('the record', at('.mstro/logs/bouncer-audit.jsonl')),
    change('the record, to change it', at('.mstro/logs/bouncer-audit.jsonl')),
    read('a key of ssh', at('.ssh/id_ed25519')),
    read('a key of gpg', at('.gnupg/private')),
    read('a login of a cloud', at('.aws/credentials')),
    read('a login of a code host', at('.config/gh/hosts.yml')),
    read('a token of a registry', at('.npmrc')),
    read('the keychain’s file', at('.local/share/keyrings/login.keyring')),
    read('conversations of another project', at('.claude/projects/-other/talk.jsonl')),
    read('cookies', at('.mozilla/cookies')),
    read('the agent’s login, where a key pays', at('.claude/.credentials.json')),
    {
      name: 'the session bus',
      script: `dbus-send --bus=unix:path=${bus} --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames`,
    },
    { name: 'the socket of the bus', script: connect(bus) },
    { name: 'the agent of ssh', script: connect(agent) },
    { name: 'a socket in the home', script: connect(homeSocket) },
    change('a file of the system', '/etc/ring-planted'),
    {
      name: 'another file of the home',
      script: `test -e '${at('other/file.txt')}' && echo planted >> '${at('other/file.txt')}'`,
    },
    {
      name: 'what shells run',
      script: `test -e '${at('.bashrc')}' && echo planted >> '${at('.bashrc')}'`,
    },
    { name: 'a folder beside the project', script: `mkdir '${join(home, 'other', 'new')}'` },
    {
      name: 'the agent’s settings',
      script: `echo '{"hooks":{}}' > '${at('.claude/settings.json')}'`,
    },
    { name: 'the agent’s hook', script: `rm '${at('.claude/hooks/guard.sh')}'` },
    {
      name: 'the project’s agent settings',
      script: `echo '{"hooks":{}}' > '${join(workspace, '.claude/settings.json')}'`,
    },
    {
      name: 'new settings beside them',
      script: `echo '{}' > '${join(workspace, '.claude/settings.local.json')}'`,
    },
    {
      name: 'the folder of those settings, moved away',
      script: `mv '${join(workspace, '.claude')}' '${join(workspace, 'away')}'`,
    },
    { name: 'the project’s servers', script: `echo '{"a":1}' > '${join(workspace, '.mcp.json')}'` },
    {
      name: 'the project’s servers, moved away',
      script: `mv '${join(workspace, '.mcp.json')}' '${join(workspace, 'm')}'`,
    },
    {
      name: 'a hook of git',
      script: `echo 'evil' > '${join(workspace, '.git/hooks/pre-commit')}'`,
    },
    { name: 'the settings of git', script: `git -C '${workspace}' config core.fsmonitor evil` },
    {
      name: 'the folder of git, moved away',
      script: `mv '${join(workspace, '.git')}' '${join(workspace, 'g')}'`,
    },
    {
      name: 'the environment of the app',
      script: `tr '\\0' '\\n' < /proc/${app}/environ | grep -q PATH`,
    },
    {
      name: 'the memory of the app',
      script: `head -c0 /proc/${app}/mem && grep -qi vitest /proc/${app}/cmdline`,
    },
    {
      name: 'the files of the app',
      script: `ls /proc/${app}/root/etc && ls /proc/${app}/cwd && grep -qi vitest /proc/${app}/cmdline`,
    },
    {
      name: 'the app, traced',
      script: python(
        `import ctypes,sys; l=ctypes.CDLL(None,use_errno=True); r=l.ptrace(16902,${app},0,0); e=r!=0; e or l.ptrace(17,${app},0,0); sys.exit(e)`,
      ),
    },
    {
      name: 'a signal to the app',
      script: `kill -0 ${app} && grep -qi vitest /proc/${app}/cmdline`,
    },
    {
      name: 'the covers, taken off',
      script: `unshare --user --map-root-user --mount sh -c "umount -l '${home}' ; umount -l /tmp; umount -l /run; test -s '${at('.ssh/id_ed25519')}'"`,
    },
  ]
}

/** Has the agent run each try by a script in its project, as a test of its own would. */
async function outcomes(tries: readonly Try[], inRing: boolean): Promise<Record<string, boolean>> {
  const lines = tries.map(
    ({ script }, index) =>
      `if ( ${script} ) >/dev/null 2>&1; then echo "${index} GOT"; else echo "${index} HELD"; fi`,
  )
  writeFileSync(join(stage.workspace, 'test.sh'), `${lines.join('\n')}\n`)
  const { home, workspace } = stage
  const ring = ringOf({ userHome: home, home: join(home, '.mstro') })
  const run = await stage.run({ ring: inRing ? await entranceOf(ring, workspace) : null })
  await stage.turn(run, '@@job', 60_000)
  const output = stage.of('tool-finished')[0]?.output ?? ''
  const said = new Map([...output.matchAll(/^(\d+) (GOT|HELD)$/gm)].map(([, at, how]) => [at, how]))
  expect(said.size).toBe(tries.length)
  return Object.fromEntries(tries.map(({ name }, at) => [name, said.get(String(at)) === 'GOT']))
}

const scripts = {
  job: [[{ tool: 'Bash', input: { command: 'sh test.sh' } }], [{ text: 'Done.' }]],
  work: [
    [
      {
        tool: 'Bash',
        input: {
          command: [
            'echo made > made.txt',
            'git add made.txt && git -c user.name=a -c user.email=a@b commit -qnm made',
            'mkdir -p ~/.npm/_cacache && echo own > ~/.npm/_cacache/new && test ! -e ~/.npm/_cacache/entry',
            'cat ~/.config/app/plain.conf && echo x > ~/.config/new.conf && echo x > /tmp/scratch',
            'cat /etc/hostname >/dev/null && echo ALL-WELL',
          ].join(' && '),
        },
      },
    ],
    [{ text: 'Done.' }],
  ],
}

/** What this machine's kernel forbids outside as well, or what needs rights that a test may lack. */
const alsoHeldOutside = new Set(['the covers, taken off', 'the agent’s login, where a key pays'])

eachRealCli('the outer ring around Claude Code', ({ program }) => {
  it.skipIf(noBubblewrap)('holds what the Bouncer was told to allow', async () => {
    stage = await setStage({ program, scripts })
    furnish(stage)
    const tries = await triesIn(stage)
    const got = await outcomes(tries, true)
    expect(Object.keys(got).filter((name) => got[name])).toEqual([])
    expect(readFileSync(join(stage.home, '.bashrc'), 'utf8')).toBe('# bashrc\n')
    expect(existsSync('/etc/ring-planted')).toBe(false)
  })

  it('sees the same tries get through without it', async () => {
    stage = await setStage({ program, scripts })
    furnish(stage)
    const tries = (await triesIn(stage)).filter(({ name }) => name !== 'a file of the system')
    const got = await outcomes(tries, false)
    const held = Object.keys(got).filter((name) => !got[name] && !alsoHeldOutside.has(name))
    expect(held).toEqual([])
  })

  it.skipIf(noBubblewrap)('leaves the work itself as it was', async () => {
    stage = await setStage({ program, scripts })
    furnish(stage)
    const { home, workspace } = stage
    const ring = ringOf({ userHome: home, home: join(home, '.mstro') })
    const run = await stage.run({ ring: await entranceOf(ring, workspace) })
    await stage.turn(run, '@@work')
    expect(stage.of('tool-finished')[0]?.output).toContain('ALL-WELL')
    expect(readFileSync(join(workspace, 'made.txt'), 'utf8')).toBe('made\n')
    expect(existsSync(join(home, '.config', 'new.conf'))).toBe(false)
    expect(existsSync(join(home, '.npm', '_cacache', 'new'))).toBe(false)
    expect(stage.of('agent-started')[0]?.ring).toMatchObject({
      program: 'bubblewrap',
      writable: [workspace],
      reachable: expect.any(Array),
    })
  })
})
