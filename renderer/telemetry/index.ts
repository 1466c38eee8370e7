// Asks for consent, shows exactly what is sent, and hands in what only the page can know.
// State lives in main; the counting package is loaded after a yes and keeps nothing on disk.
// Must never send anything itself.
export { ConsentInvitation } from './consent-invitation.tsx'
export { watchPageErrors } from './page-errors.ts'
export { TelemetryPanel } from './telemetry-panel.tsx'
export { UsageCounter } from './usage-counter.tsx'
