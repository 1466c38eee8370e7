import type { UnwantedRow } from './unwanted-row.ts'

type Row = Pick<UnwantedRow, 'names' | 'all' | 'none'>

/** Calls that publish, release or deploy in the ways of each stack. */
export const PUBLISHING_ROWS: readonly Row[] = [
  {
    names: 'python python3',
    all: [
      /^-m (?:twine upload|(?:flit|poetry|hatch|pdm) publish|zest\.releaser|semantic_release (?:publish|version))/,
    ],
  },
  {
    names: 'gradle gradlew',
    all: [
      /(?:^|[ :])(?:publish\w*|upload(?:Archives|\w*Mapping\w*)|bintrayUpload|appDistributionUpload\w*|artifactoryPublish|closeAndRelease\w*|promote\w*(?:Artifact|Bundle|Apk)|jib|dockerPush|deploy\w*)(?: |$)/,
    ],
    none: /MavenLocal|(?:^| )-m(?: |$)|(?:^| )(?:help|tasks)(?: |$)/,
  },
  {
    names: 'sbt mill',
    all: [/publish(?!Local|M2)\w*|sonatype(?:Release|BundleRelease|Close)\w*|PublishModule/],
    none: /publishLocal$/,
  },
  {
    names: 'rake',
    all: [/(?:^| )(?:release(?:\[\S*\])?|gem:push|(?:[\w]+:)*deploy(?::\w+)*|publish)(?: |$)/],
  },
  {
    names: 'changeset bun deno jsr rebar3 dart flutter opam swift pub',
    all: [/(?:^| )(?:publish|hex publish)(?: |$)/],
    none: /(?:^| )(?:run|test|help)(?: |$)|-n(?: |$)/,
  },
  {
    names: 'ko',
    all: [/^(?:publish|build|apply|resolve)(?: |$)/],
    none: /--local|--push=false|-L(?: |$)|KO_DOCKER_REPO=ko\.local/,
  },
  { names: 'pod', all: [/^(?:repo push|trunk (?:push|delete|deprecate|add-owner))/] },
  { names: 'web-ext chrome-webstore-upload', all: [/^(?:sign|upload|publish)(?: |$)/] },
  {
    names: 'code-push appcenter',
    all: [/(?:^| )(?:release\S*|promote|rollback|distribute|patch|clear)(?: |$)/],
  },
  {
    names: 'fastlane',
    all: [/^[a-z]/],
    none: /^(?:(?:ios|android|mac) )?(?:lanes|list|actions?|docs|env|init|new_\w+|help|\w*tests?|unit\w*|lint|swiftlint|build\w*|scan|gym|snapshot|screengrab|screenshots?|frameit|format|coverage|bump\w*|increment\w*|clean\w*|ci|check\w*|verify\w*|run (?:scan|gym|build\w*|increment\w*|get_\w+|swiftlint|clear_\w+|cocoapods|xcodebuild))(?: |$)/,
  },
  {
    names: 'eas',
    all: [
      /--auto-submit|^(?:submit|update|channel:(?:edit|delete|create)|branch:delete|metadata:push|env:(?:create|update|delete|push))(?: |$)/,
    ],
  },
  {
    names: 'firebase',
    all: [
      /^(?:appdistribution:distribute|hosting:channel:deploy|ext:(?:install|update|uninstall)|remoteconfig:rollback|functions:(?:config:(?:set|unset)|secrets:\w+))(?: |$)/,
    ],
  },
  {
    names: 'vercel',
    all: [
      /^(?:env (?:add|rm|update)|promote|rollback|redeploy|alias (?:set|rm)|domains (?:add|rm|buy|move)|dns (?:add|rm|import)|secrets (?:add|rm))(?: |$)/,
    ],
  },
  {
    names: 'netlify',
    all: [
      /^(?:env:(?:set|unset|import|clone)|sites:(?:create|delete)|addons:(?:create|delete))(?: |$)/,
    ],
  },
  {
    names: 'heroku',
    all: [
      /(?:^| )(?:config:(?:set|unset|edit)|ps:(?:scale|restart|stop|kill|type)|pg:(?:reset|push|copy|promote|killall|restart|upgrade|credentials:\S+|backups:(?:restore|delete))|releases:rollback|rollback|run(?::\w+)?|domains:(?:add|remove|clear)|maintenance:(?:on|off)|addons:(?:create|destroy|attach|detach|upgrade)|apps:(?:transfer|rename|destroy)|pipelines:(?:promote|destroy|transfer)|access:(?:add|remove|update)|container:(?:push|release)|certs:(?:add|remove|update))(?: |$)/,
    ],
  },
  {
    names: 'az',
    all: [
      /deployment source config-zip|acr (?:build|import|run|task|purge)(?: |$)|deployment slot swap|webapp (?:up|deploy|restart|stop)(?: |$)|containerapp (?:up|update)(?: |$)/,
    ],
  },
  {
    names: 'dep mina envoy shipit deployer skaffold flux okteto werf devspace garden',
    all: [
      /(?:^| )(?:deploy\S*|run|apply|release\S*|rollback|reconcile|publish|converge|resume|suspend|bootstrap|uninstall|delete|destroy)(?: |$)/,
    ],
    none: /^(?:render|build|dev)/,
  },
  {
    names: 'docker podman nerdctl buildah',
    all: [/(?:^| )(?:build|buildx|bud|bake)(?: |$)/, /--push(?: |$|=true)|type=registry|push=true/],
  },
  {
    names: 'make gmake just task mage invoke inv',
    all: [
      /(?:^| )(?:deploy|publish|ship|promote|rollback|release-(?:prod|publish))(?:[-:_.][\w:.-]*)?(?: |$)/,
    ],
    none: /(?:^| )-n(?: |$)|--list|--question/,
  },
  {
    names: 'npm yarn pnpm',
    all: [
      /^(?:-\S+ )*(?:run(?:-script)? )?(?:[\w-]+:)*(?:deploy|publish|release|ship|promote|rollback)(?::[\w:-]+)?(?: |$)/,
    ],
    none: /(?:dry|check|notes|test|local|build|preview|storybook|docs)\b/,
  },
  {
    names: 'deploy.sh publish.sh release.sh rollback.sh promote.sh deploy',
    all: [/^/],
    none: /--check|--plan|-n(?: |$)/,
  },
  {
    names: 'bash sh zsh',
    all: [/^(?:-[a-z]+ )*(?:\S*\/)?(?:deploy|publish|rollback|promote)[\w-]*\.sh(?: |$)/],
    none: /^-\w*n|--check/,
  },
  {
    names: 'sentry-cli',
    all: [
      /^(?:releases (?:new|finalize|delete|deploys|set-commits)|deploys new|send-event|(?:sourcemaps|debug-files|dif) upload|upload-\S+)(?: |$)/,
    ],
  },
  { names: 'twilio', all: [/:(?:create|update|remove|delete)(?: |$)/] },
  {
    names: 'sky ray dagster',
    all: [/^(?:launch|jobs? (?:submit|launch|cancel)|down|serve up|job launch)(?: |$)/],
  },
  {
    names: 'bq snow databricks athena',
    all: [
      /\b(?:delete\s+from|drop\s+\w+|truncate\s+table|update\s+\S+\s+set|insert\s+into|merge\s+into|create\s+or\s+replace|alter\s+\w+)\b/i,
    ],
  },
  {
    names: 'drush',
    all: [
      /(?:^| )(?:sql[:-](?:drop|sync|query|create)|site:install|si|updb|updatedb|user:\w+|config:(?:import|set|delete)|cim)(?: |$)/,
    ],
  },
  {
    names: 'magento',
    all: [
      /setup:(?:upgrade|uninstall|install|rollback|db\S*:upgrade)|maintenance:(?:enable|disable)/,
    ],
  },
]
