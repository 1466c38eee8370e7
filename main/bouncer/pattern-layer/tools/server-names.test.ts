import { describe } from 'vitest'
import { testRows } from '../../../../tests/scorecard/tool-rows.ts'

const ID = { id: 'abc-123' }

describe('servers: what the forms of names say', () => {
  testRows([
    ['ask', 'mcp__store__snapshot_delete', ID],
    ['ask', 'mcp__router__firewall_address_list_add', ID],
    ['ask', 'mcp__crm__profile_update', ID],
    ['ask', 'mcp__search__search_index_destroy', ID],
    ['ask', 'mcp__docs__search_and_replace', ID],
    ['allow', 'mcp__cloud__deploy_plan_get', ID],
    ['allow', 'mcp__host__ssh_user_list', ID],
    ['allow', 'mcp__cloud__get_last_update', ID],
    ['ask', 'mcp__shop__creates_anew_report', ID],
    ['ask', 'mcp__shop__removes_an_address_from_acustomer_list', ID],
    ['allow', 'mcp__shop__retrieves_asingle_charge', ID],
    ['allow', 'mcp__orders__orders_list', ID],
    ['ask', 'mcp__chat__mark_as_read', ID],
    ['ask', 'mcp__forge__repo_resolve_comment', ID],
    ['allow', 'mcp__libs__resolve_library_id', ID],
    ['ask', 'mcp__mail__verify_domain', ID],
    ['allow', 'mcp__data__test_connection', ID],
    ['allow', 'mcp__files__upload_status', ID],
    ['ask', 'mcp__files__update_status', ID],
    ['ask', 'mcp__bank__void_invoice', ID],
    ['ask', 'mcp__bank__nominate_user', ID],
    ['ask', 'mcp__db__setup_a_read_replica', ID],
  ])
})

describe('servers: names without a verb', () => {
  testRows([
    ['allow', 'mcp__grafana__grafana_dashboards', ID],
    ['allow', 'mcp__tracker__my_issues', ID],
    ['ask', 'mcp__shop__payments', { amount: '12', to: 'x' }],
    ['ask', 'mcp__shop__widgets', { value: 'x' }],
    ['ask', 'mcp__hub__jobs', ID],
    ['ask', 'mcp__thing__frobnicate_widgets', ID],
    ['allow', 'mcp__convert__timestamp_to_date', ID],
    ['allow', 'mcp__calc__mortgage_calculator', ID],
    ['allow', 'mcp__ops__healthcheck', {}],
  ])
})

describe('servers: running what only looks, and tools of other tools', () => {
  testRows([
    ['allow', 'mcp__web__runSEOAudit', {}],
    ['allow', 'mcp__crm__run_soql_query', { query: 'SELECT Id FROM Account' }],
    ['ask', 'mcp__ops__run_fix_scan_command', ID],
    ['ask', 'mcp__ops__run_deployment', ID],
    ['allow', 'mcp__gate__call_tool', { name: 'list_issues', arguments: { repo: 'a/b' } }],
    ['ask', 'mcp__gate__call_tool', { name: 'send_mail', arguments: { to: 'a@b.example' } }],
    ['ask', 'mcp__gate__call_tool', { name: 'frobnicate', arguments: {} }],
    ['ask', 'mcp__gate__execute_tool', { tool_slug: 'FILES_DELETE', arguments: {} }],
    ['allow', 'mcp__mongo__aggregate', { collection: 'a', pipeline: [{ $match: { b: 'c' } }] }],
    ['ask', 'mcp__mongo__aggregate', { collection: 'a', pipeline: [{ $out: 'copy' }] }],
  ])
})

describe('servers: what is handed out, trials, and searches of the web', () => {
  testRows([
    ['ask', 'mcp__crm__export_all_contacts', { to: 'x@somewhere.example' }],
    ['ask', 'mcp__bi__export_report', { destination: 's3://someone/x' }],
    ['allow', 'mcp__bi__export_report', { format: 'csv' }],
    ['allow', 'mcp__mail__list_messages', { to: 'x@somewhere.example' }],
    ['allow', 'mcp__ops__dry_run', ID],
    ['ask', 'mcp__ops__dry_run_and_apply', ID],
    ['allow', 'mcp__calendar__free_busy', { from: '2026-01-01' }],
    ['allow', 'mcp__brave__brave_web_search', { query: 'drop table syntax' }],
    ['ask', 'mcp__pg__search', { query: 'DROP TABLE users' }],
  ])
})
