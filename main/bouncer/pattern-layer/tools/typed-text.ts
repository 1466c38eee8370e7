import { parse } from 'unbash'
import { judgeCode } from '../programs/inline-code.ts'
import { EMPTY, type Scene, signal } from '../scene.ts'
import { decisionOf } from './written-trial.ts'

/** Judges what is typed into a program that runs already: a shell, or an interpreter. */
export function noteTypedText(scene: Scene, text: string): void {
  const asCode = decisionOf(scene, (trial) => {
    judgeCode(trial, { language: 'python', code: text, stdin: EMPTY })
  })
  const isShell = (parse(text).errors ?? []).length === 0
  const asCommand = decisionOf(scene, (trial) => trial.runner.text(trial, text, EMPTY))
  if (asCode === 'deny' || asCommand === 'deny') {
    signal(scene, 'dangerous-content', text.slice(0, 120))
  } else if (isShell && asCommand === 'ask') signal(scene, 'content-asks', text.slice(0, 120))
}
