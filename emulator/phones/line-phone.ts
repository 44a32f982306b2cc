/**
 * The phone of a line, or its number in a chat network. Methods that send something resolve when everybody who is to be notified
 * of it has been.
 */
export type LinePhone = {
  /** Creates the inbound id for a text or a call that is sent later with this id. */
  readonly newId: (from: string) => string
  /**
   * Sends a text to this phone. A phone that is off reports it later. The same id again means the same text again. Resolves with
   * the inbound id.
   */
  readonly text: (from: string, text: string, id?: string) => Promise<string>
  /** Calls this phone, which doesn't answer. Resolves with an inbound id, as for a text. */
  readonly call: (from: string, id?: string) => Promise<string>
  /** Sends several texts that the carrier reports together; only for carriers that can. Resolves with the inbound ids. */
  readonly textsAtOnce?: (texts: readonly { readonly from: string; readonly text: string }[]) => Promise<string[]>
  /** Makes the phone unreachable for so long that its carrier reports it as offline; only for phones that can be. */
  readonly switchOff?: () => Promise<void>
  readonly switchOn?: () => Promise<void>
}
