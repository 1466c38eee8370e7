import shipped from './policy.json' with { type: 'json' }

/** The policy of this version, word for word the PRIVACY.md of the repository. */
export const policy: { readonly version: string; readonly date: string; readonly text: string } =
  shipped
