import { describe, expect, it } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'
import { judged } from '../../../../tests/scorecard/tool-rows.ts'
import { commandTable } from '../../../commands/command-table.ts'
import { OWN_VERBS } from './own-program.ts'

const DECIDED = { looks: 'allow', shows: 'ask', changes: 'deny' } as const

describe('every command there is', () => {
  const all = commandTable.map(({ words }) => words.join(' '))

  it.each(all)('%s is judged as the table says', (words) => {
    const does = OWN_VERBS[words]
    expect(does, `own-program.ts has no judgement of “${words}”`).toBeDefined()
    if (does === undefined) return
    const { decision } = judged('Bash', { command: `mstro ${words} x --yes` })
    expect(decision).toBe(DECIDED[does])
  })

  it('judges none that is not there', () => {
    expect(Object.keys(OWN_VERBS).filter((words) => !all.includes(words))).toEqual([])
  })
})

describe('our own command, however it is started', () => {
  everyCommand(
    'deny',
    `mstro bouncer uninstall
     mstro audit acknowledge --note x
     mstro audit remove --entry 3 --reason x --yes
     mstro audit export --out all.jsonl
     mstro audit evidence --session s --out pack.zip
     mstro audit
     mstro audit "$(cat verb)"
     mstro --home /tmp/h audit verify
     mstro
     ./node_modules/.bin/mstro erase --everything --yes
     npx mstro bouncer uninstall
     node main/headless.ts bouncer uninstall
     node out/main/headless.js erase --everything --yes
     node ~/mstro/main/headless.ts telemetry on
     node --no-warnings node_modules/.bin/mstro bouncer install
     npm run -s mstro -- bouncer uninstall
     pnpm run mstro bouncer uninstall`,
  )
  everyCommand(
    'allow',
    `mstro status
     mstro audit verify
     mstro audit --help
     mstro help
     mstro bouncer explain rm -rf /
     mstro bouncer status --json
     mstro completion bash
     node main/headless.ts status --json
     npm run -s mstro -- audit verify
     node main/server.ts bouncer
     node scripts/headless.js bouncer
     npm run build -- bouncer`,
  )
})

describe('our own files and sockets', () => {
  everyCommand(
    'stop',
    `python3 -c "import socket; s=socket.socket(socket.AF_UNIX); s.connect('/home/mira/.mstro/guard/guard.sock')"
     node -e "require('net').connect('/home/mira/.mstro/guard/guard.sock')"
     node -e "require('net').createServer().listen(process.env.HOME + '/.mstro/guard/guard.sock')"
     perl -e "use IO::Socket::UNIX; IO::Socket::UNIX->new(Peer=>'/home/mira/.mstro/guard/guard.sock')"
     curl --unix-socket ~/.mstro/guard/guard.sock http://x
     python3 -c "import os; os.listdir(os.path.expanduser('~/.mstro/logs/'))"`,
  )
  everyCommand(
    'allow',
    `curl --unix-socket ./app.sock http://x/health
     curl -s --unix-socket /run/docker.sock http://localhost/version
     python3 -c "print('see .mstrorc')"`,
  )
})
