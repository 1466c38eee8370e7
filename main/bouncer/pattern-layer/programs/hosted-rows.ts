import type { PlatformRow } from './platform-rows.ts'

const row = (names: string, value: PlatformRow): Record<string, PlatformRow> =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]))

/** Words of a target that others use. */
const SHARED_TARGET = /^(?:--(?:target|profile|environment|env)=)?(?:prod|production|live|prd)$/i

/** Services by the name of their program, beyond those that are told by their verbs alone. */
export const HOSTED_ROWS: Readonly<Record<string, PlatformRow>> = {
  ...row(
    'mongocli bosh okteto vela tsuru encore dapr zapier vtex nylas st2 commercelayer pac src kafkactl rancher vapor hop coda snaplet stepzen meroxa dotenv-vault onboardbase ampx bws avn kn func faas-cli fission zappa chalice arc jf aliyun ossutil coscmd tccli exoscale rosa ocm hs zcli acli lokalise2 crowdin phrase tx percy chromatic zeabur gridsome-cloud sst nitric kapp imgpkg kubevela humanitec score-compose spacectl env0 env-zero infracost-cloud tfc tfe jira linear notion trello asana ghost webflow storyblok prismic chroma-cloud upstash fauna xata-cli astradb singlestore motherduck cockroach-cloud ccloud aiven confluent-hub rpk-cloud symbl vonage plivo messagebird mailchimp-cli klaviyo paddle lemonsqueezy chargebee recurly gocardless adyen square-cli azd swa lab fj forgejo-cli hut gitea-cli bitbucket tfcloud aks okta-cli statsig posthog amplitude mixpanel intercom zendesk freshdesk hubspot airtable clickhouse-cloud timescale tembo xano retool appsmith n8n pipedream windmill inngest temporal-cloud render-cli stackhero ploi forge-cli envoyer runcloud cloud66 hatchbox cleavr coolify dokploy sliplane genezio defang shuttle fermyon wasmer wasmcloud edgio gcore cdn77 imperva incapsula cloudinary imagekit uploadcare livekit',
    {},
  ),
  ...row('fly flyctl', {
    reads: /^(?:scale show|autoscale show|version|doctor|proxy|ping|dig|agent \w+)(?: |$)/,
  }),
  ...row('expo', {
    reads:
      /^(?:start|install|add|init|prebuild|customize|config|export(?::\w+)?|run:(?:ios|android)|lint|doctor|diagnostics|whoami|url(?::\w+)?|eject|upgrade|test|serve|help)(?: |$)/,
  }),
  ...row('expo-cli', {
    reads:
      /^(?:start|install|init|prebuild|customize|config|run:(?:ios|android)|doctor|diagnostics|whoami|eject|upgrade|client:install:\w+)(?: |$)/,
    asks: /^(?:publish|push:\S+|webhooks:\S+|credentials:\S+|fetch:\S+|send|login|logout|register|build:\S+|upload:\S+)$/,
  }),
  ...row('sfdx sf', {
    reads:
      /^(?:force:(?:project|apex:(?:class|trigger)|lightning:\S+|visualforce:\S+|staticresource|analytics:template|source:manifest|cmdt)(?::\S+)*:(?:create|generate|run)|(?:project|apex|lightning|visualforce|static-resource) generate|force:lightning:lwc:test:\S+|(?:\S+:)?(?:list|display|report|retrieve|status|open|describe\w*)|org (?:list|display|open)|project retrieve|plugins(?::\S+)?|help|config:(?:get|list)|alias:list)(?: |$)/,
  }),
  ...row('hasura', {
    reads:
      /^(?:console|version|init|migrate (?:create|status)|seeds? create|metadata (?:export|diff)|md (?:export|diff)|actions (?:create|codegen)|scripts)(?: |$)/,
  }),
  dbt: {
    shared: SHARED_TARGET,
    reads:
      /^(?:run|build|seed|test|snapshot|compile|parse|docs|deps|clean|debug|ls|list|show|init|source|retry|clone|freshness)(?: |$)/,
  },
  sqlmesh: {
    shared: SHARED_TARGET,
    reads:
      /^(?:test|audit|format|lint|render|evaluate|info|init|dag|diff|table_diff|ui|create_test|fetchdf|lineage)(?: |$)/,
  },
  dvc: {
    reads:
      /^(?:repro|exp(?:eriments)? (?:run|show|diff|list|ls|apply|branch|save)|metrics|params|plots|status|diff|dag|add|commit|checkout|pull|fetch|list|ls|init|stage|config|freeze|unfreeze|import|import-url|get|update|version|doctor|root|check-ignore|data status|run|move|unprotect|install)(?: |$)/,
  },
  vagrant: {
    reads:
      /^(?:up|ssh|halt|suspend|resume|reload|status|global-status|ssh-config|port|validate|version|provision|rsync|rsync-auto|rdp|winrm|winrm-config|init|plugin (?:list|install)|box (?:list|outdated|add)|snapshot (?:save|list|push)|help)(?: |$)/,
  },
  molecule: {
    reads:
      /^(?:check|converge|create|dependency|destroy|drivers|idempotence|init|lint|list|login|matrix|prepare|side-effect|syntax|test|verify|cleanup|reset)(?: |$)/,
  },
  kitchen: {
    reads:
      /^(?:create|converge|setup|verify|destroy|test|list|diagnose|login|exec|init|doctor|version)(?: |$)/,
  },
  mlflow: {
    reads:
      /^(?:ui|server|run|doctor|experiments (?:search|csv)|runs (?:list|describe)|models (?:predict|prepare-env|serve)|artifacts (?:list|download))(?: |$)/,
  },
  prefect: {
    reads:
      /^(?:server (?:start|services)|flow-run (?:ls|inspect|logs)|flow ls|deployment (?:ls|inspect)|version|profile (?:ls|inspect)|config view|worker start|work-pool ls)(?: |$)/,
  },
  dagster: {
    reads:
      /^(?:dev|asset (?:list|materialize)|job (?:list|print|execute)|definitions validate|project|instance info|run list|schedule (?:list|preview)|sensor (?:list|preview))(?: |$)/,
  },
  temporal: {
    reads:
      /^(?:server start-dev|workflow (?:list|describe|show|count|trace|stack|query)|operator (?:namespace (?:list|describe)|cluster health)|env (?:list|get)|task-queue describe|schedule (?:list|describe))(?: |$)/,
  },
  influxd: { reads: /^(?:run|version|print-config|inspect)?(?: |$)/ },
  packer: {
    asks: /^build$/,
    reads: /^(?:validate|fmt|inspect|init|console|plugins|version|hcl2_upgrade|fix)(?: |$)/,
  },
  multipass: {
    reads:
      /^(?:list|ls|info|find|launch|start|shell|version|networks|get|aliases|exec|mount|transfer|help)(?: |$)/,
  },
  lando: {
    reads:
      /^(?:start|stop|restart|rebuild|info|list|logs|ssh|init|version|config|share|composer|php|drush|wp|npm|node|yarn)(?: |$)/,
  },
  telegraf: { reads: /^(?:config|--test|version|plugins)?(?: |$)/ },
  promtool: { reads: /^(?:check|test|query|debug|tsdb (?:bench|analyze|list|dump))(?: |$)/ },
  amtool: {
    reads:
      /^(?:check-config|config (?:show|routes)|alert (?:query)?|silence query|template render|cluster show)(?: |$)/,
  },
  wandb: { reads: /^(?:status|offline|online|disabled|enabled|verify|init|docker|local)(?: |$)/ },
  'huggingface-cli': { reads: /^(?:download|whoami|env|scan-cache|version)(?: |$)/ },
  hf: { reads: /^(?:download|auth whoami|env|cache (?:ls|scan)|version)(?: |$)/ },
  traefik: { reads: /^(?:version|healthcheck)?(?: |$)/ },
  caddy: {
    reads:
      /^(?:run|start|fmt|validate|adapt|version|file-server|list-modules|environ|hash-password|respond|reverse-proxy|build-info)(?: |$)/,
  },
  'gitlab-runner': { reads: /^(?:exec|list|status|verify|--version)(?: |$)/ },
  act: { reads: /^/ },
  pocketbase: { reads: /^(?:serve|migrate (?:up|create|collections|history-sync))(?: |$)/ },
  strapi: {
    reads:
      /^(?:develop|dev|start|build|new|generate|console|version|report|ts:\S+|content-types:list|routes:list|components:list|policies:list|services:list|hooks:list|middlewares:list|controllers:list|export)(?: |$)/,
  },
  directus: { reads: /^(?:start|init|bootstrap|schema snapshot|count)(?: |$)/ },
  sanity: {
    reads:
      /^(?:dev|start|build|check|preview|docs|versions|debug|schema (?:extract|validate)|typegen|dataset (?:list|export)|documents (?:get|query)|cors list|graphql list|hook list|projects list|exec|init|codemod|install)(?: |$)/,
  },
  shopify: {
    reads:
      /^(?:app (?:dev|build|info|generate|init|function)|theme (?:dev|check|list|info|init|language-server|package|pull|share)|hydrogen (?:dev|build|preview|init|check|codegen|generate|list)|version|whoami|search|help)(?: |$)/,
  },
  amplify: {
    reads:
      /^(?:status|init|pull|codegen|mock|diagnose|console|env list|add|configure|function build|help|version|import)(?: |$)/,
  },
  eb: {
    reads:
      /^(?:status|health|logs|events|list|open|printenv|local|init|console|labs|platform (?:list|show))(?: |$)/,
  },
  cap: { reads: /^(?:install|-T|add|copy|init|ls|open|sync|update|run|doctor|migrate)(?: |$)/ },
  wrangler: {
    reads:
      /^(?:dev|tail|whoami|types|docs|init|generate|build|check|pages dev|pages (?:project|deployment) list|deployments (?:list|status|view)|versions (?:list|view)|kv(?::| )?(?:namespace|key|bulk)? ?(?:list|get)|r2 (?:object get|bucket (?:list|info))|d1 (?:list|info|migrations (?:list|create))|d1 (?:execute|migrations apply)(?=.*--local)|queues (?:list|info)|secret list|vectorize (?:list|get|info)|hyperdrive (?:list|get)|ai models|telemetry)(?: |$)/,
  },
  pscale: {
    reads:
      /^(?:branch (?:list|show|schema|diff)|database (?:list|show|dump)|shell|connect|org (?:list|show)|deploy-request (?:list|show|diff)|ping|region list|auth check|backup (?:list|show)|password list|service-token list)(?: |$)/,
  },
}
