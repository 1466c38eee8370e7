import { describe, expect, test } from 'vitest'
import { messageWords, typeWords } from './error-words.ts'
import { envelopeOf, exactError } from './exact-error.ts'
import { exactFrame } from './exact-frame.ts'

const root = '/opt/mstro/app.asar'

describe('messages', () => {
  test.each([
    ["ENOENT: no such file or directory, open '/home/noor/.ssh/id_ed25519'", 'ENOENT'],
    ["EACCES: permission denied, mkdir '/srv/acme'", 'EACCES'],
    [
      "Cannot read properties of undefined (reading 'AcmeLedger')",
      'Cannot read properties of undefined',
    ],
    ["Cannot set properties of null (setting 'x')", 'Cannot set properties of null'],
    ['acme.refund is not a function', '… is not a function'],
    ['Unexpected token \'p\', "prompt: pay" is not valid JSON', '… is not valid JSON'],
    ['unexpected member: {"prompt":"secret"}', 'unexpected member'],
    ['prompt was “delete everything”', '(message cut)'],
    ['', '(message cut)'],
    ['ESECRETCODENAME happened', '(message cut)'],
    ['the plan says: ENOENT', '(message cut)'],
  ])('%s', (message, words) => {
    expect(messageWords(message)).toBe(words)
  })

  test.each([
    ['TypeError', 'TypeError'],
    ['ZodError', 'ZodError'],
    ['AcmeBillingError', 'Error'],
    ['constructor', 'Error'],
    ['', 'Error'],
  ])('the kind %s is told as %s', (type, words) => {
    expect(typeWords(type)).toBe(words)
  })
})

describe('lines of the stack', () => {
  const told = (filename: string, name = 'run') => {
    const frame = exactFrame({ filename, function: name, lineno: 3, colno: 9 }, root)
    return `${frame.filename} ${frame.function}`
  }

  test.each([
    [`${root}/out/main/chunk-a.js`, 'app:///out/main/chunk-a.js run'],
    [`file://${root}/main/sessions/session.ts`, 'app:///main/sessions/session.ts run'],
    [`${root}/node_modules/ws/lib/websocket.js`, 'app:///node_modules/ws/lib/websocket.js run'],
    ['app:///out/main/main.js', 'app:///out/main/main.js run'],
    ['app://mstro/assets/index-aB3.js', 'app:///assets/index-aB3.js run'],
    ['http://127.0.0.1:4711/assets/index-aB3.js?x=1', 'app:///assets/index-aB3.js run'],
    ['node:internal/process/task_queues', 'node:internal/process/task_queues run'],
    ['/home/noor/acme/index.js', '(elsewhere) ?'],
    [`${root}/../acme/index.js`, '(elsewhere) ?'],
    [`${root}/main/../../../home/noor/x.ts`, '(elsewhere) ?'],
    ['/home/noor/node_modules/acme/x.js', '(elsewhere) ?'],
    ['https://evil.example/assets/x.js', '(elsewhere) ?'],
    ['evalmachine.<anonymous>', '(elsewhere) ?'],
    ['', '(elsewhere) ?'],
  ])('%s', (filename, words) => {
    expect(told(filename)).toBe(words)
  })

  test.each([
    ['Object.session/abc', '?'],
    ['/home/noor', '?'],
    ['a prompt of mine', '?'],
    ['async Session.resume', 'async Session.resume'],
    ['new AppStore', 'new AppStore'],
    ['<anonymous>', '<anonymous>'],
  ])('the function %s is told as %s', (name, words) => {
    expect(told(`${root}/main/a.ts`, name)).toBe(`app:///main/a.ts ${words}`)
  })
})

describe('the report', () => {
  const around = { host: 'desktop', platform: 'freebsd', root } as const
  const made = {
    event_id: 'a'.repeat(32),
    timestamp: 1_795_256_640.75,
    server_name: 'noors-laptop',
    user: { username: 'noor', ip_address: '{{auto}}' },
    tags: { repo: 'acme' },
    extra: { prompt: 'secret' },
    breadcrumbs: [{ message: 'secret' }],
    request: { url: 'https://acme.example' },
    modules: { acme: '1' },
    contexts: { os: { name: 'Linux', version: '6.1', build: 'x' }, device: { name: 'noor' } },
    exception: {
      values: [
        {
          ...{ type: 'Error', value: 'secret', module: 'acme', thread_id: 1 },
          mechanism: { type: 'onerror', handled: false, data: { function: 'secret' } },
          stacktrace: {
            frames: [
              {
                ...{ filename: `${root}/main/a.ts`, function: 'f', lineno: -4, colno: 1.5 },
                ...{ vars: { prompt: 'secret' }, context_line: 'const secret = 1', abs_path: '/x' },
              },
            ],
          },
        },
      ],
    },
  }

  test('has what is on the list and nothing else', () => {
    expect(exactError(made, around)).toEqual({
      event_id: 'a'.repeat(32),
      timestamp: 1_795_256_641,
      ...{ platform: 'node', level: 'error', release: 'mstro@0.1.0', environment: 'desktop' },
      exception: {
        values: [
          {
            ...{ type: 'Error', value: '(message cut)' },
            mechanism: { type: 'generic', handled: false },
            stacktrace: {
              frames: [
                {
                  ...{ filename: 'app:///main/a.ts', function: 'f' },
                  ...{ lineno: 0, colno: 0, in_app: true },
                },
              ],
            },
          },
        ],
      },
      contexts: { os: { name: 'other' }, app: { app_version: '0.1.0' } },
      sdk: { name: 'mstro', version: '0.1.0', settings: { infer_ip: 'never' } },
    })
  })

  test.each([null, 'text', {}, { ...made, event_id: 'x' }, { ...made, exception: { values: [] } }])(
    'nothing is made of %j',
    (other) => {
      expect(exactError(other, around)).toBeNull()
    },
  )

  test('the envelope says how long its item is, in bytes', () => {
    const [, item, payload] = envelopeOf({ event_id: 'e', value: '…' }, 0).split('\n')
    expect(JSON.parse(item ?? '')).toMatchObject({ length: Buffer.byteLength(payload ?? '') })
  })
})
