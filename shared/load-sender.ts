import type { SenderStore, StoredSender } from './ports.ts'

/** A sender's record and the key that it is stored under. */
export type LoadedSender = StoredSender & { readonly senderKey: string }

/** Reads a sender's record. If the record under this key is only an alias, follows it to the record that it refers to. */
export const loadSender = async (
  { senders }: { readonly senders: Pick<SenderStore, 'load'> },
  senderKey: string,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const stored = await senders.load(senderKey, read)
  const { alias } = stored.record
  return alias === undefined ? { ...stored, senderKey } : loadSender({ senders }, alias.of, read)
}
