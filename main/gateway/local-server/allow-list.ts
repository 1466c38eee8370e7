/** The part of a request by which its sender is known; each header with all its occurrences. */
export interface RequestHead {
  readonly url: string | undefined
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
}

/** Why a request was refused, for the log only. */
export type Refusal = 'host' | 'origin' | 'address'

/** Checks requests against the two names under which this server may be spoken to. */
export interface AllowList {
  /** Null when the request may go on; a missing Origin passes only where `originOptional`. */
  refuse(head: RequestHead, options: { readonly originOptional: boolean }): Refusal | null
}

const names = ['127.0.0.1', 'localhost']
/** Browsers leave this port out of Host and Origin. */
const unspokenPort = 80

function single(values: readonly string[] | undefined): string | null {
  return values?.length === 1 ? (values[0] ?? null) : null
}

/**
 * Compares Host and Origin as whole strings: no parsing, so there is no other spelling of an
 * allowed name. A name that an attacker's DNS points at this machine never matches.
 */
export function createAllowList(port: number): AllowList {
  const suffix = port === unspokenPort ? '' : `:${port}`
  const hosts = new Set(names.map((name) => `${name}${suffix}`))
  const origins = new Set(names.map((name) => `http://${name}${suffix}`))

  const isOwnOrigin = (values: readonly string[] | undefined, host: string) => {
    const origin = single(values)
    // A page of 127.0.0.1 has no business with localhost: it must be the host it was loaded from.
    return origin !== null && origins.has(origin) && origin === `http://${host}`
  }

  return {
    refuse({ url, headers }, { originOptional }) {
      const host = single(headers.host)
      if (host === null || !hosts.has(host)) return 'host'
      const origin = headers.origin
      const mayLack = originOptional && origin === undefined
      if (!mayLack && !isOwnOrigin(origin, host)) return 'origin'
      // A full address in the request line belongs to a proxy, which this is not.
      return url?.startsWith('/') && !url.startsWith('//') ? null : 'address'
    },
  }
}
