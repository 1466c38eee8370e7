import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** Gives a program a terminal of its own; part of util-linux. */
const terminalProgram = '/usr/bin/script'

/** Why there is no terminal to start programs in; empty where there is. */
export const whyNoTerminal = existsSync(terminalProgram) ? '' : ` (skipped: no ${terminalProgram})`

/** A program in a terminal, as a person has it. */
export interface Screen {
  /** Types, as with the keyboard; `\r` is Enter. */
  type(keys: string): void
  /** Waits until the words were printed behind those that were waited for before, in any layout. */
  until(words: string): Promise<void>
  close(): Promise<void>
}

const limitMs = 30_000

/** Starts Claude Code in a terminal of 140 by 50, past its first questions. */
export async function openScreen(wanted: {
  readonly program: string
  readonly project: string
  readonly env: Readonly<Record<string, string>>
}): Promise<Screen> {
  const { program, project, env } = wanted
  const key = env.ANTHROPIC_API_KEY ?? ''
  const known = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true }
  const config = {
    ...{ hasCompletedOnboarding: true, theme: 'dark', projects: { [project]: known } },
    customApiKeyResponses: { approved: [key.slice(-20)], rejected: [] },
  }
  writeFileSync(join(env.HOME ?? '', '.claude.json'), JSON.stringify(config))
  const line = `stty cols 140 rows 50; exec '${program}'`
  const child = spawn(terminalProgram, ['-qfc', line, '/dev/null'], {
    cwd: project,
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let printed = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  child.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    type: (keys) => void child.stdin.write(keys),
    async until(words) {
      const looked = squeezed(words)
      for (const end = performance.now() + limitMs; performance.now() < end; ) {
        const at = squeezed(printed).indexOf(looked, seen)
        if (at !== -1) {
          seen = at + looked.length
          return
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`“${words}” was not seen in:\n${squeezed(printed).slice(-2_000)}`)
    },
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What is left of a screen when neither colours nor places nor gaps count. */
function squeezed(text: string): string {
  return stripVTControlCharacters(text).replace(/\s/g, '')
}
