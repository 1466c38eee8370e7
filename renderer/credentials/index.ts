// The page of secrets kept for the person: their states, storing, removing.
// Holds a typed key only until it is handed over. Never receives or shows a stored one.
export { CredentialsPanel } from './credentials-panel.tsx'
