import { FOREIGN_VERBS } from './foreign-verbs.ts'
import type { Intent } from './intent.ts'

const WORDS: Readonly<Record<Exclude<Intent, 'unknown'>, string>> = {
  read: 'read get list search find fetch query describe show view lookup look retrieve check count status info inspect browse scan explain analyze analyse summarize summarise resolve diff compare preview validate lint verify ping health help whoami version current recent tail head cat ls stat tree open navigate goto snapshot screenshot scrape crawl extract map download export think thinking sequentialthinking reason calculate compute convert parse format hover scroll wait diagnostics definition references hover symbols outline logs log blame select load peek trace traceroute estimate suggest recommend autocomplete translate autosize history traverse display observe ask screenshots console directory allowed introspect learn consume visualize discover rerank research crawling poll watch sample echo profile audit hget hgetall hmget hkeys hvals hlen mget zrange zscore zcard smembers scard lrange llen xrange xlen exists ttl dbsize geocode backtrace stacktrace disassemble compile transpile typecheck geocode reverse distance directions elevation forecast weather places random hash encode decode aggregate simulate recall review codereview render discover identify measure enumerate interpret classify tokenize subtract multiply divide sqrt average debug consult rank score grep rg glob du df wc uniq readlink realpath healthcheck discovery nslookup dig',
  destroy:
    'delete remove drop purge destroy wipe truncate reset revoke uninstall erase clear flush unlink rm rmdir ban kick archive expire terminate shutdown evict decommission deprovision discard nuke cancel close reject unpublish detach drain forget trash empty overwrite format rollback revert prune shred suspend unsubscribe unfollow unfriend void dismiss abort halt decline deny block blacklist blocklist disarm hide retire undeploy demote strip leave withdraw unassign unshare unpin unstar unfavorite unarchive del hdel srem zrem lpop rpop xdel',
  send: 'send post publish push email mail notify reply comment tweet share invite upload forward message broadcast call dial sms submit transfer pay refund charge order buy purchase checkout book subscribe transmit announce sync tip withdraw deposit trade swap sell donate sign fax dm whisper react respond retweet favorite upvote downvote vote page nominate reimburse payout fund stake bid reserve resend reshare repost fanout',
  change:
    'create update edit set add insert write put patch merge move rename assign approve deploy apply install schedule enable disable grant modify change replace copy make new register configure import restore migrate upgrade downgrade scale restart start stop pause resume enqueue tag label link unlink attach promote rotate change save store commit checkout rebase stash fork clone transition unassign lock unlock activate deactivate allow authorize mount unmount provision issue generate append prepend upsert toggle mark complete duplicate sort mkdir touch chmod chown symlink bind connect disconnect login logout authenticate verify kill release reboot reformat autofix maintain stream record capture draft setup reschedule unschedule unlock follow split reassign freeze unfreeze cordon uncordon reorder renew retry rerun regenerate rebuild recreate recycle resize reprioritize finalize accept acknowledge snooze mute unmute pin star bookmark silence onboard offboard enroll impersonate elevate override bypass arm trigger relocate rebase squash backfill reindex optimize compact vacuum repair heal defrag failover switch swap hset sadd zadd lpush rpush xadd hincrby incr decr persist seek skip play cleanup clean initiate fix dml confirm  claim redeem collect',
  run: 'run execute exec eval evaluate invoke trigger spawn launch shell bash command terminal script process sql console code cmd powershell ssh interact dispatch manage request batch bulk handle perform control',
  steer:
    'click type fill press drag drop hover tap swipe key resize tab tabs back forward dialog focus blur wait mouse scroll viewport emulate',
}

const INTENT = new Map<string, Intent>()
for (const [intent, words] of Object.entries(WORDS) as [Intent, string][])
  for (const word of words.split(' ')) if (!INTENT.has(word)) INTENT.set(word, intent)
for (const [word, intent] of FOREIGN_VERBS) if (!INTENT.has(word)) INTENT.set(word, intent)

/** What a word says by itself that a tool does; nothing when it is no verb that is known. */
export function intentOfWord(word: string | undefined): Intent | undefined {
  return word === undefined ? undefined : INTENT.get(word)
}
