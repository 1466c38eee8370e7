// Owns the person's consent to telemetry, and everything that is sent with it: error reports and counts.
// State: desktop/consent.json (answers), desktop/telemetry/ (what waits to be sent).
// Must never load a reporter or send a byte before a yes, and never anything that is not on its allow-lists.
export { createTelemetry, type Telemetry } from './create-telemetry.ts'
export { lookAtTelemetry } from './look-at-telemetry.ts'
export { runTelemetryCommand, type TelemetryAction } from './run-telemetry-command.ts'
