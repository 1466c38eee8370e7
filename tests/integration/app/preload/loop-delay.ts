// Notes the longest pause between two ticks of the event loop, and tells it on command.
const tickMs = 5
let lastAt = performance.now()
let worstMs = 0

setInterval(() => {
  const now = performance.now()
  worstMs = Math.max(worstMs, now - lastAt)
  lastAt = now
}, tickMs).unref()

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('loop' in message)) return
  process.send?.({ worstMs })
  worstMs = 0
})
// The channel to the tests must not keep the app alive.
process.channel?.unref()
