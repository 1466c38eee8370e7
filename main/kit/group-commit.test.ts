import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

test('items of one turn are committed together, in order', async () => {
  const groups: number[][] = []
  const queue = createGroupCommit<number, number>(async (items) => {
    groups.push([...items])
    return items.map((item) => item * 10)
  })
  expect(await Promise.all([queue.add(1), queue.add(2), queue.add(3)])).toEqual([10, 20, 30])
  expect(groups).toEqual([[1, 2, 3]])
})

test('what arrives during a commit waits for it and forms the next group', async () => {
  const groups: number[][] = []
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const queue = createGroupCommit<number, number>(async (items) => {
    groups.push([...items])
    if (groups.length === 1) await held
    return items
  })
  const first = queue.add(1)
  await new Promise((resolve) => setImmediate(resolve))
  const later = [queue.add(2), queue.add(3)]
  expect(groups).toEqual([[1]])
  release()
  await Promise.all([first, ...later])
  expect(groups).toEqual([[1], [2, 3]])
})

test('work that runs alone keeps its place between items', async () => {
  const order: string[] = []
  const queue = createGroupCommit<string, undefined>(async (items) => {
    order.push(items.join('+'))
    return items.map(() => undefined)
  })
  const done = [
    queue.add('a'),
    queue.alone(async () => {
      order.push('alone')
    }),
    queue.add('b'),
  ]
  await Promise.all(done)
  expect(order).toEqual(['a', 'alone', 'b'])
})

test('a commit that throws rejects its own items only', async () => {
  const queue = createGroupCommit<number, number>(async (items) => {
    if (items.includes(1)) throw new Error('broken')
    return items
  })
  await expect(queue.add(1)).rejects.toThrow('broken')
  expect(await queue.add(2)).toBe(2)
  await queue.idle()
})
