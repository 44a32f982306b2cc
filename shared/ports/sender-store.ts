import type { SenderRecord } from '../rules/sender-record.ts'

/** A record and the version that it had when it was read; 0 if there was none. */
export type StoredSender = { readonly record: SenderRecord; readonly version: number }

/** What is remembered of senders, by sender key. */
export type SenderStore = {
  /** The sender's record, or an unknown sender's. Only a consistent read is sure to see the last save. */
  readonly load: (senderKey: string, read: 'eventual' | 'consistent') => Promise<StoredSender>
  /** Replaces the record if it still has `version`. A conflict changes nothing. `expiresAt` is when it may be deleted, in milliseconds. */
  readonly save: (
    senderKey: string,
    record: SenderRecord,
    version: number,
    expiresAt: number,
  ) => Promise<'saved' | 'conflict'>
}
