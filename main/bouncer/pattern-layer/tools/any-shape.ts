/** One expression that finds what any of the shapes finds; each keeps its flags, of `i`, `m` and `s`. */
export function anyShape(shapes: readonly RegExp[]): RegExp {
  return new RegExp(shapes.map(({ source, flags }) => `(?${flags}:${source})`).join('|'))
}
