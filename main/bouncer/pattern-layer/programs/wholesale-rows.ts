import { CLUSTERS, FORGES, type RowOf } from './unwanted-row.ts'

/** The question whether it is meant is switched off. */
const UNASKED =
  /(?:^| )(?:-y|-q|-f|--?auto-approve|--(?:yes|quiet|force|confirm|assume-yes|no-confirm|skip-confirm\w*|no-prompts?|non-?interactive|no-interactive|approve|dangerous|yes-[\w-]+|batch|skip-preview|terragrunt-non-interactive))(?:[= ]|$)/

/** Made to be thrown away. */
const THROWAWAY =
  /(?:^|[-_./=: ])(?:dev|devel|development|tests?|testing|sandbox|scratch|ephemeral|preview|demo|tmp|temp|ci|e2e|pr-?\d+|local|localhost|playground|poc)(?:[-_./=: ]|$)/i

const LIVE = /(?:^|[-_./=:@ "'])(?:prod|production|prd)(?:[-_./=:\d "']|$)/i

const DESTROYS =
  /(?:^|[ :-])(?:delete|destroy|purge|terminate|reset|wipe|drop|erase|remove|rm|rb|nuke)(?:[ :-]|$)/

/** What a command line of a service holds many things in. */
const HOLDS_MANY =
  /(?:^| )(?:apps?|projects?|sites?|clusters?|environments?|envs?|organi[sz]ations?|orgs?|accounts?|stacks?|workspaces?|teams?|groups?|folders?|spaces?|subscriptions?|resource-groups?)[: ](?:delete|destroy|rm|remove|purge|erase|close)(?: |$)|^(?:apps:)?(?:destroy|down)(?: |$)/

const CLOUDS =
  'gcloud az doctl heroku fly flyctl vercel netlify railway supabase firebase render linode-cli hcloud scw oci ibmcloud openstack eksctl kops neonctl pscale turso atlas confluent aiven wrangler amplify copilot eb cf civo exo upctl koyeb northflank platform upsun serverless sls sst convex appwrite hasura astro'

const FLEETS = 'ansible salt salt-ssh pdsh pssh parallel-ssh clush dsh mussh knife bolt fab'

/** Calls that destroy everything of a kind, or a place that holds many things. */
export const LOSS: readonly RowOf[] = [
  {
    names: 'terraform tofu opentofu terragrunt tf cdktf pulumi cdk sst sls serverless',
    all: [/(?:^| )-{0,2}(?:destroy|remove)(?: |$)/, UNASKED],
    none: new RegExp(`${THROWAWAY.source}|--?targets?(?:[= ]|$)`, 'i'),
    what: 'everything that the project has running',
  },
  {
    names: 'pulumi',
    all: [/(?:^| )stack rm(?: |$)/, /--force/, UNASKED],
    none: THROWAWAY,
    what: 'a stack and what is known of it',
  },
  {
    names: FORGES,
    all: [/^(?:repos?|projects?|orgs?|groups?) (?:delete|rm|remove)(?: |$)/, UNASKED],
    what: 'a repository with its history',
  },
  {
    names: `${FORGES} curl http https xh`,
    all: [
      /(?:-X|--request|--method)[= ]?DELETE|^DELETE /i,
      /(?:^api |https?:\/\/(?:api\.|[\w.-]*(?:git|hub|lab|forge|bucket)[\w.-]*\/))/i,
      /\/?(?:repos\/[^/ ]+\/[^/ ?"']+|orgs\/[^/ ?"']+|projects\/[^/ ?"']+|groups\/[^/ ?"']+|repositories\/[^/ ]+\/[^/ ?"']+)\/?["']?(?: |$)/,
    ],
    none: /https?:\/\/(?:localhost|127\.)/,
    what: 'a repository, a group or an organisation',
  },
  {
    names: CLOUDS,
    all: [HOLDS_MANY, UNASKED],
    none: THROWAWAY,
    what: 'a whole project, group, app or cluster',
  },
  {
    names: `${CLOUDS} aws bq gsutil databricks snow nomad consul lxc incus velero argocd flux`,
    all: [DESTROYS, UNASKED, LIVE],
    what: 'something live',
  },
  {
    names: 'aws',
    all: [
      /^(?:organizations (?:delete-organization|close-account|remove-account-\S+)|account close-account|backup delete-backup-vault|glacier delete-vault|(?:eks delete-cluster|cloudformation delete-stack|rds delete-db-cluster|rds delete-db-instance|dynamodb delete-table|ecs delete-cluster|efs delete-file-system|docdb delete-db-cluster|redshift delete-cluster) .*(?:prod|--skip-final)\S*)/,
    ],
    none: THROWAWAY,
    what: 'an account, a vault or a live store',
  },
  {
    names: 'aws s3cmd s5cmd',
    all: [
      /(?:^| )rb(?: |$)/,
      /--force|--recursive|(?:^| )-r(?: |$)/,
      /s3:\/\/[^/ ]+\/?["']?(?: |$)/,
    ],
    none: THROWAWAY,
    what: 'a whole bucket',
  },
  {
    names: 'gsutil gcloud',
    all: [
      /(?:^| )(?:rm|rb|delete)(?: |$)/,
      /gs:\/\/[^/ ]+\/?\*{0,2}["']?(?: |$)/,
      /-r|-R|-a|--rec/,
    ],
    none: THROWAWAY,
    what: 'a whole bucket',
  },
  {
    names: 'mc',
    all: [/(?:^| )(?:rb|rm)(?: |$)/, /--force/, /--dangerous| [\w.-]+(?:\/[\w.-]+)?\/?$/],
    none: THROWAWAY,
    what: 'a whole bucket',
  },
  {
    names: 'rclone',
    all: [/(?:^| )(?:purge|delete)(?: |$)/, /(?:^| )[\w.-]+:\/?(?: |$)/],
    none: /--(?:include|exclude|filter|min-age|max-age|min-size|max-size)/,
    what: 'a whole remote storage',
  },
  {
    names: CLUSTERS,
    all: [
      /(?:^| )delete(?: |$)/,
      /--all(?: |$|=true)/,
      /(?:^| )(?:-A|--all-namespaces)(?: |$)|delete (?:\S+ )*?(?:ns|namespaces?|no|nodes?|pvs?|persistentvolumes?|crds?|customresourcedefinitions?|projects?)(?:,\S+)?(?: |$)/,
    ],
    what: 'everything in a cluster',
  },
  {
    names: CLUSTERS,
    all: [/(?:^| )delete(?: |$)/, /--all(?: |$|=true)/, LIVE],
    what: 'everything in a live namespace',
  },
  {
    names: CLUSTERS,
    all: [
      /(?:^| )delete (?:\S+ )*?(?:ns|namespaces?|projects?)[ /](?:\S+ )*?(?:kube-system|default|[\w-]*\bprod(?:uction)?\b[\w-]*)(?: |$)/,
    ],
    none: THROWAWAY,
    what: 'a namespace that the cluster lives from',
  },
  {
    names: 'velero kopia restic tarsnap wal-g pgbackrest duplicity barman timeshift snapper',
    all: [
      /(?:backup|schedule) delete .*--all|delete everything|--nuke|stanza-delete|--delete-all|--all-snapshots-for-source|--unsafe-allow-remove-all|--keep-(?:last|daily)[= ]0|^delete \d+-\d+|(?:^| )delete \d+-\d+|delete \S+ (?:all|oldest)$/,
    ],
    what: 'all backups',
  },
  {
    names: 'borg borg1 borg2',
    all: [/(?:^| )(?:repo-|r)?delete(?: |$)/],
    none: /::|(?:^| )(?:-a|--glob-archives|--prefix|--dry-run|-n)(?: |=|$)|repo\S* delete \S+/,
    what: 'a whole store of backups',
  },
  { names: 'tmutil', all: [/^delete/], what: 'backups of the machine' },
  {
    names: 'vssadmin wbadmin wmic bcdedit',
    all: [
      /delete (?:shadows|catalog|backup|systemstate\w*)|shadowcopy .*delete|recoveryenabled (?:no|off)/i,
    ],
    what: 'backups of the machine',
  },
  { names: 'crontab', all: [/(?:^| )-\w*r(?: |$)/], none: /-i/, what: 'all planned jobs' },
  {
    names: FLEETS,
    all: [
      /\brm\s+(?:-\S+\s+)*-\w*[rR]\w*\s+(?:-\S+\s+)*["']?(?:~|\/(?!tmp\/\w|var\/tmp\/\w|var\/cache\/\w))|\bmkfs|\bdd\s[^|]*of=\/dev\/|\bwipefs|\bshred\b/,
    ],
    what: 'files on many machines',
  },
  {
    names: 'dropdb mysqladmin',
    all: [
      /(?:-f|--force)(?: |$)|drop/,
      /(?:-h ?|--host[= ])(?!localhost|127\.|::1|\/)\S/,
      /-f(?: |$)|--force|prod/,
    ],
    none: THROWAWAY,
    what: 'a database of another machine',
  },
  {
    names:
      'psql mysql mariadb sqlcmd mongosh mongo clickhouse-client snowsql redis-cli valkey-cli cockroach',
    all: [
      /\bdrop\s+(?:database|schema|keyspace)\b|\.dropDatabase\s*\(|\bflush(?:all|db)\b/i,
      new RegExp(`${LIVE.source}|with\\s*\\(\\s*force`, 'i'),
    ],
    none: THROWAWAY,
    what: 'a live database',
  },
  {
    names: 'curl wget http https xh',
    all: [/DELETE/, /https?:\/\/[^/ ]+\/(?:_all|\*|_data_stream\/\*|_template\/\*)(?:[?"' ]|$)/],
    none: /https?:\/\/(?:localhost|127\.)/,
    what: 'all indices',
  },
  {
    names: 'git',
    all: [
      /(?:^| )push(?: |$)/,
      /--all(?: |$)|--branches(?: |$)|refs\/heads\/\*/,
      /--force(?: |$)|(?:^| )-\w*f\w*(?: |$)|--prune|\+refs\/heads\/\*|--mirror/,
    ],
    none: /--dry-run/,
    what: 'every branch of the remote',
  },
]
