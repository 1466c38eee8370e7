/** How one kind of value becomes JSON and comes back. */
export type Kind = { pack: (value: never) => unknown; unpack: (data: never) => unknown }

/** Text for what structured clone carries, but rare kinds and cycles; its source runs in pages. */
export function createCodec(extra: Record<string, Kind> = {}) {
  const kinds: Record<string, Kind> = {
    Undefined: { pack: () => null, unpack: () => undefined },
    Date: { pack: (date: Date) => date.getTime(), unpack: (time: number) => new Date(time) },
    Error: { pack: (error: Error) => error.message, unpack: (text: string) => new Error(text) },
    Array: { pack: (list: unknown[]) => list.map(pack), unpack: (x: unknown[]) => x.map(unpack) },
    Uint8Array: {
      pack: (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')),
      unpack: (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
    },
    Object: {
      pack: (value: object) => Object.entries(value).map(([key, item]) => [key, pack(item)]),
      unpack: (x: [string, unknown][]) =>
        Object.fromEntries(x.map(([k, item]) => [k, unpack(item)])),
    },
    ...extra,
  }
  const pack = (value: unknown): unknown => {
    const name = Object.prototype.toString.call(value).slice(8, -1)
    if (/^(Null|Boolean|String)$/.test(name) || Number.isFinite(value)) return value
    if (!kinds[name]) throw new Error(`An object could not be cloned. (${name})`)
    return [name, kinds[name].pack(value as never)]
  }
  const unpack = (packed: unknown): unknown =>
    Array.isArray(packed) ? kinds[packed[0]]?.unpack(packed[1] as never) : packed
  return {
    encode: (value: unknown): string => JSON.stringify(pack(value)),
    decode: (text: string) => unpack(JSON.parse(text)),
  }
}
