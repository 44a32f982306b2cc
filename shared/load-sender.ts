import type { SenderStore, StoredSender } from './ports.ts'

/** A sender's record, and the key that it is kept under. */
export type LoadedSender = StoredSender & { readonly senderKey: string }

/** Reads the record of a sender, who may be known by another name: then it is the record that the alias refers to. */
export const loadSender = async (
  { senders }: { readonly senders: Pick<SenderStore, 'load'> },
  senderKey: string,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const stored = await senders.load(senderKey, read)
  const { alias } = stored.record
  return alias === undefined ? { ...stored, senderKey } : loadSender({ senders }, alias.of, read)
}
