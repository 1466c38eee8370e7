/** Longest policy file, in UTF-16 units. */
export const maxPolicyLength = 256 * 1024
