// The rehearsal speaks at a pace that a person can follow (90 ms a few words, 360 ms a step).
// Tests want what it does, not the waiting.
const paced = new Set([90, 360])
const speedUp = 30
const patient = globalThis.setTimeout

globalThis.setTimeout = new Proxy(patient, {
  apply(target, self, args: Parameters<typeof setTimeout>) {
    const [run, ms, ...rest] = args
    const quick = ms !== undefined && paced.has(ms) ? ms / speedUp : ms
    return Reflect.apply(target, self, [run, quick, ...rest])
  },
})
