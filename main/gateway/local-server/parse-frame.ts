const dangerousKey = '__proto__'

/**
 * Parses one text frame; undefined when it is no JSON. A key `__proto__` does nothing: it is left
 * out, also in its escaped spelling.
 */
export function parseFrame(bytes: Buffer): unknown {
  const text = bytes.toString('utf8')
  const isSuspect = text.includes(dangerousKey) || text.includes('\\u005')
  try {
    return JSON.parse(text, isSuspect ? dropDangerous : undefined) as unknown
  } catch {
    return undefined
  }
}

function dropDangerous(key: string, value: unknown): unknown {
  return key === dangerousKey ? undefined : value
}
