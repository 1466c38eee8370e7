// What must never be in the app: a request beside the egress door. The test must see it.
setTimeout(() => {
  fetch(process.env.STRAY_ADDRESS ?? '').catch(() => undefined)
}, 300)
