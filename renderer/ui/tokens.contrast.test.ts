// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Theme = 'light' | 'dark'
type Rgb = readonly [number, number, number]

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Linear sRGB of an OKLCH colour (Björn Ottosson's matrices). */
function toLinear(lightness: number, chroma: number, hueDegrees: number): Rgb {
  const hue = (hueDegrees * Math.PI) / 180
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function readTokens(): ReadonlyMap<string, Record<Theme, Rgb>> {
  const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`
  const line = new RegExp(String.raw`--([a-z0-9-]+):\s*light-dark\(${colour},\s*${colour}\)`, 'g')
  const found = [...css.matchAll(line)].map((match) => {
    const [light1, light2, light3, dark1, dark2, dark3] = match.slice(2).map(Number)
    const light = toLinear(light1 ?? Number.NaN, light2 ?? Number.NaN, light3 ?? Number.NaN)
    const dark = toLinear(dark1 ?? Number.NaN, dark2 ?? Number.NaN, dark3 ?? Number.NaN)
    return [match[1] ?? '', { light, dark }] as const
  })
  return new Map(found)
}

const tokens = readTokens()

function colourOf(name: string, theme: Theme): Rgb {
  const token = tokens.get(name)
  if (!token) throw new Error(`tokens.css has no colour --${name}`)
  return token[theme]
}

/** WCAG 2.2 relative luminance. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => Math.min(1, Math.max(0, value)))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function contrast(foreground: string, ground: string, theme: Theme): number {
  const one = luminance(colourOf(foreground, theme)) + 0.05
  const two = luminance(colourOf(ground, theme)) + 0.05
  return Math.max(one, two) / Math.min(one, two)
}

const TEXT = 4.5
const SHAPE = 3
const surfaces = ['surface-0', 'surface-1', 'surface-2']
const everywhere = [...surfaces, 'surface-3', 'well']

/** Every pairing that a component may use: foreground, grounds, the ratio it needs. */
const pairings: ReadonlyArray<readonly [string, readonly string[], number]> = [
  [
    'text-1',
    [...everywhere, 'accent-tint', 'you-tint', 'stop-tint', 'plus-tint', 'minus-tint'],
    TEXT,
  ],
  ['text-2', [...everywhere, 'accent-tint', 'you-tint', 'stop-tint'], TEXT],
  ['text-3', everywhere, TEXT],
  ['accent', [...surfaces, 'accent-tint'], TEXT],
  ['on-accent', ['accent', 'accent-hover'], TEXT],
  ['you', [...surfaces, 'you-tint'], TEXT],
  ['on-you', ['you-fill'], TEXT],
  ['stop', [...surfaces, 'well', 'stop-tint'], TEXT],
  ['on-stop', ['stop-fill'], TEXT],
  ['plus', ['surface-1', 'surface-2', 'well', 'plus-tint'], TEXT],
  ['minus', ['surface-1', 'surface-2', 'well', 'minus-tint'], TEXT],
  ['mark', surfaces, SHAPE],
  ['you-edge', [...surfaces, 'you-tint'], SHAPE],
  ['line-3', ['surface-1', 'surface-2'], SHAPE],
]

const cases = pairings.flatMap(([foreground, grounds, needs]) =>
  grounds.flatMap((ground) =>
    (['light', 'dark'] as const).map((theme) => ({ foreground, ground, needs, theme })),
  ),
)

describe('contrast of tokens', () => {
  it.each(cases)('$foreground on $ground in $theme reaches $needs', (pair) => {
    expect(contrast(pair.foreground, pair.ground, pair.theme)).toBeGreaterThanOrEqual(pair.needs)
  })

  it('agrees with ratios that are known', () => {
    expect(luminance(toLinear(1, 0, 0))).toBeCloseTo(1, 3)
    expect(luminance(toLinear(0, 0, 0))).toBe(0)
    expect(contrast('text-1', 'surface-1', 'light')).toBeCloseTo(16.07, 1)
    expect(contrast('stop', 'well', 'dark')).toBeCloseTo(8.13, 1)
  })

  it('stays inside sRGB, so that no screen shows another colour', () => {
    const outside = [...tokens].flatMap(([name, { light, dark }]) =>
      [...light, ...dark].some((value) => value < -0.002 || value > 1.002) ? [name] : [],
    )
    expect(outside).toEqual([])
    expect(tokens.size).toBeGreaterThan(30)
  })
})
