import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScratchHouse, type ScratchHouse } from './scratch-house.ts'

const entries = {
  'shared/greeting.ts': "export const greeting: string = 'hello from'\n",
  'main/main.ts': "import { app } from 'electron'\nexport const own = app\n",
  'main/headless.ts': "import { startDigger } from './kit/digger.ts'\nstartDigger()\n",
  'main/kit/digger.ts': `import { Worker } from 'node:worker_threads'
import { WebSocketServer } from 'ws'
export function startDigger(): void {
  const worker = new Worker(new URL('./digger.worker.ts', import.meta.url))
  worker.on('message', (text: string) => process.stdout.write(text))
  void import('keytar').catch(() => WebSocketServer)
}
`,
  'main/kit/digger.worker.ts': `import { parentPort } from 'node:worker_threads'
import { greeting } from '../../shared/greeting.ts'
parentPort?.postMessage(\`\${greeting} the worker\`)
`,
  'preload/preload.ts': `import { contextBridge } from 'electron'
import { z } from 'zod'
import { greeting } from '../shared/greeting.ts'
contextBridge.exposeInMainWorld('bridge', z.string().parse(greeting))
`,
  'renderer/index.html':
    '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="./main.tsx"></script></body></html>\n',
  'renderer/main.tsx': `import { createRoot } from 'react-dom/client'
const root = document.getElementById('root')
if (root) createRoot(root).render(<p />)
`,
}

let house: ScratchHouse
const built = (path: string) => readFileSync(join(house.path, 'out', path), 'utf8')
const runNode = (path: string) =>
  execFileSync(process.execPath, [join(house.path, path)], { encoding: 'utf8', timeout: 20_000 })

beforeAll(() => {
  house = createScratchHouse(entries)
  const config = 'electron.vite.config.ts'
  cpSync(join(import.meta.dirname, '../..', config), join(house.path, config))
  house.run('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn')
})
afterAll(() => house.remove())

test('main, headless and the worker lie in one folder as ES modules', () => {
  const files = readdirSync(join(house.path, 'out/main'))
  expect(files).toEqual(expect.arrayContaining(['main.js', 'headless.js', 'digger.worker.js']))
  expect(built('main/main.js')).toMatch(/from "electron"/)
})

test('the same line starts the worker from source and from the build', () => {
  expect(runNode('main/headless.ts')).toBe('hello from the worker')
  expect(runNode('out/main/headless.js')).toBe('hello from the worker')
})

test('small packages are bundled, native ones stay outside, headless has no trace of electron', () => {
  const headless = readdirSync(join(house.path, 'out/main'))
    .filter((name) => name !== 'main.js')
    .map((name) => built(`main/${name}`))
    .join('\n')
  expect(headless).not.toMatch(/from "ws"/)
  expect(headless).toMatch(/import\("keytar"\)/)
  expect(headless).not.toMatch(/electron/)
})

test('the preload is one CommonJS file that requires electron alone', () => {
  expect(readdirSync(join(house.path, 'out/preload'))).toEqual(['preload.cjs'])
  const required = [...built('preload/preload.cjs').matchAll(/require\("([^"]+)"\)/g)]
  expect(new Set(required.map(([, name]) => name))).toEqual(new Set(['electron']))
})

test('the page loads its script by a relative address and holds none itself', () => {
  const page = built('renderer/index.html')
  expect(page).toMatch(/<script type="module" crossorigin src="\.\/assets\/[\w.-]+\.js"><\/script>/)
  expect(page).not.toMatch(/<script[^>]*>[^<]/)
})
