/** Names of the rule sets that come with the app and can be switched on, in the order of the page. */
export const packNames = [
  'sealed-secrets',
  'careful-git',
  'no-network',
  'containers',
  'production',
] as const
export type PackName = (typeof packNames)[number]
