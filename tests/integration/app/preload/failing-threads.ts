import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** Threads of the app die or hang while this file says so; how a test tells them, since they get no environment. */
const order = join(process.cwd(), 'tmp', 'threads')

function obey(): void {
  let said = ''
  try {
    said = readFileSync(order, 'utf8')
  } catch {
    // No order: the thread does its work.
    return
  }
  if (said === 'die') throw new Error('this thread was told to die')
  if (said === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

if (!isMainThread) {
  obey()
  setInterval(obey, 10).unref()
}
