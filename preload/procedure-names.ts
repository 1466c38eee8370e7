import type { ProcedureName } from '../shared/contract.ts'

/**
 * The names that may cross the bridge. Written out, because the contract itself would bring its
 * whole validator into the page; the type makes a missing or a foreign name an error.
 */
const names: Readonly<Record<ProcedureName, true>> = {
  'app.snapshot': true,
  'app.dismissNotice': true,
  'settings.get': true,
  'settings.change': true,
  'settings.otherFiles': true,
  'settings.export': true,
  'settings.previewImport': true,
  'credentials.list': true,
  'credentials.store': true,
  'credentials.test': true,
  'credentials.remove': true,
  'credentials.makeFile': true,
  'credentials.openFile': true,
  'credentials.closeFile': true,
  'credentials.removeFile': true,
  'egress.list': true,
  'privacy.holdings': true,
  'privacy.erase': true,
  'telemetry.status': true,
  'telemetry.decide': true,
  'telemetry.clearQueue': true,
  'telemetry.count': true,
  'telemetry.reportPageError': true,
  'audit.query': true,
  'audit.verify': true,
  'audit.status': true,
  'inbox.list': true,
  'inbox.answer': true,
  'inbox.setAside': true,
  'bouncer.rules': true,
  'workspace.inspect': true,
  'workspace.decideTrust': true,
  'workspace.recent': true,
  'workspace.listFolders': true,
  'workspace.pickFolder': true,
  'sessions.list': true,
  'sessions.read': true,
  'sessions.start': true,
  'sessions.send': true,
  'sessions.interrupt': true,
  'sessions.stop': true,
  'sessions.setModel': true,
  'sessions.setMode': true,
  'sessions.rename': true,
  'sessions.markRead': true,
  'sessions.remove': true,
  'sessions.checkAgent': true,
}

/** True for a procedure of the contract. */
export function isProcedureName(name: unknown): name is ProcedureName {
  return typeof name === 'string' && Object.hasOwn(names, name)
}
