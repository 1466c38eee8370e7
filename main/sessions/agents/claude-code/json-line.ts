/** A JSON object as it came over a pipe: nothing about its members is known. */
export type JsonObject = Readonly<Record<string, unknown>>

/** True for a JSON object, false for arrays and everything else. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member as an object; empty when it is none. */
export function objectAt(from: JsonObject, key: string): JsonObject {
  const value = from[key]
  return isObject(value) ? value : {}
}

/** The member as text; null when it is none. */
export function textAt(from: JsonObject, key: string): string | null {
  const value = from[key]
  return typeof value === 'string' ? value : null
}

/** The member as a finite number; null when it is none. */
export function numberAt(from: JsonObject, key: string): number | null {
  const value = from[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The objects in a list member; empty when it is no list. */
export function objectsAt(from: JsonObject, key: string): readonly JsonObject[] {
  const value = from[key]
  return Array.isArray(value) ? value.filter(isObject) : []
}
