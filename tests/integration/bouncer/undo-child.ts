/** Keeps copies one after the other until it is killed; says the id of each that was confirmed. */
import { openUndoHouse } from './undo-house.ts'

const [root = ''] = process.argv.slice(2)
const house = await openUndoHouse({ root })
for (;;) {
  house.write(`many/new-${Date.now()}`, `${Math.random()}`)
  const kept = await house.approve(house.question('rm -rf ../project/many/'))
  if (kept.status !== 'go') throw new Error(JSON.stringify(kept))
  const [copy] = await house.copies()
  if (copy) process.stdout.write(`${copy.id} ${copy.files}\n`)
}
