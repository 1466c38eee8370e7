import { mkdir, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { within } from '../app/until.ts'
import { endAll, freshHome, fromSource, run, serve, start } from './run-command.ts'

afterEach(endAll)

/** A home in which a file lies where a folder of the app belongs. */
async function oddHome() {
  const home = await freshHome()
  const path = join(home, 'data', 'desktop', 'sessions')
  await mkdir(join(home, 'data', 'desktop'), { recursive: true })
  await writeFile(path, '')
  return { program: fromSource(home), path }
}

const odd = (path: string) => `${path} is not as this app left it and cannot be used (ENOTDIR).`

test('a start that fails ends with its sentence and exit code 1, and the next one can start', async () => {
  const { program, path } = await oddHome()
  const failed = await within('the end', run(program, ['serve', '--no-open']))
  expect(failed).toMatchObject({ code: 1, out: '' })
  expect(failed.err).toContain(odd(path))
  const asData = await within('the end', run(program, ['serve', '--no-open', '--json']))
  expect(asData).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(asData.out)).toMatchObject({ ok: false, code: 'start.home-odd' })
  const exported = join(path, '..', 'all.zip')
  const errand = await within('the end', run(program, ['export', '--out', exported]))
  expect(errand).toMatchObject({ code: 1 })
  expect(errand.err).toContain('Nothing was exported')
  await rm(path)
  const server = await serve(program)
  server.child.kill('SIGTERM')
  expect(await within('the end', server.ended)).toMatchObject({ code: 0 })
})

/** The command with a file system in which one function does something else. */
async function withFault(name: string, fault: string) {
  const home = await freshHome()
  const program = fromSource(home)
  const file = join(home, 'fault.mjs')
  const lines = [
    "import fs from 'node:fs'",
    "import { syncBuiltinESMExports } from 'node:module'",
    `const real = fs.promises.${name}`,
    `fs.promises.${name} = ${fault}`,
    'syncBuiltinESMExports()',
  ]
  await writeFile(file, lines.join('\n'))
  return { ...program, env: { ...program.env, NODE_OPTIONS: `--import=${file}` } }
}

test('a start that fails late, with everything else running, ends all the same', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const program = fromSource(await freshHome())
  const failed = await within('the end', run(program, ['serve', '--no-open', '--port', `${port}`]))
  taken.close()
  expect(failed).toMatchObject({ code: 1, err: expect.stringContaining(`${port}`) })
})

test('a start that hangs is ended by one SIGTERM', async () => {
  // The first folder that a start makes is never made.
  const hangs = `() => { process.stderr.write('hangs'); setInterval(() => 0, 1000)
  return new Promise(() => 0) }`
  const server = start(await withFault('mkdir', hangs), ['serve', '--no-open'])
  await new Promise<void>((resolve) => {
    server.child.stderr.on('data', (text) => String(text).includes('hangs') && resolve())
  })
  server.child.kill('SIGTERM')
  expect(await within('the end', server.ended)).toMatchObject({ code: 143 })
})
