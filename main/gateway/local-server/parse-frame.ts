const dangerousKey = '__proto__'
/** The key, or an escape that may stand for one of its characters. */
const suspicion = /__proto__|\\u00[567]/

/**
 * Parses one text frame; undefined when it is no JSON. A key `__proto__` does nothing: it is left
 * out, also in its escaped spelling.
 */
export function parseFrame(bytes: Buffer): unknown {
  const text = bytes.toString('utf8')
  try {
    return JSON.parse(text, suspicion.test(text) ? dropDangerous : undefined) as unknown
  } catch {
    return undefined
  }
}

function dropDangerous(key: string, value: unknown): unknown {
  return key === dangerousKey ? undefined : value
}
