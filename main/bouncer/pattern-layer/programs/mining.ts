import { type Scene, signal } from '../scene.ts'
import type { Invocation } from './program.ts'

const POOL =
  /^(?:stratum\S*:\/\/)|^(?:[\w-]+\.)*(?:pool|mine|mining|miner|xmr|monero|hashvault|nanopool|2miners|f2pool|ethermine|supportxmr|moneroocean|unmineable|nicehash|minexmr|c3pool)[\w-]*(?:\.[\w-]+)+:\d{2,5}$/i
const POOL_OPTION = /^(?:-o|--url|--pool|--server|-s)$/
const WORKER_OPTION = /^(?:-u|--user|--userpass|-O|--wallet|-w|--worker)$/
const METHOD =
  /^(?:randomx|rx\/\w+|cryptonight\S*|cn\/\w+|kawpow|ethash|etchash|autolykos2?|ghostrider|progpow\S*|equihash\S*|argon2\/\S+|verushash)$/i

/** Notes a program that works for a pool of miners, whatever it is called. */
export function noteMining(scene: Scene, call: Invocation): void {
  if (call.args.length < 3) return
  const words = call.args.map((field) => field.text)
  const follows = (option: RegExp, value: RegExp): boolean =>
    words.some((word, at) => value.test(word) && option.test(words[at - 1] ?? ''))
  const pool = words.some((word) => /^stratum\S*:\/\//.test(word)) || follows(POOL_OPTION, POOL)
  const works = words.some((word) => WORKER_OPTION.test(word))
  const method = follows(/^(?:-a|--algo|--coin)$/, METHOD)
  if ((pool && works) || (method && (pool || works)))
    signal(scene, 'machine-takeover', 'mines coins for somebody')
}
