// The rules in force, to be read.
// State lives in main; here only what is typed into the field. Never changes a rule.
export { BouncerPage } from './bouncer-page.tsx'
