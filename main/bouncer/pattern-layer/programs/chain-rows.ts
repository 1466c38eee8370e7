import type { RowOf } from './unwanted-row.ts'

type Row = Pick<RowOf, 'names' | 'all' | 'none'>

/** Programs that pay, or act in the name of a key on a chain that keeps everything. */
export const CHAINS: readonly Row[] = [
  {
    names: 'solana',
    all: [
      /^(?:\S+ )*?(?:transfer|pay|program (?:deploy|write-buffer|upgrade|close|set-\S+|extend)|deploy|stake-\S+|delegate-stake|deactivate-stake|withdraw\S*|vote-\S+|create-\S+|close-\S+|nonce-account|withdraw-from-\S+)(?: |$)/,
    ],
    none: /(?:-u|--url)[= ](?:l|localhost|localnet|http:\/\/(?:localhost|127\.))|airdrop/,
  },
  {
    names: 'spl-token',
    all: [
      /(?:^| )(?:transfer|burn|mint|authorize|close|create-\S+|approve|revoke|freeze|thaw|wrap|unwrap)(?: |$)/,
    ],
    none: /(?:-u|--url)[= ](?:l|localhost)/,
  },
  {
    names: 'cast',
    all: [
      /(?:--rpc-url|--chain|-r|-c)[= ]/,
      /^(?:send|publish|wallet (?:private-key|pk|decrypt-keystore|import)|mktx)(?: |$)/,
    ],
    none: /(?:localhost|127\.0\.0\.1)|--chain[= ](?:anvil|31337)/,
  },
  {
    names: 'forge',
    all: [
      /(?:--rpc-url|--fork-url|--chain|-r|-f|-c)[= ]/,
      /^(?:create|script) (?=.*(?:--broadcast|--resume|create ))/,
      /--broadcast|--resume|^create /,
    ],
    none: /(?:localhost|127\.0\.0\.1)/,
  },
  {
    names: 'near near-cli near-cli-rs',
    all: [
      /(?:^| )(?:deploy|send\S*|delete\S*|call|create-\S+|add-key|delete-key|stake|tokens|transaction|sign-\S+)(?: |$)/,
    ],
  },
  {
    names: 'sui',
    all: [
      /^(?:client|move) (?:\S+ )*?(?:transfer\S*|publish|upgrade|call|pay\S*|merge-coin|split-coin|execute-\S+|ptb)(?: |$)/,
    ],
    none: /--dry-run/,
  },
  {
    names: 'aptos',
    all: [
      /^(?:move (?:publish|run\S*|deploy\S*|upgrade\S*)|account (?:transfer|create|rotate-key)|stake|governance|multisig)(?: |$)/,
    ],
    none: /--profile[= ]local/,
  },
  {
    names: 'starkli sncast',
    all: [/(?:^| )(?:invoke|deploy|declare|account (?:deploy|create)|multicall)(?: |$)/],
  },
  {
    names: 'soroban stellar',
    all: [
      /(?:^| )(?:contract (?:deploy|invoke|upload|install|restore|extend)|tx (?:send|new|sign)|keys (?:show|rm|secret))(?: |$)/,
    ],
    none: /--network[= ](?:standalone|local)/,
  },
  {
    names: 'octez-client tezos-client',
    all: [
      /(?:^| )(?:transfer|originate|send|call|stake|unstake|set delegate|show address \S+ -S)(?: |$)/,
    ],
  },
  { names: 'cardano-cli', all: [/(?:^| )transaction (?:submit|sign)(?: |$)/] },
  {
    names: 'geth besu erigon',
    all: [/^(?:\S+ )*?(?:removedb|account (?:import|new|update)|attach (?=.*--exec))/],
  },
  {
    names: 'hardhat',
    all: [/--network[= ](?!(?:hardhat|localhost|local|development|ganache)(?: |$))\S/],
  },
  {
    names: 'truffle brownie ape',
    all: [
      /(?:^| )(?:migrate|deploy|run|exec|console) (?=.*--network)/,
      /--network[= ](?!(?:development|develop|local\S*|ganache|hardhat|test)(?: |$))\S/,
    ],
  },
  {
    names: 'anchor',
    all: [
      /^(?:deploy|upgrade|migrate|idl (?:init|upgrade|set-authority|close|write-buffer)|program (?:deploy|close|upgrade)|publish)(?: |$)/,
    ],
    none: /--provider\.cluster[= ](?:localnet|localhost)/,
  },
  {
    names: 'algokit goal',
    all: [
      /(?:^| )(?:deploy|clerk (?:send|rawsend)|app (?:create|call|delete|update)|asset (?:create|send|destroy|freeze)|account (?:delete|rewardsdelegate))(?: |$)/,
    ],
  },
  {
    names: 'flow',
    all: [
      /^(?:transactions? send|project deploy|accounts? (?:create|add-contract|update-contract|remove-contract|fund)|deploy)(?: |$)/,
    ],
    none: /(?:-n|--network)[= ]emulator/,
  },
]

/** Coins that are gone once they were sent. */
export const COINS: readonly RowOf[] = [
  {
    names: 'bitcoin-cli litecoin-cli dogecoin-cli bitcoin-cash-cli zcash-cli dash-cli elements-cli',
    all: [
      /(?:^| )(?:sendtoaddress|sendmany|send|sendall|z_sendmany|sendrawtransaction|sendfrom|bumpfee|dumpprivkey|dumpwallet)(?: |$)/,
    ],
    none: /-(?:regtest|testnet\d?|signet|chain=(?:regtest|test\w*|signet))/,
    what: 'sends coins that cannot be had back',
  },
  {
    names: 'lncli lightning-cli eclair-cli',
    all: [
      /(?:^| )(?:sendpayment|payinvoice|sendcoins|sendmany|sendtoroute|keysend|pay|withdraw|multiwithdraw|closeallchannels|closechannel|close|forceclosechannels)(?: |$)/,
    ],
    none: /--?network[= ](?:regtest|testnet\d?|signet)|--regtest|--testnet/,
    what: 'sends coins that cannot be had back',
  },
  {
    names: 'monero-wallet-cli monero-wallet-rpc',
    all: [/(?:^| )(?:transfer\w*|sweep_\w+)(?: |$)/],
    none: /--stagenet|--testnet/,
    what: 'sends coins that cannot be had back',
  },
]
