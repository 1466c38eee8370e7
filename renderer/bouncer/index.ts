// The rules in force, to be read, the grants, to be taken back, and the copies, to be put back.
// State lives in main; here only what is typed into the field. Never changes a rule.
export { AiPage } from './ai-page.tsx'
export { AiSettingRows } from './ai-setting-rows.tsx'
export { BouncerPage } from './bouncer-page.tsx'
export { CopiesPage } from './copies-page.tsx'
export { GrantsPage } from './grants-page.tsx'
export { PolicyPage } from './policy-page.tsx'
export { RingPage } from './ring-page.tsx'
export { ScorecardPage } from './scorecard-page.tsx'
export { TerminalGuardRows } from './terminal-guard-rows.tsx'
