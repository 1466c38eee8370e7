import type { BenchReport, BenchRow } from './report.ts'

const names = ['bouncer', 'ws', 'gate', 'audit', 'journal', 'replay', 'start'] as const
type Name = (typeof names)[number]

interface BenchModule {
  bench(): Promise<BenchReport>
}

const usage = `Usage: npm run -s bench -- (${names.join(' | ')} | all) [--json]\n`

function isName(text: string): text is Name {
  return names.some((name) => name === text)
}

async function runBench(name: Name): Promise<BenchReport> {
  const loaded: BenchModule = await import(`./${name}.ts`)
  return loaded.bench()
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function verdictOf({ bar, met }: BenchRow): string {
  if (bar === undefined) return ''
  return met ? `meets ${rounded(bar)}` : `MISSES ${rounded(bar)}`
}

function toCells(row: BenchRow): string[] {
  const { label, value, unit, baseline, ratio } = row
  return [
    label,
    `${rounded(value)} ${unit}`,
    baseline === undefined ? '' : `${rounded(baseline)} ${unit}`,
    ratio === undefined ? '' : `x ${ratio.toFixed(2)}`,
    verdictOf(row),
  ]
}

function toTable({ name, rows }: BenchReport): string {
  const cells = [['', 'value', 'baseline', 'ratio', 'bar'], ...rows.map(toCells)]
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const lines = cells.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  return `${name}\n${lines.map((line) => `  ${line.trimEnd()}\n`).join('')}`
}

/** Runs the named benchmarks one after the other; 2 for an unknown name, 1 when a bar is missed. */
async function run(args: readonly string[]): Promise<number> {
  const wanted = args.filter((each) => !each.startsWith('--'))
  const [name = ''] = wanted
  const chosen = name === 'all' ? names : [name].filter(isName)
  if (wanted.length !== 1 || chosen.length === 0) {
    process.stderr.write(usage)
    return 2
  }
  const reports: BenchReport[] = []
  for (const each of chosen) {
    const report = await runBench(each)
    reports.push(report)
    if (!args.includes('--json')) process.stdout.write(toTable(report))
  }
  if (args.includes('--json')) {
    const printed = name === 'all' ? reports : reports[0]
    process.stdout.write(`${JSON.stringify(printed)}\n`)
  }
  return reports.some(({ rows }) => rows.some(({ met }) => met === false)) ? 1 : 0
}

process.exitCode = await run(process.argv.slice(2))
