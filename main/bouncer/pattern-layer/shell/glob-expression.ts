/** The source of a regular expression for a shell pattern, or null when it is too long or odd. */
export function globExpression(pattern: string, shortest: boolean): string | null {
  if (pattern.length > 80 || (pattern.match(/\*/g)?.length ?? 0) > 1) return null
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? ''
    if (char === '*') source += shortest ? '.*?' : '.*'
    else if (char === '?') source += '.'
    else if (char === '[') {
      const close = pattern.indexOf(']', at + 2)
      if (close < 0) return null
      source += `[${pattern
        .slice(at + 1, close)
        .replace(/^!/, '^')
        .replace(/\\/g, '\\\\')
        .replace(/\[/g, '\\[')}]`
      at = close
    } else source += char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  }
  try {
    new RegExp(source)
    return source
  } catch {
    return null
  }
}
