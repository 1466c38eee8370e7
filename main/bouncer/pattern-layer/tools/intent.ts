/** What a tool of a server does, as far as its name tells. */
export type Intent = 'read' | 'change' | 'destroy' | 'send' | 'run' | 'steer' | 'unknown'
