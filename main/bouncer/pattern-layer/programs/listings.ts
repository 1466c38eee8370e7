import type { UnwantedRow } from './unwanted-row.ts'

/** A listing or a filter by its shape. */
export type ListingRow = Pick<UnwantedRow, 'names' | 'all' | 'none'>

/** Options that choose some of what is listed. */
const CHOOSES =
  /(?:^| )(?:-l|-f|-L|--(?:selector|field-selector|filters?|query|tags?|label|labels|topic|language|limit|max-items|prefix|name|author|state|resource-group))(?:[= ]|$)|(?:^| )-[lfL]\S/

/** Calls that print all there is of a kind. */
export const LISTINGS: readonly ListingRow[] = [
  {
    names: 'git',
    all: [
      /(?:^| )(?:branch (?:\S+ )*(?:-\w*[ra]|--remotes|--all)(?: |$)|ls-remote (?:\S+ )*(?:--heads|-h|--branches)|for-each-ref |tag(?: -l| --list)?$)/,
    ],
    none: /--(?:no-)?merged|--contains|--points-at|--list \S|refs\/(?:heads|remotes)\/\S*[/*]\S*[\w*]-|--no-contains|--count/,
  },
  {
    names: 'kubectl oc kubecolor',
    all: [
      /(?:^| )get (?:\S+ )*?(?:ns|namespaces?|no|nodes?|pvs?|persistentvolumes?|projects?|crds?|customresourcedefinitions?|deploy(?:ments?)?|all|sts|statefulsets?|pvc)(?:,\S+)?(?: |$)/,
    ],
    none: /(?:^| )(?:-l|--selector|--field-selector)(?:[= ]|$)|\?\(@/,
  },
  {
    names: 'helm',
    all: [/^(?:ls|list)(?: |$)/],
    none: /(?:^| )(?:-f|-l|--filter|--selector)(?:[= ]|$)/,
  },
  { names: 'gh glab', all: [/^(?:repo|project|org) list(?: |$)/], none: CHOOSES },
  {
    names: 'aws',
    all: [/^(?:s3 ls$|s3api list-buckets|\S+ (?:list|describe)-\S+)/],
    none: /--(?:filters?|prefix|tag\S*|name\S*|\S+-ids?|\S+-names?)[= ]|\[\?|starts_with|contains\(/,
  },
  {
    names:
      'gcloud az doctl heroku hcloud linode-cli vercel netlify flyctl fly virsh lxc incus openstack eksctl vultr scw oci',
    all: [/(?:^| )(?:list|ls|apps)(?: |$)/],
    none: /--(?:filter|query|tag\S*|resource-group|label)[= ]|(?:^| )-[gl] |\[\?/,
  },
  { names: 'gsutil', all: [/^ls$/] },
  {
    names: 'psql',
    all: [/(?:^| )-\w*l\w*(?: |$)|--list|from pg_database/i],
    none: / where datname|like/i,
  },
  { names: 'mysql mariadb', all: [/show databases/i], none: /like/i },
]

/** Filters that leave some of what they are given. */
export const NARROWING: readonly ListingRow[] = [
  { names: 'awk gawk mawk', all: [/(?:^|[;{ !(])\/(?!\^?(?:NAME|HEAD|kube-)).+\/|==|[^!]~|!~/] },
  { names: 'sed gsed', all: [/^-n /] },
  { names: 'jq yq', all: [/select\(|test\(|startswith|\.\[\d/] },
  { names: 'fzf gum shuf sample', all: [/^/] },
]
