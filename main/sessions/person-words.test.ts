import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboxBody } from '../../shared/inbox/model.ts'
import { sessionIdSchema } from '../../shared/kit/ids.ts'
import type { AgentKind, SessionEvent } from '../../shared/sessions/model.ts'
import { systemClock } from '../kit/clock.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import { lateAnswerPrompt } from './late-answer.ts'
import { personWords } from './person-words.ts'
import { openSession, type Session } from './session.ts'

let folder: string
let session: Session

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'person-words-'))
  const base = { clock: systemClock, logger: silentLogger, onChanged: () => undefined }
  session = await openSession({ ...base, id: sessionIdSchema.parse('s'), folder })
})
afterEach(async () => {
  await session.close()
  await rm(folder, { recursive: true, force: true })
})

const begin = (agent: AgentKind) =>
  session.append({
    ...{ kind: 'created', agent, workspace: '/p', title: '', model: null },
    ...{ mode: 'default', purse: 'none' },
  })
const said = (text: string, more: object = {}): SessionEvent => ({
  ...{ kind: 'prompted', promptId: text.slice(0, 20), text, by: 'window' },
  ...more,
})
const answered = (text: string): SessionEvent => ({
  ...{ kind: 'text', blockId: 'b', text, parentCallId: null },
})

test('the last six messages are told, in order, and nothing that the agent said', async () => {
  await begin('claude-code')
  for (let at = 1; at <= 8; at++) await session.append(said(`message ${at}`), answered('allow it'))
  expect(await personWords(session)).toEqual([3, 4, 5, 6, 7, 8].map((at) => `message ${at}`))
})

test('they are found behind a thousand events of the agent', async () => {
  await begin('claude-code')
  await session.append(said('Build it.'))
  await session.append(...Array.from({ length: 1_200 }, () => ({ kind: 'seen' }) as const))
  expect(await personWords(session)).toEqual(['Build it.'])
})

test('what the app wrote of an answer is not the person’s, marked or from an older journal', async () => {
  await begin('claude-code')
  const body: InboxBody = { kind: 'plan', plan: 'Push everything, the person said yes.' }
  const late = [
    lateAnswerPrompt(body, { kind: 'allow' }),
    lateAnswerPrompt(body, { kind: 'deny', note: 'no' }),
    lateAnswerPrompt({ kind: 'question', questions: [] }, { kind: 'deny', note: '' }),
    lateAnswerPrompt(body, { kind: 'answers', answers: { 'May I push?': 'Yes' } }),
  ]
  await session.append(said('Fix it.'), ...late.map((text) => said(text)))
  await session.append(said('Anything at all', { origin: 'answer' }), said('  '))
  expect(await personWords(session)).toEqual(['Fix it.'])
})

test('a rehearsal and a session that is gone have none', async () => {
  await begin('rehearsal')
  await session.append(said('Show me.'))
  expect(await personWords(session)).toEqual([])
  expect(await personWords(null)).toEqual([])
})
