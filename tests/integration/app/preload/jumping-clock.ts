// Moves the clock on command: the parent sends the number of milliseconds to add to the real time.
const real = Date.now.bind(Date)
let offsetMs = Number(process.env.CLOCK_OFFSET_MS ?? 0)
Date.now = () => real() + offsetMs

process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'offsetMs' in message) {
    offsetMs = Number(message.offsetMs)
    process.send?.({ moved: offsetMs })
  }
})
// The channel to the tests must not keep the app alive.
process.channel?.unref()
