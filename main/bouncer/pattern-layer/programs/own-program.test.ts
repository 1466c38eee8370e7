import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('our own command, however it is started', () => {
  everyCommand(
    'deny',
    `mstro bouncer uninstall
     mstro audit acknowledge --note x
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
