import { afterEach, describe, expect, it } from 'vitest'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type GuardStage, setGuardStage } from './guard-stage.ts'
import { openScreen, type Screen, whyNoTerminal } from './screen.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const scripts = {
  ordinary: [[bash('touch ran.txt')], [{ text: 'All done.' }]],
  asked: [[bash('git push origin main; touch pushed.txt')], [{ text: 'All done.' }]],
  denied: [[bash('touch ran.txt; echo {} > ~/.claude/settings.json')], [{ text: 'All done.' }]],
}

let stage: GuardStage
let screen: Screen
afterEach(async () => {
  await screen.close()
  await stage.close()
})

eachRealCli('a person at a terminal with Claude Code', ({ program }) => {
  const open = async (script: keyof typeof scripts) => {
    stage = await setGuardStage({ program, scripts })
    await stage.app().ask('guard.install', {})
    screen = await openScreen({ program, project: stage.project, env: stage.environment })
    await screen.until('❯')
    screen.type(`@@${script}`)
    await screen.until(`@@${script}`)
    screen.type('\r')
  }

  describe.skipIf(whyNoTerminal !== '')(`in a real terminal${whyNoTerminal}`, () => {
    it('sees no question about an ordinary call', async () => {
      await open('ordinary')
      await screen.until('All done.')
      expect(stage.files()).toEqual(['ran.txt'])
    })

    it('is asked there, with the reason, and their yes counts', async () => {
      await open('asked')
      await screen.until('Mstro: Asked because')
      await screen.until('Esc to cancel')
      expect(stage.files()).toEqual([])
      // The dialog takes no keys in its first moments.
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      screen.type('1')
      await screen.until('All done.')
      expect(stage.files()).toEqual(['pushed.txt'])
      const [asked, ...more] = await stage.decisions()
      expect([asked?.verdict.decision, more]).toEqual(['ask', []])
      const answer = await stage.app().until('the answer on record', async () => {
        const [one] = await stage.answers()
        return one
      })
      expect(answer).toMatchObject({
        ...{ session: asked?.session, callId: asked?.call.id, decision: 'allow', by: 'terminal' },
      })
    })

    it('says no, and that is on record by the missing yes', async () => {
      await open('asked')
      await screen.until('Esc to cancel')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      screen.type('2')
      await screen.until('Interrupted')
      expect(stage.files()).toEqual([])
      expect(await stage.answers()).toEqual([])
    })

    it('sees why a call was stopped', async () => {
      await open('denied')
      await screen.until('Mstro: Denied because')
      await screen.until('All done.')
      expect(stage.files()).toEqual([])
    })
  })
})
