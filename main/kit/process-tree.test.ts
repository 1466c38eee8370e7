import { afterEach, describe, expect, it } from 'vitest'
import { createProcessTree, type ProcessMark, type ProcessTree } from './process-tree.ts'
import { createSpawn, type Program } from './spawn.ts'

const spawn = createSpawn()
const variable = 'TREE_TEST=9c2f'
const started: { program: Program; found: readonly ProcessMark[] }[] = []

/** A program that starts a child in a session of its own, and prints the child's number. */
const family = `
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
    { detached: true, stdio: 'ignore' })
  child.unref()
  console.log(child.pid)
  setInterval(() => {}, 1000)`

async function startFamily(): Promise<{ program: Program; childPid: number }> {
  const request = { command: process.execPath, args: ['-e', family], cwd: '/tmp' }
  const made = await spawn.start({ ...request, env: { TREE_TEST: '9c2f' } })
  if (!made.ok) throw new Error(made.error)
  const program = made.value
  const childPid = await new Promise<number>((done) =>
    program.stdout.once('data', (bytes: Buffer) => done(Number(bytes.toString()))),
  )
  return { program, childPid }
}

const tree = createProcessTree(spawn)
const numbers = (found: readonly ProcessMark[]) =>
  found.map(({ pid }) => pid).sort((left, right) => left - right)
const search = (program: Program) => ({ rootPid: program.pid, variable })

async function endAll(which: ProcessTree, found: readonly ProcessMark[]): Promise<void> {
  await which.signal(found, 'SIGKILL')
  for (let at = 0; at < 50 && (await which.alive(found)).length > 0; at++) {
    await new Promise((done) => setTimeout(done, 50))
  }
}

afterEach(async () => {
  for (const { program, found } of started.splice(0)) {
    await endAll(tree, found)
    program.signal('SIGKILL')
  }
})

describe('the tree of a program', () => {
  it('holds the child that has a session of its own', async () => {
    const { program, childPid } = await startFamily()
    const found = await tree.find(search(program))
    started.push({ program, found })
    expect(numbers(found)).toEqual(
      numbers([
        { pid: program.pid, startedAt: '' },
        { pid: childPid, startedAt: '' },
      ]),
    )
  })

  it.runIf(process.platform === 'linux')('holds the child after its parent has gone', async () => {
    const { program, childPid } = await startFamily()
    started.push({ program, found: await tree.find(search(program)) })
    program.signal('SIGKILL')
    await program.exited
    expect(numbers(await tree.find(search(program)))).toEqual([childPid])
  })

  it('ends what it found, and only that', async () => {
    const { program } = await startFamily()
    const found = await tree.find(search(program))
    started.push({ program, found })
    const strangers = found.map(({ pid }) => ({ pid, startedAt: 'another time' }))
    await tree.signal(strangers, 'SIGKILL')
    expect(await tree.alive(found)).toHaveLength(2)
    await endAll(tree, found)
    expect(await tree.alive(found)).toEqual([])
    expect(await tree.find(search(program))).toEqual([])
  })

  it('never holds ourselves', async () => {
    const all = await tree.find({ rootPid: process.pid, variable: `PATH=${process.env.PATH}` })
    expect(numbers(all)).not.toContain(process.pid)
  })

  it('is read from ps where there is no /proc', async () => {
    const other = createProcessTree(spawn, 'darwin')
    const { program, childPid } = await startFamily()
    const found = await other.find(search(program))
    started.push({ program, found: await tree.find(search(program)) })
    expect(numbers(found)).toEqual(expect.arrayContaining([program.pid, childPid]))
    await endAll(other, found)
    expect(await other.alive(found)).toEqual([])
  })
})
