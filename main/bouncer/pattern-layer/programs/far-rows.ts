import { CHAINS } from './chain-rows.ts'
import type { RowOf } from './unwanted-row.ts'

type Row = Pick<RowOf, 'names' | 'all' | 'none'>

const ASKED = /^(?:-h|--help|-V|-v|--version|help|version)(?: |$)/
const ANY: readonly RegExp[] = [/\S/]

/** Programs that run a command on many machines, or open another machine. */
const ELSEWHERE: readonly Row[] = [
  {
    names:
      'pdsh dsh rsh rexec pssh prsync pslurp pnuke parallel-ssh parallel-scp parallel-rsync parallel-nuke clush clubak csshx cssh csshX polysh mussh xpanes tmux-cssh mosh dbclient plink pscp psftp psexec psexec.py wmiexec.py smbexec.py atexec.py dcomexec.py winexe evil-winrm mco salt-ssh salt-cp salt-run salt-cloud ansible-console ansible-pull crsh sshuttle',
    all: ANY,
    none: ASKED,
  },
  { names: 'wmic', all: [/\/node:/i] },
  { names: 'kubectl-ssh kubectl-node_shell kubectl-exec_as kubectl-debug', all: ANY, none: ASKED },
  {
    names: 'act',
    all: [/(?:^| )(?:deploy|release|publish)(?: |$)/],
    none: /(?:^| )(?:-l|-n|--list|--dryrun)(?: |$)/,
  },
]

/** Work in the queues of shared machines. */
const QUEUES: readonly Row[] = [
  {
    names:
      'qdel qalter qhold qrls qmove qrerun qsig qrun qmgr qterm qdisable qenable qstop pbsnodes condor_rm condor_hold condor_release condor_qedit condor_vacate condor_off condor_drain bkill bstop bresume bmod bswitch brequeue badmin bqueues-admin mdiag mjobctl canceljob',
    all: ANY,
    none: /^(?:-h|--help|--version|-a|-l|list|qstat)(?: |$)|^-c "?(?:list|print)/,
  },
  {
    names: 'scontrol',
    all: [
      /^(?:-\S+ )*(?:update|reboot\S*|shutdown|suspend|resume|cancel\S*|hold|uhold|release|requeue\S*|create|delete|reconfig\S*|takeover|setdebug\S*|top|power)(?: |$)/i,
    ],
  },
  { names: 'sacctmgr', all: [/(?:^| )(?:add|create|delete|remove|modify|archive|load)(?: |$)/i] },
  {
    names: 'yarn',
    all: [
      /^(?:application|app|container|queue|node|rmadmin|cluster) (?:\S+ )*-(?:kill|signal|movetoqueue|updatePriority|destroy|stop|launch|submit|refresh\w*|fail|changeQueue\w*)/,
    ],
  },
  {
    names: 'mapred oozie',
    all: [
      /(?:^| )-(?:kill\S*|fail-task|set-priority|run|submit|suspend|rerun|change|resume)(?: |$)/,
    ],
  },
  {
    names: 'flink storm',
    all: [
      /^(?:run\S*|cancel|stop|kill|savepoint|jar|rebalance|deactivate|activate|upload-credentials)(?: |$)/,
    ],
  },
  {
    names: 'hdfs hadoop',
    all: [
      /(?:^| )(?:-(?:rm\w*|mv|put|copyFromLocal|moveFromLocal|appendToFile|truncate|expunge|setrep|chmod|chown|chgrp|setfacl|setfattr|touchz|mkdir|concat|deleteSnapshot|createSnapshot|renameSnapshot)|distcp|-format|-safemode enter|-setQuota|-clrQuota|-decommission|-refresh\w+|-failover|-transitionTo\w+|-rollback|-finalizeUpgrade|balancer|mover|archive)(?: |$)/,
    ],
  },
  {
    names: 'gsutil-hadoop hbase',
    all: [/^(?:snapshot|hbck|canary|restore|backup|rowcounter|clean|zkcli)(?: |$)/],
  },
  { names: 'rq', all: [/^(?:empty|requeue|suspend|resume|enqueue)(?: |$)/] },
  { names: 'huey flower arq dramatiq-gevent', all: [/(?:^| )(?:purge|flush|revoke)(?: |$)/] },
  {
    names: 'dask-scheduler ray',
    all: [/^(?:down|submit|up|exec|attach|kill-random-node|job (?:submit|stop|delete))(?: |$)/],
  },
]

/** Programs that write to people in the name of the person. */
const PEOPLE: readonly Row[] = [
  {
    names:
      'telegram-send tgsend slackcat slacktee slack-cli slack-notify notify-slack pushover pushover-cli pb pushbullet apprise mudslide discord.sh discordwebhook dischook teams-notify matrix-commander matrix.sh gotify sendemail sendEmail swaks smtp-cli email mailsend mailsend-go curlmail sendxmpp go-sendxmpp xmppc gammu-smsd-inject smstools-send yagi wuzzah rainbowstream oysttyer twurl t',
    all: ANY,
    none: /^(?:-h|--help|--version|help|version|configure|--configure|init|login|accounts|whoami|timeline|mentions|list|search|stream|trends|ruler)(?: |$)|(?:localhost|127\.0\.0\.1)(?::|\s|$)/,
  },
  {
    names: 'gammu',
    all: [/^(?:--)?(?:sendsms|sendmms|deleteallsms|deletesms|dialvoice|dialservice)/],
  },
  {
    names:
      'toot bsky himalaya aerc meli mutt neomutt signal-cli ntfy zulip-send zulip-terminal tuba mstdn nostril algia nak',
    all: [
      /(?:^| )(?:post|reply|send\w*|message (?:send|delete|move|write|reply|forward)|compose|:send|publish|pub|trigger|delete|reblog|boost|repost|follow|unfollow|block|mute|dm|like|-s|event)(?: |$)/,
    ],
  },
  { names: 'write talk ytalk', all: [/^[a-z_][\w-]*(?: |$)/] },
  { names: 'lp lpr', all: ANY, none: /^(?:-h|--help|--version)(?: |$)/ },
  { names: 'efax fax sendfax faxspool', all: ANY, none: ASKED },
  {
    names: 'gam gamadv gyb',
    all: [
      /(?:^| )(?:create|add|update|delete|remove|suspend|unsuspend|transfer|send\w*|sync|wipe|clear|purge|undelete|deprovision|signout|turnoff2sv|trash|untrash|empty|move|copy|forward|vacation|delegate|insert|import|--action (?:restore|purge))(?: |$)/,
    ],
  },
  { names: 'gcalcli', all: [/(?:^| )(?:add|delete|edit|quick|import)(?: |$)/] },
  { names: 'khal', all: [/^(?:new|edit|import)(?: |$)/] },
  {
    names: 'todoist todoist-cli things asana clickup',
    all: [/(?:^| )(?:add|quick|close|delete|modify|create|update|complete|assign)(?: |$)/],
  },
  {
    names: 'vdirsyncer mbsync offlineimap imapsync isync getmail fdm',
    all: ANY,
    none: /^(?:-h|--help|--version|-V|discover|showconfig|-l|--list|--info|--dry\S*|--justlogin)(?: |$)|--dry/,
  },
  {
    names: 'pd pagerduty opsgenie-lamp oncall',
    all: [
      /(?:^| )\S*(?:resolve|ack\w*|assign|snooze|merge|priority|rename|trigger|log|set|notes?)(?: |$)/,
    ],
  },
]

/** Programs that put something out to everybody. */
const PUBLIC: readonly Row[] = [
  {
    names:
      'gh-pages surge now git-ftp push-dir git-directory-deploy ghp-import zola-deploy deployer-cli claudia',
    all: ANY,
    none: /^(?:-h|--help|--version|whoami|list|init|log|show|test-lambda|status)(?: |$)/,
  },
  { names: 'mkdocs', all: [/^gh-deploy(?: |$)/] },
  {
    names: 'mike',
    all: [
      /(?:^| )(?:--push|-p)(?: |$)|^(?:delete|set-default|retitle|alias) (?=.*(?:--push|-p(?: |$)))/,
    ],
  },
  {
    names: 'cargo',
    all: [/^(?:release|smart-release|workspaces publish|ws publish)(?: |$)/],
    none: /^release (?:changes|config|help|hook|owner(?: |$)|tag)|^(?:release(?!.*(?:--execute|-x(?: |$)))|smart-release(?!.*--execute))/,
  },
  {
    names: 'release-plz',
    all: [/^(?:release|release-pr)(?: |$)/],
  },
  {
    names: 'release-please',
    all: [/^(?:release-pr|github-release|manifest-\S+|bootstrap)(?: |$)/],
  },
  {
    names: 'shipjs knope auto cog',
    all: [/^(?:trigger|release|shipit|canary|latest|next)(?: |$)/],
  },
  { names: 'beachball changefile rush', all: [/^(?:publish|version --ensure)(?: |$)/] },
  {
    names:
      'dput dput-ng debrelease reprepro aptly copr-cli osc bodhi fedpkg koji centpkg snapcraft flathub cloudsmith package_cloud pkgcloud gemfury fury jfrog anaconda anaconda-client spack conan vcpkg cabal-upload fez mi6 cpan-upload dzil minil registrator altool iTMSTransporter notarytool app-store-connect asc appcenter-cli codemagic bitrise ghr',
    all: [
      /(?:^| )(?:upload\S*|publish\S*|push|release|submit|remove|delete\S*|promote|close|commit|ci|build(?= .*(?:--target|--scratch=false))|updates? (?:new|edit|request)|includedeb|include|export-upload|register|mirror (?:publish|drop)|repo (?:drop|remove)|snapshot drop|rt (?:u|upload|del|delete|mv|cp|sp|bp|bpr|bad|bdi|dp|docker-push|npmp|gp)|--upload-app|--upload-package|-m upload|tag-build|untag-build|block-pkg|move-build|cancel|edit-\S+|yank|copy|resync|quarantine)(?: |$)/,
    ],
    none: /--dry-run|--simulate|-s(?: |$)|(?:^| )(?:list|search|show|info|help)(?: |$)/,
  },
  { names: 'dput dput-ng ghr', all: ANY, none: ASKED },
  { names: 'electron-builder', all: [/(?:-p|--publish)[= ](?:always|onTag)/] },
  { names: 'gh', all: [/^run (?:delete|cancel)(?: |$)/] },
  {
    names: 'jenkins-cli',
    all: [
      /(?:^| )(?:build|delete-\S+|create-\S+|update-\S+|disable-\S+|enable-\S+|groovy\S*|install-plugin|offline-node|quiet-down|reload-\S+|restart|safe-restart|shutdown|stop-builds|clear-queue|replay-pipeline|set-\S+|connect-node|disconnect-node|cancel-quiet-down|keep-build|add-job-to-view)(?: |$)/,
    ],
  },
  {
    names: 'java',
    all: [
      /jenkins-cli\S*\.jar .*(?: )(?:build|delete-\S+|create-\S+|groovy\S*|restart|safe-restart|shutdown|update-\S+|install-plugin)(?: |$)/,
    ],
  },
  {
    names: 'drush',
    all: [/(?:^| )(?:@(?!self)[\w.-]+ \S+|user-\S+|role:\S+|entity:delete|rsync)(?: |$)/],
  },
  { names: 'railway', all: [/^variables? (?:\S+ )*--set(?: |=)/] },
]

/** Programs that change what others keep or see: zones, indices, stores, clusters of data. */
const SHARED: readonly Row[] = [
  {
    names: 'sqlplus sqlcl sql',
    all: [/@(?!(?:localhost|127\.))[\w.-]+/, /(?:^| )@\S+/],
    none: /^-[hv]/i,
  },
  { names: 'octodns-sync', all: [/--doit/] },
  { names: 'elasticdump multielasticdump', all: [/--output[= ]https?:\/\/(?!localhost|127\.)/] },
  { names: 'curator curator_cli', all: [/\S/], none: /--dry-run|--help|--version|(?:^| )show[_-]/ },
  { names: 'etcdutl', all: [/(?:^| )(?:snapshot restore|defrag|migrate|hashkv-delete)(?: |$)/] },
  {
    names: 'asadm aql asinfo',
    all: [
      /truncate|\bdelete\b|\bdrop\b|\binsert\b|\bremove\b|\bset-config\b|quiesce|recluster|enable /i,
    ],
  },
  {
    names: 'dolt',
    all: [
      /^(?:push|reset --hard|branch -[dD]|table rm|gc|backup)(?: |$)|sql (?:\S+ )*-q .*\b(?:drop|delete|truncate|update|alter)\b/i,
    ],
  },
  {
    names: 'lakectl nessie',
    all: [
      /(?:^| )(?:rm|delete|revert|merge|import|abuse|gc|branch (?:create|delete|revert|reset)|commit)(?: |$)/,
    ],
  },
  {
    names: 'git-annex annex',
    all: [/^(?:drop|dropunused|move|sync|export|trust|dead|forget)(?: |$)/],
  },
  {
    names: 'ssh-keyscan wakeonlan etherwake wol ether-wake',
    all: [/[\da-f]{2}[:-][\da-f]{2}/i],
  },
  {
    names: 'guix',
    all: [
      /^(?:system (?:reconfigure|roll-back|switch-generation|delete-generations|init)|home reconfigure|deploy|gc|pull|upgrade|install|remove|package (?=.*(?:-i|-r|-u|--install|--remove|--upgrade))|archive --authorize)(?: |$)/,
    ],
    none: /--dry-run|(?:^| )-n(?: |$)/,
  },
  { names: 'kubeseal', all: [/--recovery-unseal|--re-encrypt/] },
  {
    names: 'kubectl',
    all: [
      /^(?:argo rollouts |argo-rollouts )(?:promote|abort|retry|restart|undo|set|terminate|pause)/,
    ],
  },
  {
    names: 'kubectl-argo-rollouts argo-rollouts',
    all: [/(?:^| )(?:promote|abort|retry|restart|undo|set|terminate|pause|delete)(?: |$)/],
  },
  { names: 'kubectx kubens kubie', all: [/(?:^| )-d |=/] },
  {
    names:
      'clusterctl capi helmsman kubeone hashi-up levant ecs-deploy ecspresso lambroll apex stacker sceptre rain stackery architect serverless-next awslocal-prod',
    all: [
      /(?:^| )(?:init|move|delete\S*|upgrade|apply|deploy\S*|install|destroy|launch\S*|rollback|run|scale\w*|update\S*|invoke|execute|register|rm|prune|reset|-apply|--apply)(?: |$)/,
    ],
    none: /--dry-run|(?:^| )diff(?: |$)/,
  },
  {
    names: 'docker-machine',
    all: [/^(?:create|rm|kill|stop|restart|ssh|scp|upgrade|provision|regenerate-certs)(?: |$)/],
  },
  {
    names:
      'puppet-cert puppetserver r10k cf-remote cf-agent chef-shell berks katello satellite landscape-client icinga2 icingacli centreon checkmk cmk omd sensuctl rudder',
    all: [
      /(?:^| )(?:deploy|clean|revoke|sign|delete\S*|create|update|restart|reload|stop|upload|install|uninstall|register|ca|resolve|silence|--policy-update|-K|-R|-O|-II|rm|execute|request|run)(?: |$)/,
    ],
  },
  { names: 'zabbix_sender', all: ANY, none: ASKED },
  {
    names:
      'statuspage statuscake uptimerobot pingdom betteruptime cachet incident firehydrant rootly xmatters victorops squadcast honeymarker rollbar bugsnag airbrake',
    all: [
      /(?:^| )(?:create|add|update|delete|resolve|post|report|close|pause|start|new|deploy|notify|trigger|ack\w*)(?: |$)/,
    ],
  },
  {
    names: 'step step-cli cfssl easyrsa easy-rsa',
    all: [
      /(?:^| )(?:ca (?:revoke|init|renew|rekey|provisioner (?:add|remove|update)|admin \S+|policy)|revoke|gen-crl|build-ca|init-pki|sign-req|renew|certificate (?:install|uninstall))(?: |$)/,
    ],
  },
  { names: 'age rage', all: [/(?:^| )(?:-d|--decrypt)(?: |$)/] },
  {
    names: 'openssl',
    all: [
      /^(?:rsa|pkcs8|ec|pkey|pkcs12) (?=.*-in )(?=.*-(?:nodes|noenc)|(?!.*-(?:pubout|noout|pubin|check|des3|aes\d*|text))).*-out /,
    ],
  },
  {
    names: 'summon envconsul consul-template conjur bao openbao vault-cli envchain aws-vault',
    all: [
      /(?:^| )(?:variable (?:get|set)|policy (?:load|replace|update)|kv (?:get|put|delete|destroy)|read|write|delete|secrets (?:disable|enable)|operator|--set|--unset|remove|add|rotate)(?: |$)/,
    ],
  },
]

const saying = (what: string, rows: readonly Row[]): readonly RowOf[] =>
  rows.map((row) => ({ ...row, what }))

/** Calls whose effect lies on other machines, with other people or in what others keep. */
export const FAR: readonly RowOf[] = [
  ...saying('runs something on other machines', ELSEWHERE),
  ...saying('changes jobs or data of a shared cluster', QUEUES),
  ...saying('writes to people', PEOPLE),
  ...saying('publishes, releases or deploys', PUBLIC),
  ...saying('changes what others use', SHARED),
  ...saying('acts on a chain in the name of the person', CHAINS),
]
