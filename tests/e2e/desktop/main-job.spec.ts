import { expect, test } from '../fixtures/test.ts'
import {
  expectKeyKept,
  missingCli,
  prepareMachine,
  readAudit,
  startSession,
  storeKey,
  watchAndAnswer,
} from '../scenarios/main-job.ts'

test('a guarded Claude Code session, end to end in the desktop window', async ({
  home,
  launchDesktop,
}) => {
  test.info().skip(missingCli !== '', missingCli)
  const machine = await prepareMachine(home)
  try {
    const { page } = await launchDesktop({ env: machine.env })
    await storeKey(page)
    await startSession(page, machine)
    await watchAndAnswer(page, machine)
    await readAudit(page)
    expectKeyKept(machine)
    expect(await page.content()).not.toContain('e2e-canary')
  } finally {
    await machine.api.close()
  }
})
