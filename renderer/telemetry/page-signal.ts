/** True where this browser says that the person does not want to be tracked. */
export function asksNotToTrack(page: {
  readonly doNotTrack?: string | null
  readonly globalPrivacyControl?: boolean
}): boolean {
  return page.doNotTrack === '1' || page.globalPrivacyControl === true
}
