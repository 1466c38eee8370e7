/** A set of few things, which costs nothing until something is put in; each look goes through all of them. */
export class SparseSet<T> implements Iterable<T> {
  private held: readonly T[] | T[] = NONE

  get size(): number {
    return this.held.length
  }

  has(thing: T): boolean {
    return this.held.includes(thing)
  }

  add(thing: T): this {
    if (this.held.includes(thing)) return this
    if (this.held === NONE) this.held = [thing]
    else (this.held as T[]).push(thing)
    return this
  }

  delete(thing: T): void {
    if (this.held.includes(thing)) this.held = this.held.filter((one) => one !== thing)
  }

  [Symbol.iterator](): ArrayIterator<T> {
    return this.held.values()
  }
}

const NONE: readonly never[] = []
