const printed = '[secret]'

/** A value that cannot be printed by accident; `expose()` is its only reader. */
export interface Secret<T extends string = string> {
  expose(): T
  toString(): string
  toJSON(): string
}

/** Wraps a secret so that logs, JSON and templates show a fixed word instead. */
export function secret<T extends string>(value: T): Secret<T> {
  return {
    expose: () => value,
    toString: () => printed,
    toJSON: () => printed,
    [Symbol.for('nodejs.util.inspect.custom')]: () => printed,
  } as Secret<T>
}
