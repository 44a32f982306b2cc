import { SegmentedMessage } from 'sms-segments-calculator'

/** The carrier's view of a text: whether it is pure GSM-7, and how many parts it is billed as. */
export const smsParts = (text: string): { readonly gsm7: boolean; readonly parts: number } => {
  const message = new SegmentedMessage(text)
  return { gsm7: message.encodingName === 'GSM-7', parts: message.segmentsCount }
}
