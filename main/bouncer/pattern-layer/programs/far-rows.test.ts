import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('what lies on other machines, with other people or on a chain', () => {
  everyCommand(
    'ask',
    `
    pdsh -w web[1-9] systemctl restart nginx
    clush -a uptime
    mosh deploy@web1
    mco service restart nginx
    qdel 123
    condor_rm 12
    bkill 0
    scontrol update NodeName=n1 State=DRAIN
    sacctmgr delete user bob
    yarn application -kill application_1
    hdfs dfs -rm -r -skipTrash /data/raw
    hadoop fs -put x /data
    flink cancel 1
    rq empty default
    telegram-send hi
    apprise -b hi slack://x
    toot post hi
    write bob
    lp report.pdf
    gam delete user bob
    gh-pages -d dist
    npx gh-pages -d dist
    mkdocs gh-deploy
    cargo release patch --execute
    gh run cancel 123
    jenkins-cli build deploy-prod
    dput ppa:me/x x.changes
    jf rt del repo/x
    octodns-sync --config c.yml --doit
    elasticdump --input=a.json --output=https://es.example.com/idx
    sqlplus sys/pw@prod @drop.sql
    guix system reconfigure c.scm
    age -d -i key.txt secret.age
    railway variables --set A=b
    nats pub orders hi
    pd incident:resolve -i P1
    solana transfer x 1
    cast send 0x1 "f()" --rpc-url https://eth.example.com
    forge script s.s.sol --broadcast --rpc-url https://eth.example.com
    drush @prod cr
    npx hardhat run scripts/deploy.js --network mainnet
    near deploy x
    sometool queue pause
    sometool account transfer bob
    `,
  )
  everyCommand(
    'deny',
    `
    bitcoin-cli sendtoaddress bc1x 1
    lncli sendpayment lnbc1
    `,
  )
  everyCommand(
    'allow',
    `
    pdsh --version
    scontrol show job 12
    sacctmgr list users
    yarn application -list
    yarn build
    hdfs dfs -ls /data
    toot timeline
    mkdocs build
    mkdocs serve
    cargo release patch
    gh run view 123
    octodns-sync --config c.yml
    solana balance
    solana transfer x 1 --url localhost
    cast call 0x1 "f()"
    cast send 0x1 "f()" --rpc-url http://localhost:8545
    forge script s.s.sol
    forge test
    drush cr
    npx hardhat run scripts/deploy.js --network localhost
    bitcoin-cli -regtest sendtoaddress x 1
    make clean
    wrangler d1 execute db --local --command "select 1"
    sometool build
    sometool config get x
    sometool send-report --dry-run
    `,
  )
})
