import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type GuardStage, setGuardStage } from './guard-stage.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const scripts = {
  clean: [[bash('git clean -fd')], [{ text: 'Done.' }]],
  ordinary: [[bash('touch ran.txt')], [{ text: 'Done.' }]],
}

let stage: GuardStage
afterEach(() => stage.close())

eachRealCli('what a call of a terminal would destroy, Claude Code', ({ program }) => {
  it('is copied with the question, which says so, before the answer there', async () => {
    stage = await setGuardStage({ program, scripts })
    const app = stage.app()
    await app.ask('guard.install', {})
    const env = { PATH: '/usr/bin:/bin', HOME: stage.home }
    execFileSync('git', ['init', '-q'], { cwd: stage.project, env })
    writeFileSync(join(stage.project, 'notes.md'), 'only here\n')
    await stage.terminal('ordinary')
    expect((await app.ask('bouncer.copies', {})).copies).toEqual([])
    const { results } = await stage.terminal('clean')
    const { copies } = await app.ask('bouncer.copies', {})
    expect(copies).toMatchObject([{ reason: 'terminal', title: 'git clean -fd', inboxId: null }])
    // In print mode nobody can answer, so the agent is told what a person would have read.
    expect(results.join()).toContain('A copy of what it destroys is kept')
  }, 60_000)
})
