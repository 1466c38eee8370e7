import type { Scene } from '../../scene.ts'
import type { Invocation } from '../program.ts'
import { noteSecretsSent } from '../sent-files.ts'

/** Programs whose purpose is to bring what they are given to other machines or people. */
export const TALKERS: ReadonlySet<string> = new Set(
  [
    // Load tests and clients of protocols.
    'hey siege vegeta wrk wrk2 bombardier oha ab k6 grpcurl evans ghz websocat wscat nats nats-pub mosquitto_pub kcat kafkacat rpk pulsar-client amqp-publish stomp coap-client zmq tcpreplay hping3 nping mqttx',
    // Storage of others.
    'swift b2 gdrive drive skicka rclone megaput mega-put megacopy dropbox dbxcli dropbox_uploader dropbox_uploader.sh s3cmd s5cmd s4cmd ossutil cos coscmd qshell bypy onedrive pcloud ipfs w3 storj uplink filebeat fluent-bit',
    // People.
    'ntfy apprise slackcat slack-term slack signal-cli matrix-commander telegram-cli telegram-send tg twurl t toot discordo discord.sh pushover pushbullet notify jira linear trello asana swaks mail mailx s-nail nail mutt neomutt sendemail sendEmail msmtp mpack curlmail sendmail himalaya',
    // From machine to machine.
    'croc wormhole ffsend send-anywhere onionshare onionshare-cli kdeconnect-cli localsend warp pcp tailscale dragon qrcp webwormhole magic-wormhole portal syncthing bluetooth-sendto obexftp obexpush adb rsync-ssl udpcast udp-sender transfer pastebinit wgetpaste pastebin fpaste gist hastebin ix sprunge dpaste pb termbin rlogin rsh finger whois ngrok lt',
  ]
    .join(' ')
    .split(' '),
)

/** Keys and passwords that such a program is given leave with it. */
export function noteTalk(scene: Scene, call: Invocation): void {
  noteSecretsSent(scene, call)
}
