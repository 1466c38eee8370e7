import { readFileSync } from 'node:fs'

/** The bytes of a small file of `assets/`: both builds put it inside the program as a `data:` address. */
export function packedAsset(address: URL): Buffer {
  if (address.protocol !== 'data:') return readFileSync(address)
  return Buffer.from(address.href.slice(address.href.indexOf(',') + 1), 'base64')
}
