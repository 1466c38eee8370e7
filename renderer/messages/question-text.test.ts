import { expect, test } from 'vitest'
import type { Effect } from '../../shared/bouncer/model.ts'
import { approval, planReview, question } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { questionText } from './question-text.ts'

function asked(...effects: Effect[]): string {
  const item = approval('q', 's', 0)
  if (item.body.kind !== 'approval') throw new Error('not an approval')
  const verdict = { ...item.body.verdict, effects }
  return questionText({ body: { ...item.body, verdict } })
}

const paths = (...names: string[]) =>
  names.map((path) => ({ path, certainty: 'exact', place: 'project' }) as const)
const spans: Effect['spans'] = []

test('the weightiest effect is the question', () => {
  const run: Effect = { kind: 'execute', source: 'project', program: 'make', spans }
  const remove: Effect = { kind: 'delete', paths: paths('dist'), recursive: true, spans }
  expect(asked(run, remove)).toBe('Delete dist and everything in it?')
  expect(asked(run)).toBe('Run make?')
  expect(asked()).toBe('Use Bash?')
})

test('paths are said from the project on, others by their end', () => {
  const remove = (...names: string[]) =>
    asked({ kind: 'delete', paths: paths(...names), recursive: false, spans })
  expect(remove('/home/noor/code/ledger-api/src/a.ts')).toBe('Delete src/a.ts?')
  expect(remove('/var/lib/app/data.db')).toBe('Delete …/app/data.db?')
  expect(remove('/etc/hosts')).toBe('Delete /etc/hosts?')
  expect(remove('a', 'b', 'c')).toBe('Delete 3 paths?')
  expect(
    asked({
      kind: 'delete',
      paths: [{ path: '$X', certainty: 'unknown', place: 'unknown' }],
      recursive: false,
      spans,
    }),
  ).toBe('Delete what cannot be known beforehand?')
})

test('every kind of effect has a sentence', () => {
  const effects: Effect[] = [
    { kind: 'read', paths: paths('.env'), spans },
    { kind: 'write', paths: paths('a', 'b'), spans },
    { kind: 'execute', source: 'download', program: 'sh', spans },
    { kind: 'execute', source: 'inline', program: 'python', spans },
    { kind: 'network', host: 'h.example', direction: 'upload', spans },
    { kind: 'environment', name: 'PATH', spans },
    { kind: 'process', action: 'kill', target: '1', spans },
    { kind: 'version-control', target: 'remote', verb: 'push', spans },
    { kind: 'infrastructure', verb: 'destroy', resource: 'vpc', spans },
    { kind: 'database', verb: 'drop', target: 'users', spans },
    { kind: 'guard', target: 'settings', spans },
    { kind: 'persistence', target: 'cron', spans },
    { kind: 'privilege', how: 'sudo', spans },
    { kind: 'conversation', what: 'mode', spans },
    { kind: 'unknown', what: '', spans },
  ]
  for (const effect of effects) {
    expect(asked(effect), effect.kind).toMatch(/^[A-Z].+\?$/)
    expect(asked(effect)).not.toContain('{')
  }
})

test('plans and questions of the agent are quoted, so that nobody takes them for the app’s words', () => {
  expect(questionText(planReview('p', 's', 0))).toBe('Plan ready: “Outbox for jobs”')
  expect(questionText({ body: { kind: 'plan', plan: '  \n---\n' } })).toBe('Plan ready to read')
  expect(questionText(question('q', 's', 0))).toBe('The agent asks: “Which domain signs staging?”')
})
