/** What can be sent, each with a switch of its own. */
export const telemetryKinds = ['errors', 'usage'] as const
export type TelemetryKind = (typeof telemetryKinds)[number]
