import { describe, expect, test } from 'vitest'
import { checkText, RULES } from '../../tooling/rules/all-rules.mjs'

const rulesFor = (path: string, text: string) => checkText(path, text).map(({ rule }) => rule)
const long = (lines: number) => 'const one = 1\n'.repeat(lines)
const doc = '/** Says something useful. */\n'

/** Each rule: texts that break it, and near misses that do not. */
const cases: Record<string, { broken: [string, string][]; sound: [string, string][] }> = {
  'network-only-through-egress': {
    broken: [
      ['main/usage/a.ts', "await fetch('https://x')"],
      ['main/usage/a.ts', 'const client = { get: fetch }'],
      ['main/usage/a.ts', "await globalThis.fetch('https://x')"],
      ['renderer/usage/a.ts', "await window.fetch('/x')"],
      ['main/usage/b.ts', "import { request } from 'node:https'"],
      ['main/usage/b.ts', "import { get as load } from 'http'"],
      ['main/usage/b.ts', "import http from 'node:http'\nhttp.request('x')"],
      ['main/usage/b.ts', "import * as net from 'node:net'\nnet.connect(80)"],
      ['main/usage/b.ts', "import { connect } from 'node:tls'"],
      ['main/usage/b.ts', "import { createSocket } from 'node:dgram'"],
      ['main/usage/b.ts', "import { lookup } from 'node:dns/promises'"],
      ['main/usage/b.ts', "import axios, { create } from 'axios'"],
      ['main/os/electron/b.ts', "import { net } from 'electron'"],
      ['main/usage/c.ts', "import { WebSocket } from 'ws'\nnew WebSocket('wss://x')"],
      ['renderer/app/c.ts', "new WebSocket('ws://x')"],
      ['renderer/client/c.ts', "new EventSource('/x')"],
      ['renderer/client/c.ts', 'new XMLHttpRequest()'],
      ['renderer/client/c.ts', "await fetch('//elsewhere')"],
      ['renderer/client/c.ts', 'await fetch(address)'],
      ['renderer/app/c.ts', "await fetch('/session')"],
      ['preload/c.ts', "navigator.sendBeacon('/x')"],
      ['tooling/c.mjs', "await fetch('https://x')"],
      ['main/usage/d.ts', "(await import('node:https')).get('https://x')"],
      ['main/usage/d.ts', "const https = createRequire(import.meta.url)('node:https')"],
      ['main/usage/d.ts', "process.getBuiltinModule('node:https')"],
      ['main/usage/d.ts', 'const { fetch: get } = globalThis'],
    ],
    sound: [
      ['main/kit/egress/a.ts', "await fetch('https://x')"],
      ['platform/a.ts', "await fetch('https://x')"],
      ['renderer/client/a.ts', "new WebSocket('ws://x')"],
      ['renderer/client/a.ts', "await fetch('/session')"],
      ['main/gateway/local-server/a.ts', "import { createServer } from 'node:http'"],
      ['main/gateway/local-server/a.ts', "import { type Socket } from 'node:net'"],
      ['main/gateway/local-server/a.ts', "import type { Socket } from 'node:net'"],
      ['main/usage/a.ts', "await deps.egress.fetch('https://x')"],
      ['main/usage/a.ts', 'const load = ({ fetch }: Deps) => fetch(1)'],
      ['main/usage/a.ts', "await import('./door.ts')"],
      ['main/usage/a.test.ts', "await fetch('http://127.0.0.1:1')"],
      ['tests/integration/a.ts', "await fetch('http://127.0.0.1:1')"],
    ],
  },
  'processes-only-where-allowed': {
    broken: [
      ['main/bouncer/a.ts', "import { spawn } from 'node:child_process'"],
      ['main/gateway/a.ts', "const { spawn } = await import('child_process')"],
    ],
    sound: [
      ['main/kit/spawn.ts', "import { spawn } from 'node:child_process'"],
      ['main/sessions/agents/a.ts', "import { spawn } from 'node:child_process'"],
      ['main/bouncer/a.test.ts', "import { spawn } from 'node:child_process'"],
    ],
  },
  'folders-only-through-make-folder': {
    broken: [
      ['main/usage/a.ts', "import { mkdir } from 'node:fs/promises'"],
      ['main/usage/a.ts', "import { mkdirSync as make, rmSync } from 'fs'"],
      ['main/usage/a.ts', "import fs from 'node:fs'\nfs.promises.mkdir('x')"],
      ['preload/a.ts', "import * as files from 'node:fs/promises'\nfiles.mkdir('x')"],
      ['main/usage/a.ts', "const { mkdir } = await import('node:fs/promises')"],
    ],
    sound: [
      ['main/kit/make-folder.ts', "import { mkdir } from 'node:fs/promises'"],
      ['main/usage/a.ts', "import { mkdtemp, rm } from 'node:fs/promises'"],
      ['main/usage/a.ts', "const verbs = 'mkdir touch'"],
      ['main/usage/a.ts', 'const table = { mkdir: makeFolders }'],
      ['main/usage/a.test.ts', "import { mkdir } from 'node:fs/promises'"],
      ['tooling/a.mjs', "import { mkdir } from 'node:fs/promises'"],
    ],
  },
  'no-shell-strings': {
    broken: [
      ['main/kit/spawn.ts', "spawn('ls', [], { shell: true })"],
      ['main/kit/spawn.ts', "spawn('ls', [], { shell: '/bin/sh' })"],
      ['tests/a.ts', "import { exec } from 'node:child_process'"],
      ['tooling/a.mjs', "import { execSync as run } from 'node:child_process'"],
      ['main/os/a.ts', "import cp from 'node:child_process'\ncp.exec('ls')"],
    ],
    sound: [
      ['main/kit/spawn.ts', "spawn('ls', [], { shell: false })"],
      ['main/kit/a.ts', "/x/.exec('x')"],
      ['main/bouncer/a.ts', 'const effect = { shell: parsed.shell }'],
    ],
  },
  'no-literal-text': {
    broken: [
      ['renderer/audit/a.tsx', 'const a = <p>Hello</p>'],
      ['renderer/audit/a.tsx', "const a = <p>{'Hello'}</p>"],
      ['renderer/audit/a.tsx', 'const a = <p>{`Hello ${name}`}</p>'],
      ['renderer/audit/a.tsx', "const a = <p>{busy ? 'Working' : text.idle}</p>"],
      ['renderer/audit/a.tsx', "const a = <p>{name || 'Nobody'}</p>"],
      ['renderer/audit/a.tsx', 'const a = <button aria-label="Close" />'],
      ['renderer/audit/a.tsx', 'const a = <input placeholder="Search" />'],
      ['renderer/audit/a.tsx', "const a = <b title={on ? 'On' : off} />"],
      ['renderer/ui/a.tsx', 'const a = <img alt="Logo" />'],
      ['renderer/ui/a.tsx', "const words = 'Hello there'"],
      ['renderer/ui/a.tsx', 'const a = <Button tooltip="Hello there" />'],
    ],
    sound: [
      ['renderer/audit/a.tsx', 'const a = <p>{text.hello}</p>'],
      ['renderer/audit/a.tsx', 'const a = <p>·{count} / {total}</p>'],
      ['renderer/audit/a.tsx', 'const a = <p className="lead" id="x">{t(\'audit.title\')}</p>'],
      ['renderer/ui/a.test.tsx', 'const a = <p>Hello</p>'],
      ['renderer/ui/a.tsx', "throw new Error('No root element')"],
    ],
  },
  'brand-only-in-brand': {
    broken: [
      ['main/settings/a.ts', "const home = join(user, '.mstro')"],
      ['main/settings/a.ts', "const link = 'mstro://open'"],
      ['main/settings/a.ts', 'const title = `Mstro ${version}`'],
      ['main/settings/a.ts', 'const home = env.MSTRO_HOME'],
      ['main/settings/a.ts', "const home = env['MSTRO_HOME']"],
      ['main/settings/a.ts', "const id = 'app.mstro.desktop'"],
      ['main/gateway/a.ts', "const realm = 'mstro'"],
      ['shared/settings/errors.ts', "const says = 'Run mstro doctor.'"],
      ['renderer/app/a.tsx', 'const a = <h1>Mstro</h1>'],
    ],
    sound: [
      ['shared/brand.ts', `${doc}export const brand = { name: 'Mstro' }`],
      ['main/settings/a.ts', '// Mstro keeps its settings here.\nconst home = brand.homeFolder'],
      ['main/settings/a.test.ts', "const home = '.mstro'"],
      ['main/settings/a.ts', "const format = 'mstro-settings'"],
      ['main/settings/a.ts', "const name = 'maestro'"],
    ],
  },
  'no-raw-colours': {
    broken: [
      ['renderer/app/a.css', 'a { color: #fff; }'],
      ['renderer/app/a.css', 'a { border: 1px solid rgb(0 0 0 / 50%); }'],
      ['renderer/app/a.css', 'a { background: oklch(50% 0.1 20) }'],
      ['renderer/app/a.css', '@media print { a { color: red; } }'],
      ['renderer/app/a.tsx', "const a = <p style={{ color: 'red' }} />"],
      ['renderer/app/a.tsx', 'const a = <path fill="#c00" />'],
      ['renderer/app/a.ts', "const grid = 'rgba(0,0,0,.1)'"],
    ],
    sound: [
      ['renderer/ui/tokens.css', ':root { --ink: #111; }'],
      [
        'renderer/app/a.css',
        'a { color: var(--red); background: color-mix(in oklch, var(--a), transparent); }',
      ],
      [
        'renderer/app/a.css',
        '/* #fff */ #fade:hover { color: currentcolor; background: url(#abc) }',
      ],
      ['renderer/app/a.tsx', 'const a = <p style={{ color: \'var(--ink)\' }} className="red" />'],
      ['renderer/app/a.tsx', 'const a = <path fill="none" />'],
    ],
  },
  'procedures-declare-rights': {
    broken: [
      [
        'shared/audit/contract.ts',
        "const c = { 'audit.list': procedure({ kind: 'query' }, i, o) }",
      ],
      ['shared/audit/contract.ts', "const c = { 'audit.list': procedure(rights, i, o) }"],
      ['shared/audit/contract.ts', "const c = { 'audit.list': { input, output } }"],
    ],
    sound: [
      [
        'shared/audit/contract.ts',
        "const c = { 'audit.list': procedure({ kind: 'query', role: 'view', idempotent: true }, i, o), 'audit.grew': event({ role: 'view' }, p) }",
      ],
    ],
  },
  'state-has-a-data-owner': {
    broken: [['main/audit/index.ts', '// The audit.\n// State: logs.\n']],
    sound: [
      ['main/audit/index.ts', '// The tray.\n// State: none\n'],
      ['main/audit/index.ts', "// A.\n// B.\nexport { dataOwner } from './data-owner.ts'"],
      [
        'main/audit/index.ts',
        `// A.\n// B.\n${doc}export interface Audit { dataOwner: DataOwner }`,
      ],
      ['main/kit/index.ts', "export * as x from './x.ts'"],
    ],
  },
  'doors-say-what-they-own': {
    broken: [
      ['main/audit/index.ts', "export { dataOwner } from './data-owner.ts'"],
      ['main/audit/index.ts', '// One line. State: none\n'],
      ['main/audit/index.ts', '// 1\n// 2\n// 3\n// 4\n// State: none\n'],
    ],
    sound: [
      ['main/audit/index.ts', '// Owns it.\n// State: none\n'],
      ['main/audit/index.ts', '/**\n * Owns it.\n * State: none\n */\n'],
    ],
  },
  'exports-are-documented': {
    broken: [
      ['main/audit/a.ts', 'export function verify() {}'],
      ['main/audit/a.ts', 'export const limit = 3'],
      ['shared/audit/model.ts', 'export type Entry = { a: 1 }'],
      ['renderer/audit/a.tsx', '/** x */\nexport interface Rows { a: 1 }'],
    ],
    sound: [
      ['main/audit/a.ts', `${doc}export function verify() {}`],
      [
        'shared/audit/model.ts',
        `${doc}export const a = z.string()\nexport type A = z.infer<typeof a>`,
      ],
      ['renderer/ui/a.tsx', `export interface TagProps { a: 1 }\n${doc}export function Tag() {}`],
      ['main/audit/a.test.ts', 'export const limit = 3'],
    ],
  },
  'no-text-as-code': {
    broken: [
      ['main/audit/a.ts', "eval('1')"],
      ['main/audit/a.ts', "new Function('return 1')"],
      ['main/audit/a.ts', "setTimeout('run()', 1)"],
      ['renderer/audit/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: x }} />'],
      ['renderer/audit/a.ts', 'node.innerHTML = text'],
      ['renderer/audit/a.ts', 'document.write(text)'],
    ],
    sound: [['main/audit/a.ts', 'setTimeout(() => run(), 1)\npage.evaluate(fn)']],
  },
  'no-type-escapes': {
    broken: [
      ['main/audit/a.ts', 'const a = b as unknown as C'],
      ['main/audit/a.ts', '// @ts-expect-error wrong\nconst a: string = 1'],
      ['tests/fakes/a.ts', '// @ts-nocheck\nconst a = 1'],
    ],
    sound: [['main/audit/a.ts', 'const a = b as C\nconst d = e as unknown']],
  },
  'nothing-unfinished': {
    broken: [
      ['main/audit/a.ts', '// TODO later\nconst a = 1'],
      ['main/audit/a.ts', '/**\n * FIXME\n */\nconst a = 1'],
    ],
    sound: [['main/audit/a.ts', "const status = 'TODO'"]],
  },
  'no-vague-file-names': {
    broken: [
      ['main/kit/utils.ts', ''],
      ['main/audit/log-helpers.ts', ''],
      ['main/sessions/session-manager.ts', ''],
      ['renderer/common/a.tsx', ''],
      ['platform/mail-service.ts', ''],
    ],
    sound: [
      ['main/os/node/secret-service.ts', ''],
      ['main/kit/atomic-file.ts', ''],
    ],
  },
  'file-size': {
    broken: [
      ['main/audit/a.ts', long(401)],
      ['renderer/app/a.css', long(401)],
    ],
    sound: [['main/audit/a.ts', long(400)]],
  },
}

test('every rule has planted violations', () => {
  expect(RULES.map(({ name }) => name).toSorted()).toEqual(Object.keys(cases).toSorted())
})

describe.each(Object.entries(cases))('%s', (rule, { broken, sound }) => {
  test.each(broken)('caught in %s: %s', (path, text) => {
    expect(rulesFor(path, text)).toContain(rule)
  })

  test.each(sound)('not in %s: %s', (path, text) => {
    expect(rulesFor(path, text)).not.toContain(rule)
  })
})

test.each([
  ['an interface that has one', `${doc}export interface Audit { dataOwner: DataOwner }`, []],
  [
    'an interface without one',
    `${doc}export interface Audit { list(): void }`,
    ['state-has-a-data-owner'],
  ],
  ['no file at all', null, ['state-has-a-data-owner']],
])('a door that passes on %s', (_what, beside, expected) => {
  const door = "// A.\n// B.\nexport { type Audit, createAudit } from './create-audit.ts'\n"
  const found = checkText('main/audit/index.ts', door, (path) =>
    path === './create-audit.ts' ? beside : null,
  )
  expect(found.map(({ rule }) => rule)).toEqual(expected)
})

test('a finding names its line and what to do', () => {
  expect(checkText('main/usage/a.ts', "const one = 1\nawait fetch('https://x')\n")).toEqual([
    {
      rule: 'network-only-through-egress',
      path: 'main/usage/a.ts',
      line: 2,
      message: expect.stringContaining('ask the egress door'),
    },
  ])
})
