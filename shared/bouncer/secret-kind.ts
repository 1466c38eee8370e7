import type { SeenSecret } from './statistics.ts'

/** Whose secret something is, so far as it matters for where it is replaced. */
export type SecretKind = (typeof kinds)[number][0] | 'environment' | 'other'

/** The first that fits the lower-case path or name; browsers before the companies that make them. */
const kinds = [
  [
    'browser',
    /mozilla|firefox|chrom(?:e|ium)|brave|safari|cookies|logins\.json|login data|key[34]\.db/,
  ],
  ['keychain', /keychain|keyring|kwallet|password-store|1password|bitwarden|\.kdbx|otpclient|totp/],
  ['anthropic', /anthropic|claude/],
  ['openai', /openai|codex/],
  ['aws', /(?:^|[/_.-])aws|rootkey\.csv|\.s3cfg|passwd-s3fs/],
  ['google', /gcloud|gcp|google|firebase|gemini|\.boto|application_default_credentials/],
  ['azure', /azure|(?:^|[/_.-])az_|msal|tokencache/],
  ['github', /github|(?:^|[/_.-])gh(?:[/_.-]|$)/],
  ['gitlab', /gitlab|glab/],
  ['git', /\.git-credentials|\.netrc|_netrc/],
  ['npm', /npm|yarn/],
  ['pypi', /pypi|(?:^|[/.])pip(?:[/.]|$)|twine/],
  ['docker', /docker|containers\/auth/],
  ['kubernetes', /kube|k3s/],
  ['terraform', /terraform|tfstate|tfvars|tf_/],
  ['vault', /vault|doppler|sops/],
  ['slack', /slack/],
  ['stripe', /stripe/],
  ['ssh', /\/\.ssh\/|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)|ssh_host|\.ppk$/],
  ['pgp', /gnupg|gpg|\.asc$|secring/],
  [
    'database',
    /pgpass|pgpassword|\.my\.cnf|mysql|postgres|mongo|redis|database_url|(?:^|[/_.-])db_/,
  ],
  ['wallet', /wallet|mnemonic|seed-phrase|bitcoin|ethereum|electrum|monero/],
  ['history', /history|lesshst/],
  ['login', /\/etc\/(?:g?shadow|sudoers|krb5)|htpasswd|htdigest|master\.passwd/],
  ['dotenv', /(?:^|\/|\.)\.?env(?:rc|file)?(?:\.|$)/],
  ['key', /\.(?:pem|key|der|p12|pfx|jks|keystore|age)$|private[-_]?key/],
] as const satisfies readonly (readonly [string, RegExp])[]

/** What kind of secret it is by its name and place; `other` where they do not say. */
export function secretKindOf({ kind, name }: Pick<SeenSecret, 'kind' | 'name'>): SecretKind {
  if (kind === 'environment') return 'environment'
  const lower = name.toLowerCase()
  return kinds.find(([, form]) => form.test(lower))?.[0] ?? 'other'
}
