/** Things of the world that skills are named after: what they change is not here. */
const SERVICE =
  /^\/?(?:[\w.-]+:)?(?:[a-z\d]{1,40}[-_]){0,6}(?:calendar|gcal|outlook|gmail|e?mail|inbox|imap|google-?drive|gdrive|drive|dropbox|onedrive|sharepoint|notion|confluence|trello|asana|linear|jira|monday|clickup|todoist|basecamp|airtable|github|gitlab|bitbucket|gitea|azure-?devops|forge|hubspot|salesforce|crm|zendesk|intercom|freshdesk|helpdesk|shopify|woocommerce|amazon|ebay|etsy|trading|trade|trader|broker(?:age)?|alpaca|binance|coinbase|kraken|crypto|wallet|web3|defi|bank(?:ing)?|paypal|wise|revolut|stripe|plaid|quickbooks|xero|datev|payroll|travel|flights?|hotels?|uber|doordash|home-?assistant|smart-?home|hue|iot|mqtt|nest|sonos|tesla|browser(?:-use|-automation)?|playwright|puppeteer|computer-?use|ssh|servers|vps|fleet|k8s|kubernetes|kubectl|helm|swarm|nomad|aws|gcp|gcloud|azure|heroku|vercel|netlify|fly|railway|cloudflare|digitalocean|hetzner|dns|domains?|cdn|registrar|app-?store|play-?store|testflight|ads?|adwords|twilio|sendgrid|mailchimp|newsletter|slack|teams|discord|telegram|whatsapp|signal|zoom|meet|linkedin|twitter|x-?post|mastodon|bluesky|reddit|youtube|instagram|facebook|tiktok|social|wordpress|ghost|cms|postgres|mysql|mongo(?:db)?|redis|snowflake|bigquery|supabase|firebase|iam|okta|auth0|active-?directory|ldap|mdm|jamf|intune|phone|sms|pagerduty|opsgenie|datadog|grafana|sentry|launchdarkly|feature-?flags?|terraform|pulumi|ansible|jenkins|argocd|hugging-?face|wandb|kaggle|canva|spotify|backups?|router|firewall|vpn)(?:[-_](?:ops|admin|manager|runner|agent|cli|mcp|tool|tools|automation|control|api|client|bot|assistant|operations|management|workflow|run|exec))*(?=\s|$)/i
/** What such a skill is told to do there, among its first words. */
const CHANGES =
  /^\S+\s+(?:\S+\s+){0,6}?["']?(?:raise|lower|increase|decrease|cancel|delete|remove|erase|wipe|clear|empty|create|make|set|close|archive|move|update|change|edit|rename|buy|sell|short|swap|stake|transfer|wire|withdraw|deposit|pay|refund|charge|invite|accept|decline|rsvp|reply|respond|send|forward|share|unshare|publish|unpublish|post|submit|book|order|purchase|checkout|grant|revoke|rotate|reset|assign|add|invite|promote|demote|suspend|ban|block(?!\s+kit)|unblock|unlock|lock|open|turn|switch|drain|cordon|evict|restart|reboot|shutdown|stop|start|kill|scale|resize|terminate|destroy|apply|deploy|rollback|roll|push|merge|approve|reject|enable|disable|mute|silence|resolve|acknowledge|install|uninstall|upgrade|migrate|restore|import|insert|truncate|drop|exec(?:ute)?|run|log\s?in|sign\s?in|fill|click|upload|export|release|flash|print|dial|call|subscribe|unsubscribe|follow|unfollow|like|vote|bid|dim|arm|disarm|vacuum|format|mount|partition)(?:s|ed|ing|-\w+)?(?=[\s"']|$)/i
/** Looking, preparing and working on files of the project. */
const STAYS =
  /^\S+\s+["']?(?:list|show|search|find|read|get|fetch|summari[sz]e|explain|describe|check|review|analy[sz]e|draft|plan|preview|validate|lint|fmt|format\s+modules|compare|diff|status|help|document|draw|design|generate|count|view|look|what|how|why|which|when|is|are|does|test|mock|write\s+(?:tests?|docs?|a\s+test))\b|\b(?:src|lib|tests?|docs?|templates?|fixtures|components?|modules|charts?|manifests?|migrations?|deploy|config)\/|\.(?:ts|tsx|js|py|md|json|ya?ml|sql|tf|rs|go|java|rb|php|css|html|csv|xlsx|pdf|docx|pptx)\b|\blocalhost\b|\blocally\b|(?:^|\s)--?(?:dry-?run|preview|draft|check|local|plan)\b/i

/** Whether a skill for something of the world is told to change it. */
export function changesService(text: string): boolean {
  return SERVICE.test(text) && CHANGES.test(text) && !STAYS.test(text)
}

const KEEPER =
  /^\/?(?:[\w.-]+:)?(?:[a-z\d]{1,40}[-_]){0,6}(?:1password|onepassword|op|bitwarden|rbw|lastpass|lpass|keepass\w*|dashlane|nordpass|enpass|keeper|proton-?pass|gopass|password-?(?:manager|store)|passwords?|vault|hashicorp-?vault|secrets?(?:-?manager)?|keychain|keyring|doppler|infisical|credentials?|ssm|parameter-?store|key-?vault|sops|age|gpg|ssh-?keys?|api-?keys?|otp|totp|2fa|mfa|clipboard|browser-?(?:cookies|history|passwords)|cookies)(?:[-_]\w+)*\s+\S/i
const NOTES =
  /\b(?:obsidian|notes?|daily|policy|docs?|lint|scan|audit|check|detect|explain|review|rules|test|placeholder|example|\.md)\b/i

/** Whether a skill is told to bring secrets to light. */
export function asksForSecrets(text: string): boolean {
  return KEEPER.test(text) && !NOTES.test(text)
}

/** Names that say themselves that something leaves this machine or is decided for others. */
const ACTS_BY_NAME =
  /^\/?(?:[\w.-]+:)?(?:(?:app-?store|play-?store|store|testflight|pr|mr|form|job|paper|arxiv|claim|tax)-submit(?:ter|ssion)?|submit-(?:app|pr|to-\w+|form|claim|paper)|merge-(?:all|pr|prs|train|queue|main|to-\w+)|ship-?it|yolo|nuke[-\w]*|purge[-\w]*|kill-?all|force-?push|auto-?(?:merge|approve|deploy|trade|reply|apply)|share|make-public|open-source|(?:[\w-]+-)?(?:buy|purchase|history-rewrite|rewrite-history)|close-(?:[\w]+-)?(?:issues|prs|tickets)|delete-(?:[\w]+-)?(?:branches|issues|users|backups)|system-update|update-system|(?:docker|volume|image)-prune|clean-(?:disk|mac|system)|install-(?:plugin|extension|skill)|go-live|launch|ssh|rsh|remote-(?:exec|run|shell)|prod(?:uction)?-(?:\w+)|[\w-]+-(?:prod|production|live)|shutdown|reboot|poweroff|format-disk|wipe[-\w]*|factory-reset|self-update|onboard-user|offboard-user|fire|hire|trade|trading|buy|sell|pay|donate|tip|bet|wire-transfer|send-(?:mail|email|money|invoice|message|sms|slack|newsletter|dm|tweet|report|it|all)|dial)(?=\s|$)/i
const HARMLESS_NAME =
  /(?:check|checklist|review|plan|docs?|guide|notes|test|draft|lint|explain|debug|logs?|status|report|preview|dry-?run|template|local|simulat\w+|readiness|scorecard|audit)(?=$|[-\s])/i

/** Whether the name of a skill alone says that it acts on what others share. */
export function actsByName(text: string): boolean {
  const [name = ''] = text.trim().split(/\s+/)
  return ACTS_BY_NAME.test(text) && !HARMLESS_NAME.test(name) && !STAYS.test(text)
}
