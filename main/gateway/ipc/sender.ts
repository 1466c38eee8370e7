import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { brand } from '../../../shared/brand.ts'

/** The part of a message by which its sender is known. */
export type Sent = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** True for the top frame of our own page in a window of ours; false for every other frame, page and window. */
export function isOwnSender(sent: Sent, isOwnWindow: (contentsId: number) => boolean): boolean {
  const { sender, senderFrame } = sent
  if (senderFrame === null || senderFrame.parent !== null) return false
  const isOwnPage =
    senderFrame.origin === brand.origin && senderFrame.url.startsWith(`${brand.origin}/`)
  return isOwnPage && isOwnWindow(sender.id)
}
