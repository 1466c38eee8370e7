/** What a trial sets up for itself. */
export const TRIAL =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|fixtures?|examples?|samples?|dev|development|local|ci|mocks?|e2e|sandbox|playground|docs?|templates?)(?:[/._-]|$)/i
/** Files that say how something runs, whatever language they are written in. */
export const SETTINGS =
  /\.(?:ya?ml|tf|tfvars|toml|ini|conf|cfg|cnf|properties|hcl|bicep|json|nix|env|plist|xml|rules)$|\/(?:\.env(?:\.\w+)?|sshd?_config|settings[\w.-]*\.(?:py|js|ts|php)|config\/[^\n]{1,120}\.(?:rb|py|php|[cm]?[jt]s|exs?)|(?:prod\w*|base)\.(?:py|rb|js|ts)|wp-config\.php|web\.config|php\.ini|Caddyfile|\.htaccess)$/i

/** Files of tests, examples and words. */
export const TESTED =
  /\/(?:tests?|specs?|__tests__|fixtures?|examples?|mocks?|docs?)\/|[._-](?:test|spec)s?\.\w+$|\/test_/i

/** The folder and the name that a path ends in. */
export function lastTwo(path: string): string {
  return path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1))
}
