/** What a service's command line does beyond what its verbs say. */
export interface PlatformRow {
  /** Options that take a value and stand before the verb. */
  readonly valued?: string
  /** Any argument of this shape changes or destroys. */
  readonly asks?: RegExp
  /** Any argument of this shape acts on what others use, whatever the words say. */
  readonly shared?: RegExp
  /** Words of this shape, joined by spaces, only read. */
  readonly reads?: RegExp
  /** Words of this shape hand out a stored secret. */
  readonly secrets?: RegExp
  /** Everything that does not clearly read asks. */
  readonly strict?: boolean
}

const row = (names: string, value: PlatformRow): Record<string, PlatformRow> =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]))

const KAFKA =
  'kafka-topics kafka-configs kafka-consumer-groups kafka-acls kafka-delete-records kafka-reassign-partitions kafka-leader-election kafka-streams-application-reset kafka-storage kafka-features kafka-transactions kafka-console-producer kafka-producer-perf-test kafka-broker-api-versions kafka-server-stop'
const KAFKA_CHANGES =
  /^--(?:delete|alter|create|reset-offsets|remove|remove-all|execute|add-config|delete-config|delete-offsets|add|abort)(?:=|$)|^(?:format|abort|upgrade|downgrade|disable)$/

/** Services by the name of their program. */
export const PLATFORM_ROWS: Readonly<Record<string, PlatformRow>> = {
  ...row(
    'doctl heroku flyctl fly vercel netlify firebase supabase railway render linode-cli linode vultr vultr-cli hcloud oci ibmcloud bluemix eksctl kops minikube kind k3d k0s k0sctl rke talosctl microk8s kubeadm argocd argo flux istioctl linkerd cilium crossplane serverless sls sam amplify eb copilot ecs-cli cf oci-cli scw civo exo openstack nova neutron cinder swift-client upctl katapult koyeb northflank porter zeet qovery platform upsun lando dokku caprover piku kamal cap s3cmd azcopy s5cmd b2 backblaze-b2 stripe square twilio sentry-cli datadog-ci datadog newrelic pd opsgenie launchdarkly ldcli unleash flipt split growthbook configcat bw lpass dashlane chamber akeyless berglas auth0 okta clerk workos algolia meilisearch typesense weaviate qdrant pinecone planetscale pscale turso neonctl neon xata atlas confluent ccloud rpk pulsar-admin pulsarctl circleci buildkite-agent bk jenkins-cli jenkins travis drone woodpecker-cli concourse fly-concourse gocd tkn spinnaker spin hal teamcity bamboo glooctl kong deck apisix traefik caddy cloudflare cfcli flarectl fastly akamai bunny keycdn dnscontrol octodns lexicon doggo-dns namecheap godaddy apigeecli apigee promtool amtool grafana-cli grafana grizzly grr logcli mimirtool cortextool telegraf influxd opensearch es elasticsearch-plugin opensearch-plugin kibana kibana-plugin curator_cli curator gitlab-runner gitlab-rails gitlab-ctl gitea forgejo harbor skopeo crane oras regctl cosign notation sendgrid mailgun postmark ses mailchimp resend braintree paypal shopify contentful sanity strapi directus hasura appwrite nhost convex pocketbase expo eas fastlane sfdx sf dbx databricks snow prefect dagster dbt mlflow wandb huggingface-cli hf modal replicate runpodctl vastai sky ngc boundary waypoint nomad-pack vagrant packer vboxmanage VBoxManage prlctl vmrun multipass xe pvesh qm pct govc esxcli lxc incus machinectl cobbler maas juju charm foreman-hammer hammer tailscale headscale zerotier-cli netbird wg teleport tsh tctl cloud-nuke aws-nuke gcp-nuke azure-nuke steampipe temporal tctl-temporal camunda zeebe zbctl pachctl dvc fossil gcloud-beta bq cbt gcrane',
    {},
  ),
  sam: { reads: /^(?:local|build|validate|init|logs|list)(?: |$)/ },
  ...row('serverless sls', { reads: /^(?:offline|package|print|info|logs|invoke local)(?: |$)/ }),
  airflow: {
    reads:
      /^(?:db (?:migrate|init|upgrade|check\S*)|dags (?:list\S*|show\S*|test|report|details|next-execution)|tasks (?:list|test|state|render)|providers \w+|config (?:list|get-value)|version|info|standalone)(?: |$)/,
  },
  aws: {
    valued: 'region profile output endpoint-url ca-bundle cli-read-timeout color query',
    asks: /^--(?:delete|force-delete-without-recovery|force)$/,
    secrets:
      /^(?:secretsmanager (?:get-secret-value|batch-get-secret-value)|ssm get-parameters?(?:-by-path)?$|ecr get-login-password|sts (?:get-session-token|assume-role\S*|get-federation-token)|rds generate-db-auth-token|kms decrypt|iam create-access-key|configure (?:get(?! (?:\S+\.)?(?:region|output|sso_\w+|role_arn|source_profile|cli_\w+|mfa_serial|s3\.\w+)(?: |$))|export-credentials))/,
    reads:
      /^(?:configure (?:list|get)|s3 (?:ls|presign|mb)|s3 (?:cp|sync) s3:\/\/\S+(?!.* s3:\/\/)|sts get-caller-identity|help|\S+ help|logs (?:tail|start-query)|cloudformation (?:package|validate-template)|ecr get-authorization-token|\S+ wait|ssm (?:get-parameters?|describe\S*))(?: |$)/,
  },
  gcloud: {
    valued: 'project account region zone format filter configuration quiet',
    secrets:
      /secrets versions access|auth (?:application-default )?print-access-token|auth print-identity-token/,
    reads:
      /^(?:config (?:list|get-value|get|configurations)|auth list|info|components list|storage (?:ls|cat|du|cp)|topic|help)\b/,
  },
  az: {
    valued: 'subscription s resource-group g output o query name n',
    secrets:
      /keyvault (?:secret|key|certificate) (?:show|download|backup)|account get-access-token|acr credential show|storage account keys list|ad sp (?:create-for-rbac|credential)/,
    reads: /^(?:account (?:show|list)|login|version|find|rest$)/,
  },
  gsutil: {
    valued: 'o h',
    asks: /^-[a-zA-Z]*d$|^(?:rb|rm|mv|acl|defacl|iam|lifecycle|versioning|setmeta|rewrite|retention|hmac|kms|notification|web|cors|label|signurl|rpo|ubla|pap)$/,
    reads:
      /^(?:(?:ls|cat|stat|du|hash|version|help)(?: |$)|(?:cp|rsync) gs:\/\/\S+(?!.* gs:\/\/)|(?:acl|iam|lifecycle|versioning|label|web|cors) get)/,
  },
  mc: {
    asks: /^--(?:remove|force|dangerous|overwrite|purge)$/,
    reads:
      /^(?:ls|cat|head|tree|du|stat|find|diff|admin info|version|alias list|share list|cp|mb)(?: |$)/,
  },
  wrangler: {
    reads:
      /^(?:dev|tail|whoami|types|docs|pages dev|deployments (?:list|status|view)|kv:?\s?\w* (?:list|get)|r2 object get)/,
  },
  vault: {
    secrets: /^(?:kv get|read|unwrap|token create|print token|login)(?: |$)/,
    reads:
      /^(?:status|version|version-history|path-help|kv (?:list|metadata get)|list|audit list|auth list|secrets list|policy (?:read|list|fmt)|token (?:lookup|capabilities)|namespace (?:list|lookup)|lease lookup|plugin (?:list|info|reload-status)|operator (?:members|key-status|usage|raft list-peers|diagnose)|monitor|debug|server -dev)(?: |$)/,
    strict: true,
  },
  consul: {
    reads:
      /^(?:members|catalog|info|version|kv get|monitor|operator raft list-peers|acl \w+ (?:list|read)|config (?:list|read)|intention (?:list|check|get))/,
    strict: true,
  },
  nomad: {
    reads:
      /^(?:status|version|node status|job (?:status|plan|validate|inspect|history)|alloc (?:status|logs)|plan|validate|server members|logs|inspect|monitor)/,
    strict: true,
  },
  op: {
    secrets: /^(?:read|item get|document get|inject|signin)(?: |$)/,
    reads: /^(?:whoami|account list|vault list|item list|user list|--version)/,
  },
  pass: {
    secrets: /^(?!(?:ls|list|find|search|help|version|--version|--help)$)[\w./-]+$|^show /,
    reads: /^(?:ls|list|find|search|help|version|git (?:log|status))(?: |$)|^$/,
  },
  gopass: { secrets: /^(?:show|cat|otp)(?: |$)/, reads: /^(?:ls|list|find)(?: |$)|^$/ },
  sops: { asks: /^(?:-d|--decrypt|decrypt|-i|--in-place|-r|--rotate|--rm-\S+|--set)$/ },
  doppler: {
    secrets: /^(?:secrets (?:get|download)|secrets$|configs tokens create)/,
    reads: /^(?:me|projects$|configs$|environments$|setup|whoami)/,
  },
  infisical: { secrets: /^(?:secrets get|secrets$|export)/ },
  heroku: {
    secrets: /^(?:config(?::get)?$|config:get )/,
    reads: /^(?:apps|ps|logs|releases|addons|info|domains|status|config:get)$/,
  },
  vercel: {
    asks: /^--prod$/,
    reads:
      /^(?:dev|build|ls|list|inspect|logs|whoami|env ls|env pull|link|domains (?:ls|inspect)|dns ls|alias ls|certs ls|project ls|projects ls|teams ls|bisect|git ls|pull|init|help)(?: |$)|^$/,
  },
  netlify: {
    asks: /^--prod$/,
    reads:
      /^(?:dev(?::\w+)?|build|status(?::\w+)?|env:(?:list|get)|sites:list|watch|open(?::\w+)?|functions:(?:list|serve|create|invoke|build)|blobs:(?:list|get)|logs(?::\w+)?|init|link|unlink|serve|recipes|addons:list|lm:info)(?: |$)|^$/,
  },
  firebase: {
    reads:
      /^(?:emulators:\w+|serve|projects:list|login:list|apps:list|functions:log|use$|functions:config:get)/,
    asks: /^(?:deploy|hosting:disable|functions:delete|firestore:delete|database:(?:remove|set|update)|projects:create|auth:import|hosting:clone|hosting:channel:delete)$/,
  },
  supabase: {
    reads:
      /^(?:start|stop|status|init|gen|functions serve|db (?:diff|lint|dump)|migration (?:list|new)|projects list)(?: |$)/,
    asks: /^(?:reset|push|repair|squash)$/,
  },
  ...row('stripe', {
    asks: /^-(?:X|d)$|^--(?:confirm|live)$/,
    reads:
      /^(?:listen|logs tail|\w+ (?:list|retrieve|search)|get|open|status|samples|version|config --list|resources|trigger|fixtures|serve)(?: |$)/,
  }),
  splunk: {
    asks: /^(?:clean|delete|remove|disable|stop|restart|offline|edit|add|set|enable|rolling-restart|resync|reload|bootstrap|fsck|rebuild)$/,
  },
  nginx: { asks: /^(?:stop|quit|reload|reopen)$|^-(?:c|g|p)$|^-s(?:stop|quit|reload|reopen)$/ },
  haproxy: { asks: /^-(?:sf|st|D|x)$/ },
  ...row('nsupdate knsupdate', { asks: /./ }),
  rndc: {
    asks: /^(?:stop|halt|flush\w*|delzone|addzone|modzone|reload|freeze|thaw|sync|reconfig|retransfer|signing)$/,
  },
  ...row(
    `${KAFKA} ${KAFKA.split(' ')
      .map((name) => `${name}.sh`)
      .join(' ')}`,
    { asks: KAFKA_CHANGES },
  ),
  ...row(
    'kafka-delete-records kafka-delete-records.sh kafka-streams-application-reset kafka-streams-application-reset.sh kafka-server-stop kafka-server-stop.sh zookeeper-server-stop.sh',
    {
      asks: /./,
    },
  ),
  ...row('kcat kafkacat', { asks: /^-\w*P/ }),
  ...row('zkCli.sh zookeeper-shell zookeeper-shell.sh', {
    asks: /^(?:delete|deleteall|rmr|set|setAcl|reconfig|create)$/,
  }),
  ...row('rabbitmqctl rabbitmq-diagnostics rabbitmq-queues rabbitmq-plugins rabbitmq-upgrade', {
    reads:
      /^(?:list_\w+|status|cluster_status|ping|environment|node_health_check|report|eval_file_check|help|version|check_\w+|list)(?: |$)/,
    strict: true,
  }),
  rabbitmqadmin: { reads: /^(?:list|show|get|export|help|subcommands)(?: |$)/, strict: true },
  nats: {
    reads:
      /^(?:stream (?:ls|info|report|view|get|state)|consumer (?:ls|info|report)|kv (?:ls|get|history|status)|object (?:ls|get|info)|server (?:info|ping|list|report|check)|account info|rtt|sub|bench|context ls)(?: |$)/,
  },
  mosquitto_pub: { asks: /./ },
  mosquitto_ctrl: { strict: true, reads: /\b(?:list\w*|get\w*)\b/ },
  chef: { strict: true, reads: /^(?:--version|env|shell-init|describe-cookbook|show-policy)/ },
  ...row('haproxyctl', { strict: true, reads: /^show/ }),
  ...row('letsencrypt acme.sh lego dehydrated', {
    asks: /^(?:--)?(?:revoke|remove|delete|deactivate\S*|unregister|uninstall|renew|issue|run)$/,
  }),
  influx: {
    valued: 'host token org t o',
    asks: /\b(?:DROP|DELETE|GRANT|REVOKE|CREATE|ALTER|KILL)\b/i,
  },
  virsh: {
    strict: true,
    valued: 'c connect',
    reads:
      /^(?:list|dom\w+|dumpxml|pool-(?:list|info|dumpxml)|net-(?:list|info|dumpxml)|vol-(?:list|info)|nodeinfo|version|uri|capabilities|hostname|vcpuinfo|help)\b/,
  },
  lxd: { strict: true, reads: /^(?:--version|cluster list|sql)/ },
  'cloud-init': { asks: /^clean$/ },
  'gitlab-rails': { strict: true, reads: /^(?:--version)$/ },
  'gitlab-rake': { strict: true, reads: /^gitlab:(?:env:info|check)/ },
  ...row('cqlsh-admin nodetool', {
    strict: true,
    reads:
      /^(?:status|info|ring|tpstats|netstats|compactionstats|describe\w*|version|gossipinfo|cfstats|tablestats|proxyhistograms|tablehistograms|get\w+|list\w+|help)\b/,
  }),
  ...row('couchbase-cli cbq cbc', {
    strict: true,
    reads: /^(?:bucket-list|server-list|server-info|host-list|user-list)/,
  }),
  ...row('neo4j-admin cypher-shell-admin', {
    strict: true,
    reads: /^(?:database info|server memory|check|memrec|report)/,
  }),
  ...row(
    'pg_ctlcluster pg_dropcluster pg_createcluster pg_upgradecluster pg_renamecluster pg_lsclusters',
    {
      asks: /^(?:stop|restart|promote|--stop|\d+)$/,
    },
  ),
}
