/** Something that must not come into a kind of file by an edit; what was there before stays unnoticed. */
interface Opening {
  readonly where: RegExp
  readonly what: RegExp
}

/** Files that say what a build machine does. */
export const PIPELINE =
  /\/(?:\.(?:github|gitea|forgejo)\/workflows\/|\.gitlab-ci|\.gitlab\/|\.circleci\/|azure-pipelines|bitbucket-pipelines|\.travis|\.drone|Jenkinsfile)/
/** Code of programs. */
export const CODE =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs|php|scala|ex|exs|dart|cpp|cc|c|lua|pl|sh)$/

/** What opens something to others, by kinds of files. */
export const OPENED: readonly Opening[] = [
  {
    where:
      /\/(?:gradle\.properties|\.npmrc|\.yarnrc(?:\.yml)?|\.curlrc|\.wgetrc|pip\.conf|\.gitconfig|\.condarc|settings\.xml|apt\.conf|environment|Dockerfile[\w.-]*)$/,
    what: /proxy(?:Host|Server)?["']?\s*[:=]\s*["']?(?:\w+:\/\/)?(?!localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\$)(?:(?:\d{1,3}\.){3}\d{1,3}|[\w-]+(?:\.[\w-]+){0,4}\.[a-z]{2,10}\b)/i,
  },
  {
    where: PIPELINE,
    what: /\bpull_request_target\b|\bworkflow_run\s*:|\bissue_comment\s*:|\bruns-on\s*:[^\n]{0,40}\b(?:self-hosted|prod\w*|deploy\w*)\b|\bpermissions\s*:\s*write-all|\bid-token\s*:\s*write|\bsecrets\s*:\s*inherit|ACTIONS_ALLOW_UNSECURE_COMMANDS|toJ[sS][oO][nN]\(\s*secrets\s*\)|\ballow_failure\s*:\s*true|\bcontinue-on-error\s*:\s*true|\bwhen\s*:\s*always\b|\bGIT_SSL_NO_VERIFY|--privileged\b/,
  },
  {
    where: PIPELINE,
    what: /\b(?:Azure(?:Web|Function|Rm|RM)\w*App\w*@|AzureRmWebAppDeployment@|Kubernetes(?:Manifest)?@|HelmDeploy@|CopyFilesOverSSH@|SSH@|aws-actions\/amazon-ecs-deploy|google-github-actions\/deploy-|azure\/(?:webapps-deploy|k8s-deploy|functions-action)|appleboy\/(?:ssh|scp)-action|easingthemes\/ssh-deploy|SamKirkland\/FTP-Deploy|burnett01\/rsync|cloudflare\/(?:wrangler|pages)-action|superfly\/flyctl|akhileshns\/heroku-deploy|amondnet\/vercel|netlify\/actions|nwtgck\/actions-netlify|peaceiris\/actions-gh-pages|JamesIves\/github-pages-deploy|actions\/deploy-pages|pypa\/gh-action-pypi-publish|JS-DevTools\/npm-publish|softprops\/action-gh-release|goreleaser\/goreleaser-action|changesets\/action|FirebaseExtended\/action-hosting-deploy|pulumi\/actions|hashicorp\/tfc-workflows|dflook\/terraform-apply|stefanzweifel\/git-auto-commit|ad-m\/github-push|rtCamp\/action-slack|deploy\s*:\s*\n\s*provider\s*:)/i,
  },
  {
    where: CODE,
    what: /\brejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED\W{1,6}0|\bverify\s*=\s*False|\bverify_ssl\s*=\s*False|\bInsecureSkipVerify\s*:\s*true|\bCERT_NONE\b|check_hostname\s*=\s*False|_create_unverified_context|\bVERIFY_NONE\b|CURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:0|false)|danger_accept_invalid_(?:certs|hostnames)\(true\)|ALLOW_ALL_HOSTNAME|NoopHostnameVerifier|TrustAll\w*|ServerCertificateCustomValidationCallback\s*=[^;\n]{0,80}\btrue|DangerousAcceptAnyServerCertificate|badCertificateCallback[^\n;]{0,80}\btrue|@csrf_exempt|skip_(?:before_action|forgery_protection)\b|\bcsrf\(\)\s*\.\s*disable|csrf\s*\(\s*\w*\s*->\s*\w+\.disable|\banyRequest\(\)\s*\.\s*permitAll|\bAllowAnonymous\b|permission_classes\s*=\s*\[\s*(?:AllowAny)?\s*\]|authentication_classes\s*=\s*\[\s*\]|algorithms?["']?\s*[:=]\s*\[?\s*["']none["']|verify_signature["']?\s*:\s*False|verify_exp["']?\s*:\s*False|ignoreExpiration\s*:\s*true|Access-Control-Allow-Origin["']?\s*[,:=]\s*["']\*|\borigins?["']?\s*[:=]\s*\[?\s*["']\*["']|allow_origins\s*=\s*\[\s*["']\*|\bnodeIntegration\s*:\s*true|\bcontextIsolation\s*:\s*false|\bwebSecurity\s*:\s*false|\bsandbox\s*:\s*false|setJavaScriptEnabled\(true\)[\s\S]{0,200}addJavascriptInterface|StrictHostKeyChecking[= ]no|AutoAddPolicy\(|host_?key_?callback[^\n]{0,40}InsecureIgnoreHostKey|InsecureIgnoreHostKey\(/,
  },
  {
    where: /settings[\w.-]*\.py$|\/config\/|\.env(?:\.\w+)?$/i,
    what: /\bALLOWED_HOSTS\s*=\s*\[\s*["']\*["']|\bCORS_(?:ORIGIN_ALLOW_ALL|ALLOW_ALL_ORIGINS)\s*=\s*True|\bSECURE_\w+\s*=\s*False|\b(?:SESSION|CSRF)_COOKIE_(?:SECURE|HTTPONLY)\s*=\s*False|\bDEFAULT_PERMISSION_CLASSES\b[^\n]{0,60}AllowAny|\bAUTH_PASSWORD_VALIDATORS\s*=\s*\[\s*\]|\bconsider_all_requests_local\s*=\s*true|\bconfig\.hosts\s*(?:=\s*nil|\.clear)|\bAPP_DEBUG\s*=\s*true/,
  },
  {
    where: /\.(?:tf|tfvars|hcl|bicep|json|ya?ml)$/,
    what: /["'](?:0\.0\.0\.0\/0|::\/0)["']|\bacl\b["']?\s*[:=]\s*["']public-read|["']?(?:Principal|AWS)["']?\s*[:=]\s*["']\*["']|\b[aA]ctions?["']?\s*[:=]\s*\[?\s*["']\*["']|\b(?:allUsers|allAuthenticatedUsers)\b|AdministratorAccess|roles\/owner\b|roles\/editor\b|\bprivileged\s*:\s*true|\brunAsUser\s*:\s*0\b|\bhostPath\s*:|\bhost(?:Network|PID|IPC)\s*:\s*true|\badd\s*:\s*\[?\s*["']?(?:ALL|SYS_ADMIN|NET_ADMIN)|\bcluster-admin\b|\bverbs\s*:\s*\[\s*["']\*["']|\btype\s*:\s*LoadBalancer\b|\bsource_ranges\s*=\s*\[\s*["']0\.0\.0\.0/,
  },
  {
    where: /\.rules$|\/(?:firestore|storage|database)\.rules(?:\.json)?$/,
    what: /\ballow\s+[\w,\s]{1,40}:\s*if\s+true\b|["']\.(?:read|write)["']\s*:\s*(?:true|["']true["'])/,
  },
  {
    where:
      /sshd_config|\/(?:nginx|apache2?|httpd|haproxy|redis|mongod?|postgresql|pg_hba|my|mysqld|php|smb|vsftpd|squid|bind|named)[\w.-]*(?:\.conf|\.cnf|\.ini|\.cfg)?$|\.htaccess$|\/nginx\/|\/sites-(?:available|enabled)\//i,
    what: /^[ \t]*(?:PermitRootLogin[ \t]+yes|PasswordAuthentication[ \t]+yes|PermitEmptyPasswords[ \t]+yes|auth_basic[ \t]+off|satisfy[ \t]+any|allow[ \t]+all|Require[ \t]+all[ \t]+granted|AllowOverride[ \t]+All|autoindex[ \t]+on|Options[ \t]+\+?Indexes|ssl_verify_client[ \t]+off|ssl_protocols[^\n]{0,80}\b(?:SSLv3|TLSv1(?:\.1)?)\b(?!\.)|bind[ \t]+(?:0\.0\.0\.0|\*)|bind_?[iI]p(?:All)?[ \t]*[:=][ \t]*(?:0\.0\.0\.0|true)|bind-address[ \t]*=[ \t]*(?:0\.0\.0\.0|\*)|protected-mode[ \t]+no|host[ \t]+all[ \t]+all[ \t]+\S+[ \t]+trust|local[ \t]+all[ \t]+all[ \t]+trust|listen_addresses[ \t]*=[ \t]*['"]\*|skip-grant-tables|guest[ \t]+ok[ \t]*=[ \t]*yes|anonymous_enable[ \t]*=[ \t]*YES|http_access[ \t]+allow[ \t]+all|disable_functions[ \t]*=[ \t]*$|allow_url_include[ \t]*=[ \t]*On)/im,
  },
  {
    where: /(?:Dockerfile|Containerfile)[\w.-]*$|\/(?:docker-)?compose[\w.-]*\.ya?ml$/,
    what: /^[ \t]*USER[ \t]+(?:root|0)\b|\bseccomp[:=]unconfined|\bapparmor[:=]unconfined|\bno-new-privileges\s*:\s*false|--trusted-host\b|--no-check-certificate\b|\bnpm[ \t]+config[ \t]+set[ \t]+strict-ssl[ \t]+false|\b--allow-unauthenticated\b|\bchmod[ \t]+(?:-R[ \t]+)?777[ \t]+\/|\bNOPASSWD\b/im,
  },
  {
    where: /\/(?:dependabot|renovate)[\w.-]*(?:\.ya?ml|\.json5?)$|\/\.renovaterc/,
    what: /insecure-external-code-execution["']?\s*:\s*["']?allow|["']?automerge["']?\s*:\s*true|["']?ignoreScripts["']?\s*:\s*false|allowScripts["']?\s*:\s*true/,
  },
  {
    where:
      /\/(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|\.pip\/pip\.conf|\.gemrc|\.condarc|\.curlrc|\.wgetrc|\.gitconfig|\.git\/config|\.config\/git\/config)$/,
    what: /\bstrict-ssl\s*[=:]\s*false|\bignore-scripts\s*[=:]\s*false|\benableStrictSsl\s*:\s*false|unsafeHttpWhitelist|\btrusted-host\b|ssl_verify(?:_mode)?\s*:\s*(?:0|false)|^\s*(?:insecure|-k)\s*$|check[-_]certificate\s*=\s*off|\bsslVerify\s*=\s*false|\bhelper\s*=\s*store\b|\bhooksPath\b|\bfsckObjects\s*=\s*false/im,
  },
  {
    where:
      /\/(?:CODEOWNERS|\.gitleaks\.toml|\.semgrepignore|\.trivyignore|\.snyk|\.bandit|\.safety-policy\.yml|sonar-project\.properties|codecov\.yml|\.codecov\.yml|branch-protection[\w.-]*|settings\.yml)$/,
    what: /\bskips?\s*[:=]|\ballowlist\b|\bignore\b|\bexclude\w*\s*[:=]|\bthreshold\s*:\s*0|\benforce_admins\s*:\s*(?:false|null)|\brequired_\w+\s*:\s*(?:null|false|0)/i,
  },
]
