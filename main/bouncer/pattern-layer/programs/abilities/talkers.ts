/** Programs whose purpose is to bring what they are given to other machines or people. */
export const TALKERS: ReadonlySet<string> = new Set(
  [
    // Load tests and clients of protocols.
    'hey siege vegeta wrk wrk2 bombardier oha ab k6 grpcurl evans ghz websocat wscat nats nats-pub mosquitto_pub kcat kafkacat rpk pulsar-client amqp-publish stomp coap-client zmq tcpreplay hping3 nping mqttx',
    // Clients whose address, head or message may carry anything.
    'wget wget2 aria2c axel lynx w3m elinks links httpie gnutls-cli snmpset snmptrap nsupdate etcdctl kafka-console-producer kafka-console-producer.sh thunderbird kopia hub glab tea gh resolvectl influx mongoimport logger',
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

/** Programs whose verbs bring the folder that they stand in to others. */
export const PUBLISHERS: ReadonlySet<string> = new Set(
  'npm pnpm yarn bun vercel netlify firebase wrangler surge gh-pages twine cargo gem docker podman flit poetry hatch jekyll fly flyctl heroku'.split(
    ' ',
  ),
)

/** Programs whose output is what somebody elsewhere wrote, besides the clients that are read as such. */
export const FETCHERS: ReadonlySet<string> = new Set(
  'nscurl lwp-request lwp-mirror ipfs mosquitto_sub mqttx websocat wscat whois snmpget snmpwalk ldapsearch hdfs crane oras skopeo regctl grpcurl kcat kafkacat amqp-get gopher bombadillo'.split(
    ' ',
  ),
)

/** Programs that take out of a picture or a sound what was hidden in it. */
export const REVEALERS: ReadonlySet<string> = new Set(
  'steghide outguess stegsnow zsteg exiftool zbarimg stegseek jsteg openstego'.split(' '),
)
