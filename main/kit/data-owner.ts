/** One file or record a feature holds, readable for an export. */
export interface HeldData {
  /** Path relative to the home folder, or a name where it is no file (a keychain entry). */
  readonly path: string
  readonly bytes: number
  /** Contents for an export; null where they must not leave (credentials). */
  read(): Promise<Uint8Array | null>
}

/** What an erase or a retention run removed, for the receipt. */
export interface Removal {
  readonly path: string
  readonly bytes: number
}

/** Every feature with state exports one, so that privacy can list, export, erase and retain without knowing features. */
export interface DataOwner {
  readonly name: string
  export(): AsyncIterable<HeldData>
  erase(): Promise<readonly Removal[]>
  /** Removes what is older than the feature keeps it; `now` in milliseconds since the epoch. */
  retain(now: number): Promise<readonly Removal[]>
}
