/** Ends a switch over a union, so that a new member is a type error; throws when reached. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member: ${JSON.stringify(value)}`)
}
