// The rules in force, to be read, and the grants, to be taken back.
// State lives in main; here only what is typed into the field. Never changes a rule.
export { BouncerPage } from './bouncer-page.tsx'
export { GrantsPage } from './grants-page.tsx'
