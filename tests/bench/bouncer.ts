import { readFileSync } from 'node:fs'
import { checkCommand } from 'cc-safety-net/api'
import { parse } from 'unbash'
import { judgeByPattern } from '../../main/bouncer/index.ts'
import type { ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import type { BenchReport, BenchRow } from './report.ts'

const rounds = 30
const rivalRounds = 3
const bars = { p50: 8, p99: 10, longestMs: 20 }
const largest = 64 * 1024

/** Commands whose text is as long as a call may be, each hard for another part of the engine. */
const longest = [
  'ls;'.repeat(largest / 3),
  `ls ${'a '.repeat(largest / 2 - 2)}`,
  `echo ${'$(a)'.repeat(largest / 4 - 2)}`,
  `${'x=$x$x;'.repeat(largest / 7)}`,
  `for a in 1 2 3 4 5 6 7 8; do ${'rm $a;'.repeat(9000)} done`,
  `cat <<E\n${'$x '.repeat(largest / 3 - 6)}\nE\n`,
  `python3 -c '${'os.system("a");'.repeat(4300)}'`,
  'ls|'.repeat(largest / 3),
  `echo ${'"\'"\'"'.repeat(largest / 6)}`,
  'cat <<E\n$(a)\nE\n'.repeat(largest / 15),
  `echo ${'{a,b}'.repeat(largest / 5)}`,
  `echo ${'{a,'.repeat(40)}${'}'.repeat(40)} `.repeat(largest / 170),
  `a=(${'x '.repeat(largest / 2 - 9)}); b=("${'${a[@]}'}" "${'${a[@]}'}")`,
  'f() { g $1; };f a;'.repeat(largest / 19),
  `v=1;${'[ $v ] && v=$v$v || v=2;'.repeat(largest / 25)}`,
  `${'for i in a b c d; do '.repeat(40)}ls $i;${' done;'.repeat(40)}`,
  `${'while read x; do '.repeat(40)}y=$x;${' done;'.repeat(40)}`,
  `${'case $x in a) y=1;; *) y=2;; esac;'.repeat(largest / 34)}`,
  `x=a;${'eval "x=\\$x";'.repeat(largest / 14)}`,
  `echo ${'a'.repeat(largest / 2)} | ${'rev|'.repeat(largest / 16)}sh`,
  `x=${'a'.repeat(4000)};${'echo ${x//a/$x};'.repeat(largest / 17)}`,
  `trap 'ls $x' DEBUG;${'x=1;'.repeat(largest / 4 - 9)}`,
  `ls ${'*'.repeat(largest - 9)}`,
  `${'if a;then '.repeat(45)}b;${' fi;'.repeat(45)}`,
]

function commands(): string[] {
  return ['dangerous', 'evasions', 'benign'].flatMap((name) =>
    readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tool: string; input: { command?: string } })
      .flatMap(({ tool, input }) => (tool === 'Bash' && input.command ? [input.command] : [])),
  )
}

function callOf(command: string): ToolCall {
  return {
    id: 'bench' as CallId,
    sessionId: 'bench' as SessionId,
    tool: 'Bash',
    input: { command },
    cwd: '/home/mira/work/atlas',
    workspace: '/home/mira/work/atlas',
    home: '/home/mira',
  }
}

function microseconds(work: () => unknown): number {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start) / 1000
}

/** Best time of each command for each contender, interleaved command by command. */
function bestTimes(
  calls: readonly ToolCall[],
  contenders: readonly ((call: ToolCall) => unknown)[],
) {
  const best = contenders.map(() => new Float64Array(calls.length).fill(Number.POSITIVE_INFINITY))
  for (let round = 0; round < rounds; round++) {
    calls.forEach((call, at) => {
      contenders.forEach((work, who) => {
        const times = best[who]
        if (times)
          times[at] = Math.min(
            times[at] ?? 0,
            microseconds(() => work(call)),
          )
      })
    })
  }
  return best
}

function quantile(times: Float64Array, share: number): number {
  const sorted = Float64Array.from(times).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** CPU microseconds of this process for judging every call a number of times. */
function cpuTime(calls: readonly ToolCall[], work: (call: ToolCall) => unknown): number {
  const start = process.cpuUsage()
  for (let round = 0; round < rounds; round++) for (const call of calls) work(call)
  const used = process.cpuUsage(start)
  return (used.user + used.system) / (rounds * calls.length)
}

function against(label: string, value: number, at: { baseline: number; bar?: number }): BenchRow {
  const ratio = value / at.baseline
  const limit = at.bar === undefined ? {} : { bar: at.bar, met: ratio <= at.bar }
  return { label, value, unit: 'us', baseline: at.baseline, ratio, ...limit }
}

/** Measures a decision of the pattern layer against parsing the same text, and a rival guard beside it. */
export async function bench(): Promise<BenchReport> {
  const calls = commands().map(callOf)
  const parseOnly = (call: ToolCall) => parse(String(call.input.command)).commands.length
  const judge = (call: ToolCall) => judgeByPattern(call)
  const rival = (call: ToolCall) =>
    checkCommand({ command: String(call.input.command), cwd: process.cwd() })
  // It refuses everything where the folder does not exist, which would measure nothing.
  if (rival(callOf('ls')).kind !== 'allow') throw new Error('cc-safety-net does not judge here')
  const [parsing, judging] = bestTimes(calls, [parseOnly, judge])
  const none = new Float64Array(1)
  const [p, j] = [parsing ?? none, judging ?? none]
  const rivalTimes = Float64Array.from(calls, (call) =>
    Math.min(...Array.from({ length: rivalRounds }, () => microseconds(() => rival(call)))),
  )
  const cpu = { parse: cpuTime(calls, parseOnly), judge: cpuTime(calls, judge) }
  const longestMs = Math.max(
    ...longest.map((text) => {
      const call = callOf(text.slice(0, largest))
      return Math.min(...[1, 2, 3].map(() => microseconds(() => judge(call)) / 1000))
    }),
  )
  return {
    name: 'bouncer',
    rows: [
      against('decision p50, times unbash.parse', quantile(j, 0.5), {
        baseline: quantile(p, 0.5),
        bar: bars.p50,
      }),
      against('decision p99, times unbash.parse', quantile(j, 0.99), {
        baseline: quantile(p, 0.99),
        bar: bars.p99,
      }),
      against('decision max, times unbash.parse', quantile(j, 1), { baseline: quantile(p, 1) }),
      against('CPU a decision, times unbash.parse', cpu.judge, { baseline: cpu.parse }),
      { label: 'decisions a CPU second', value: Math.round(1_000_000 / cpu.judge), unit: '/s' },
      {
        label: 'longest of 64 KiB inputs',
        value: longestMs,
        unit: 'ms',
        bar: bars.longestMs,
        met: longestMs <= bars.longestMs,
      },
      against('cc-safety-net 2.4.5 in process p50, times ours', quantile(rivalTimes, 0.5), {
        baseline: quantile(j, 0.5),
      }),
      against('cc-safety-net 2.4.5 in process p99, times ours', quantile(rivalTimes, 0.99), {
        baseline: quantile(j, 0.99),
      }),
    ],
  }
}
