import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Ground, holdOf, silencedBy, wantsAnswer } from './hold.ts'
import { readOperator } from './operator.ts'

const file = {
  format: 'mstro-operator',
  version: 1,
  name: 'Example',
  contact: 'privacy@example.org',
  policyUrl: 'https://example.org/privacy',
  policyVersion: '2',
  errors: { dsn: 'https://key@errors.example.org/under/7', keptDays: 14 },
  usage: { host: 'https://counts.example.org/', key: 'phc_x' },
}

async function operatorOf(contents: unknown) {
  const path = join(await mkdtemp(join(tmpdir(), 'operator-')), 'operator.json')
  await writeFile(path, typeof contents === 'string' ? contents : JSON.stringify(contents))
  return readOperator(path)
}

describe('the operator’s file', () => {
  test('names receivers, their addresses and days', async () => {
    const { errors, usage, policyVersion } = await operatorOf(file)
    expect(policyVersion).toBe('2')
    expect(errors).toMatchObject({
      host: 'errors.example.org',
      url: 'https://errors.example.org/under/api/7/envelope/',
      ...{ key: 'key', keptDays: 14 },
    })
    expect(usage).toMatchObject({ url: 'https://counts.example.org/batch/', keptDays: 90 })
  })

  test.each([
    ['an array', []],
    ['an unknown field', { ...file, endpoint: 'https://x.example' }],
    ['a DSN without a key', { ...file, errors: { dsn: 'https://errors.example.org/7' } }],
    ['a DSN with a password', { ...file, errors: { dsn: 'https://a:b@errors.example.org/7' } }],
    ['a DSN without a project', { ...file, errors: { dsn: 'https://key@errors.example.org/' } }],
    ['a key with a header in it', { ...file, usage: { ...file.usage, key: 'x\r\nhost: y' } }],
    ['http to another host', { ...file, usage: { ...file.usage, host: 'http://x.example' } }],
    ['more days than the policy allows', { ...file, errors: { ...file.errors, keptDays: 365 } }],
    ['a policy that is a script', { ...file, policyUrl: 'javascript:alert(1)' }],
    ['no JSON', '{"format":'],
    ['a version of the future', { ...file, version: 2 }],
  ])('%s is refused as a whole', async (_what, contents) => {
    const read = await operatorOf(contents)
    expect(read).toMatchObject({ status: { status: 'broken' }, errors: null, usage: null })
  })

  test('none is nobody', async () => {
    expect((await readOperator(null)).status).toEqual({ status: 'none' })
    expect((await readOperator('/nowhere/operator.json')).status).toEqual({ status: 'none' })
  })
})

describe('why nothing is sent', () => {
  const receivers = { errors: 'errors.example.org', usage: 'counts.example.org' }
  const yes = { at: 1, policyVersion: '1/2', errors: true, usage: true, by: 'test', receivers }
  const groundOf = async (more: Partial<Ground> = {}): Promise<Ground> => ({
    silenced: null,
    operator: await operatorOf(file),
    answer: yes,
    problem: null,
    lacksReporter: false,
    ...more,
  })

  test.each<[string, Partial<Ground>, string | undefined]>([
    ['a yes that holds', {}, undefined],
    ['no answer', { answer: null }, 'not-asked'],
    ['a no', { answer: { ...yes, usage: false } }, 'refused'],
    [
      'a no to another version',
      { answer: { ...yes, usage: false, policyVersion: '1' } },
      'refused',
    ],
    [
      'an answer to another version',
      { answer: { ...yes, policyVersion: '1/1' } },
      'policy-changed',
    ],
    [
      'an answer for another host',
      { answer: { ...yes, receivers: { ...receivers, usage: 'other.example' } } },
      'receiver-changed',
    ],
    ['unreadable answers', { problem: 'EACCES' }, 'unreadable'],
    ['a variable', { silenced: 'MSTRO_TELEMETRY' }, 'environment'],
  ])('%s', async (_what, more, kind) => {
    expect(holdOf('usage', await groundOf(more))?.kind).toBe(kind)
  })

  test('a missing reporter holds the errors alone', async () => {
    const ground = await groundOf({ lacksReporter: true })
    expect(holdOf('errors', ground)?.kind).toBe('no-reporter')
    expect(holdOf('usage', ground)).toBeNull()
  })

  test('a no is an answer, nobody is no question', async () => {
    const no = { ...yes, errors: false, usage: false }
    expect(wantsAnswer(await groundOf({ answer: no }))).toBe(false)
    expect(wantsAnswer(await groundOf({ answer: { ...no, policyVersion: '1' } }))).toBe(false)
    expect(wantsAnswer(await groundOf({ answer: null }))).toBe(true)
    const operator = await readOperator(null)
    expect(wantsAnswer(await groundOf({ answer: null, operator }))).toBe(false)
  })

  test.each([
    [{ MSTRO_TELEMETRY: '0' }, 'MSTRO_TELEMETRY'],
    [{ MSTRO_TELEMETRY: 'OFF' }, 'MSTRO_TELEMETRY'],
    [{ MSTRO_TELEMETRY: '1' }, null],
    [{ MSTRO_TELEMETRY: '1', DO_NOT_TRACK: '1' }, 'DO_NOT_TRACK'],
    [{ DO_NOT_TRACK: 'true' }, 'DO_NOT_TRACK'],
    [{ DO_NOT_TRACK: '0' }, null],
    [{ DO_NOT_TRACK: '' }, null],
    [{}, null],
  ])('%j is silenced by %s', (environment, variable) => {
    expect(silencedBy(environment)).toBe(variable)
  })
})
