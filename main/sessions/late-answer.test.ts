import { expect, test } from 'vitest'
import type { InboxBody } from '../../shared/inbox/model.ts'
import { callIdSchema, sessionIdSchema } from '../../shared/kit/ids.ts'
import { isOfLateAnswer, lateAnswerPrompt } from './late-answer.ts'

function approvalOf(input: Record<string, unknown>): InboxBody {
  const where = { cwd: '/p', workspace: '/p', home: '/h' }
  const id = callIdSchema.parse('c')
  const none = { rules: [], effects: [], spans: [], missingFacts: [], explanation: [] }
  return {
    ...{ kind: 'approval', entry: 1, agentReason: null },
    call: { id, sessionId: sessionIdSchema.parse('s'), tool: 'Bash', input, ...where },
    verdict: {
      ...{ decision: 'ask', layer: 'pattern', ...none },
      ...{ reason: '', engineVersion: '', policyHash: '' },
    },
  }
}

const allowed = (input: Record<string, unknown>) =>
  lateAnswerPrompt(approvalOf(input), { kind: 'allow' })

test('the resumed agent is told the whole call, however many lines it has', () => {
  const command = Array.from({ length: 80 }, (_, at) => `echo part${at} && \\`).join('\n')
  const told = allowed({ command: `${command}\ngit push`, description: 'Says its parts' })
  expect(told).toContain(`${command}\ngit push\n`)
  expect(told).not.toContain('Says its parts')
  expect(isOfLateAnswer(told)).toBe(true)
})

test('what else makes it this call is told too', () => {
  expect(allowed({ command: 'git push', timeout: 5 })).toContain('"timeout":5')
  expect(allowed({ file_path: '/p/a', content: 'x' })).toContain('"content":"x"')
})

test('a call that is too long is called cut, and never exact', () => {
  const told = allowed({ command: 'x'.repeat(100_000) })
  expect(told).toContain('its first 60000 of 100000 characters')
  expect(told).not.toContain('exactly as it stands here')
  expect(told.length).toBeLessThan(61_000)
})

test('a denial says that it names a part only', () => {
  const denied = (command: string) =>
    lateAnswerPrompt(approvalOf({ command }), { kind: 'deny', note: '' })
  expect(denied('git push')).toContain('It was denied: Bash git push. ')
  expect(denied('git push\ngit tag')).toContain('It was denied: Bash git push….')
})
