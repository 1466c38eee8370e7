/**
 * A map that costs next to nothing until something is put in, and whose copies share what they hold
 * until one of them changes: most calls leave most maps of the scene empty.
 */
export class SparseMap<K, V> implements Map<K, V> {
  private held: Map<K, V> | null
  private shared: boolean

  constructor(held: Map<K, V> | null = null) {
    this.held = held
    this.shared = held !== null
  }

  /** The same entries; later changes of either do not reach the other. */
  copy(): SparseMap<K, V> {
    if (this.held === null) return new SparseMap<K, V>()
    this.shared = true
    return new SparseMap(this.held)
  }

  private own(): Map<K, V> {
    if (this.held === null) this.held = new Map()
    else if (this.shared) this.held = new Map(this.held)
    this.shared = false
    return this.held
  }

  get size(): number {
    return this.held === null ? 0 : this.held.size
  }

  get(key: K): V | undefined {
    return this.held === null ? undefined : this.held.get(key)
  }

  has(key: K): boolean {
    return this.held?.has(key) ?? false
  }

  set(key: K, value: V): this {
    this.own().set(key, value)
    return this
  }

  delete(key: K): boolean {
    return this.has(key) && this.own().delete(key)
  }

  clear(): void {
    this.held = null
    this.shared = false
  }

  forEach(use: (value: V, key: K, map: Map<K, V>) => void): void {
    for (const [key, value] of this) use(value, key, this)
  }

  keys(): MapIterator<K> {
    return (this.held ?? NONE).keys() as MapIterator<K>
  }

  values(): MapIterator<V> {
    return (this.held ?? NONE).values() as MapIterator<V>
  }

  entries(): MapIterator<[K, V]> {
    return (this.held ?? NONE).entries() as MapIterator<[K, V]>
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  get [Symbol.toStringTag](): string {
    return 'SparseMap'
  }
}

const NONE: ReadonlyMap<unknown, unknown> = new Map()
