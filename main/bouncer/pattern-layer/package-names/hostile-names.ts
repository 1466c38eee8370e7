import type { Ecosystem } from './popular-names.ts'

/** Packages that were published to do harm, and versions that somebody slipped harm into, as the registries told. */
const HOSTILE: Readonly<Record<Ecosystem, string>> = {
  npm: 'crossenv cross-env.js babelcli d3.js fabric-js ffmepg gruntcli http-proxy.js jquery.js mongose mssql.js mssql-node mysqljs node-fabric node-opensl noderequest nodesass nodecaffe nodeffmpeg nodemailer-js nodemailer.js nodemssql node-tkinter opencv.js openssl.js proxy.js shadowsock sqlite.js sqliter flatmap-stream event-streem getcookies express-cookies http-fetch-cookies electron-native-notify discord.dll twilio-npm lodashs jdb.js db-json.js fallguys plutov-slack-client nodetest199 nodetest1010 npmpubman 1337qq-js bb-builder klow klown okhsa rimrafall event-stream@3.3.6 eslint-scope@3.7.2 eslint-config-eslint@5.0.2 ua-parser-js@0.7.29 ua-parser-js@0.8.0 ua-parser-js@1.0.0 coa@2.0.3 coa@2.0.4 coa@2.1.1 coa@2.1.3 coa@3.0.1 coa@3.1.3 rc@1.2.9 rc@1.3.9 rc@2.3.9 node-ipc@10.1.1 node-ipc@10.1.2 colors@1.4.1 colors@1.4.2 colors@1.4.44-liberty-2 faker@6.6.6 chalk@5.6.1 debug@4.4.2 ansi-styles@6.2.2 strip-ansi@7.1.1 color-convert@3.1.1 ansi-regex@6.2.1 supports-color@10.2.1 wrap-ansi@9.0.1 color-name@2.0.1 is-arrayish@0.3.3 slice-ansi@7.1.1 error-ex@1.3.3 color-string@2.1.1 simple-swizzle@0.2.3 supports-hyperlinks@4.1.1 has-ansi@6.0.1 chalk-template@1.1.1 backslash@0.2.1 @ctrl/tinycolor@4.1.1 @ctrl/tinycolor@4.1.2 nx@20.9.0 nx@20.10.0 nx@20.11.0 nx@20.12.0 nx@21.5.0 nx@21.6.0 nx@21.7.0 nx@21.8.0 eslint-config-prettier@8.10.1 eslint-config-prettier@9.1.1 eslint-config-prettier@10.1.6 eslint-config-prettier@10.1.7 rand-user-agent@1.0.110 rand-user-agent@2.0.83 rand-user-agent@2.0.84 @solana/web3.js@1.95.6 @solana/web3.js@1.95.7 xrpl@4.2.1 xrpl@4.2.2 xrpl@4.2.3 xrpl@4.2.4 xrpl@2.14.2 @lottiefiles/lottie-player@2.0.5 @lottiefiles/lottie-player@2.0.6 @lottiefiles/lottie-player@2.0.7',
  pypi: 'colourama jeilyfish python3-dateutil acqusition apidev-coop bzip crypt django-server setup-tools telnet urlib3 urllib djanga easyinstall libpeshka mybiubiubiu diango djago maratlib maratlib1 matplatlib-plus mllearnlib mplatlib learninglib loglib-modules pyg-modules pygrata pygrata-utils hkg-sol-utils importantpackage pptest ipboards owlmoon discordsafety trrfab 10cent10 10cent11 yandex-yt yiffparty fabrice ctx@0.1.2 ctx@0.2.2 ctx@0.2.6 ultralytics@8.3.41 ultralytics@8.3.42 ultralytics@8.3.45 ultralytics@8.3.46 num2words@0.5.15',
  crates: 'rustdecimal faster_log async_println lazystatic oncecell envlogger serd if-cfg xrvrv',
  gems: 'rest-client@1.6.10 rest-client@1.6.11 rest-client@1.6.12 rest-client@1.6.13 strong_password@0.0.7 bootstrap-sass@3.2.0.3 atlas-client',
  packagist: 'symfont/process',
  go: 'github.com/boltdb-go/bolt github.com/shallowmulti/hypert github.com/shadowybulk/hypert github.com/belatedplanet/hypert github.com/thankfulmai/hypert github.com/vainreboot/layout github.com/ornatedoctrin/layout github.com/utilizedsun/layout',
  nuget: '',
  images: '',
}

const LISTS = new Map<Ecosystem, ReadonlySet<string>>()

/** Whether a package, or its version, is known to have been published to do harm. */
export function isHostile(ecosystem: Ecosystem, name: string, version: string): boolean {
  let list = LISTS.get(ecosystem)
  if (!list) {
    list = new Set(HOSTILE[ecosystem].split(' '))
    LISTS.set(ecosystem, list)
  }
  return name !== '' && (list.has(name) || (version !== '' && list.has(`${name}@${version}`)))
}
