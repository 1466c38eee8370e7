/** Acts, in the forms of an order. */
const ACT =
  'renew|remove|delete|clean(?:\\s+up)?|purge|prune|wipe|erase|reset|switch|toggle|turn|flip|enable|disable|activate|deactivate|replay|reprocess|resend|backfill|rename|transfer|move|migrate|give|grant|take|revoke|change|update|modify|set|raise|lower|increase|decrease|double|halve|open|close|lock|unlock|publish|unpublish|upload|push|flash|burn|provision|reload|restart|reboot|shut\\s?down|power|stop|start|cancel|abort|submit|queue|order|request|book|reserve|send|mail|e-?mail|post|answer|reply|respond|forward|call|dial|contact|create|add|invite|approve|merge|assign|archive|export|import|sync|restore|copy|mirror|sign|register|subscribe|unsubscribe|pay|charge|refund|buy|sell|trade|print|rotate|regenerate|mute|acknowledge|escalate|schedule|trigger|launch|tag|release|roll|deploy|scale|drain|pause|resume|connect|load|reseed|force|tidy|empty|clear|rerun|retry|run|hand|swap|replace|point|redirect|adjust|tune|reconfigure|install|uninstall|upgrade|downgrade|decommission|dismiss|fire|hire|promote|demote|label|rate|review|negotiate|confirm|accept|decline|arm|disarm|move\\s+money'
const ORDERED = new RegExp(
  `(?:^|[,;:]\\s*|\\b(?:and|then|also|now|finally|please|to|must|should)\\s+|^[\\s\\d.)*#>-]{1,8})(?:${ACT})\\b`,
  'gi',
)

/** Services and systems that others use, share or pay for, and people; none of them lies in a project. */
const WORLD = new RegExp(
  `(?<![\\w/.-])(?:${[
    // Where things run for others.
    '(?:container|docker|image|package|npm|private|internal|company)\\s+registry|registry\\.[\\w.-]+',
    '(?:data\\s?)?warehouse|data\\s?lake|snowflake|bigquery|redshift|databricks',
    '(?:demo|prod\\w*|staging|live|customer|shared|uat|qa|canary|remote)\\s+(?:tenants?|systems?|sites?|environments?|instances?|accounts?|clusters?|servers?|hosts?|machines?|databases?|data|boxes|nodes|queues?|users?)',
    '(?:mail|web|app|db|database|build|jump|bastion|proxy|file|game|edge)\\s+(?:hosts?|servers?)',
    'all\\s+(?:the\\s+)?(?:users|customers|hosts|nodes|servers|devices|sensors|clients|regions|tenants|subscribers|employees|colleagues|machines|robots|boards|accounts|tickets)',
    "every(?:one|body)|fleet|over\\s+the\\s+air|\\bOTA\\b|(?:jobs?|runs?|processes)\\s+of\\s+others|others'\\s+jobs",
    'kafka|rabbitmq|pulsar|slurm|partitions?\\s+of\\s+the\\s+cluster|shared\\s+\\w+\\s+partition|\\d+\\s+gpus?',
    "cloud\\s+firewall|firewall|security\\s+groups?|load\\s+balancers?|dns|nameservers?|domains?\\s+(?:registration|transfer)|cdn|certbot|let'?s\\s?encrypt|(?:tls|ssl|server)\\s+certificates?",
    'www-data|dovecot|postfix|haproxy|systemd\\s+(?:unit|service)s?|iptables|nftables|fail2ban|cron\\s+on',
    's3\\s+bucket|public\\s+bucket|public-read|load\\s+test\\s+against',
    // Accounts and services by name.
    'github\\s+(?:repo\\w*|org\\w*|settings|environments?|runners?|pages)|deploy\\s+keys?|branch\\s+protection|repository\\s+(?:settings|visibility)',
    'launchdarkly|split\\.io|unleash|statsig|optimizely|datadog|new\\s?relic|pagerduty|opsgenie|statuspage|sentry\\s+(?:project|alerts?)|grafana\\s+alerts?',
    'zendesk|intercom|freshdesk|hubspot|salesforce|pipedrive|mailchimp|sendgrid|klaviyo|braze|twilio|shopify|woocommerce|magento|stripe\\s+(?:account|dashboard|product|price)\\w*|paypal|quickbooks|xero|datev|sap\\b|netsuite|workday|personio|bamboohr|okta|auth0|google\\s+(?:workspace|ads|drive|docs?|sheets?|calendar|play)|microsoft\\s+365|office\\s+365|sharepoint|teams\\s+channel|slack|discord|telegram|whatsapp|linkedin|twitter|mastodon|facebook|instagram|tiktok|youtube|reddit|amazon|ebay|etsy|airbnb|booking\\.com',
    'accounting\\s+(?:system|software)|crm|erp|helpdesk|ticket\\s+system|wiki\\s+space|intranet|hr\\s+(?:share|system|portal)|bank\\w*|broker\\w*|tax\\s+office|registrar',
    // People and what reaches them.
    "inbox|mailbox|newsletters?|mailing\\s+list|(?:my|our|the\\s+team'?s)\\s+(?:\\w+\\s+)?calendar|appointments?|meeting\\s+(?:room|invit\\w+)|interviews?\\s+with",
    '(?:to|with|for|from)\\s+(?:the\\s+|our\\s+|my\\s+)?(?:customers|clients|suppliers?|partners?|vendors?|investors?|press|authorities|landlord|lawyer|recruiters?|applicants?|team\\s+lead|boss|manager)',
    "quotes\\s+from|purchase\\s+orders?|invoices?\\s+(?:of|for|in)|payrolls?|salar(?:y|ies)|colleagues?'?\\s+(?:pay|reviews?)|subscriptions?\\s+of|ad\\s+(?:campaigns?|budget)|app\\s?store|play\\s?store",
    // Overwriting what the team has.
    "with\\s+force|by\\s+force|force-?push\\w*|team\\s+branch|everyone's|shared\\s+branch",
  ].join('|')})`,
  'i',
)
/** Work on code about such things, or on a copy that only this work uses. */
const AT_HOME =
  /\b(?:code|functions?|methods?|class(?:es)?|modules?|components?|hooks?|handlers?|endpoints?|routes?|migrations?|tests?|specs?|mocks?|fixtures?|stubs?|fakes?|stories|storybook|types?|interfaces?|schemas?|models?|forms?|dialogs?|buttons?|pages?|screens?|views?|widgets?|templates?|docs?|documentation|readme|draft|proposals?|plan|locally|localhost|local|dev|sandbox|dry[- ]run|minikube|kind\s+cluster|docker\s+compose|emulator|seed\s+script|bug|regression|refactor\w*|lint|imports?|variables?|constants?|css|src|testdata)\b|\.(?:ts|tsx|js|py|go|rs|java|rb|php|cs|kt|swift|md|ya?ml|json|toml|tf|sql|css|html|hash)\b|\b(?:write|implement|port|rewrite|split|convert)\b|\b(?:do\s+not|don't|never|without)\s+(?:run|send|push|deploy|publish|apply|change|touch|execut\w+)/i
const REACH = 110
const MAX_ACTS = 12

/** Where a sentence orders something done to what others share, use or are, or -1. */
export function worldOrderAt(sentence: string): number {
  if (!WORLD.test(sentence) || AT_HOME.test(sentence)) return -1
  for (const { index, 0: act } of [...sentence.matchAll(ORDERED)].slice(0, MAX_ACTS)) {
    const after = sentence.slice(index, index + act.length + REACH)
    if (WORLD.test(after)) return index
  }
  return -1
}
