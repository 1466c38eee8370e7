/** What a part of a command does. It is drawn as a line: solid, double, dotted, dashed. */
export type Effect = 'destroys' | 'leaves' | 'host' | 'runs'

/** Every effect, the worst first. */
export const effects: readonly Effect[] = ['destroys', 'leaves', 'host', 'runs']
