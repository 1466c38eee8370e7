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
