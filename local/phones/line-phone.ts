/** A phone at which a line is texted and called. Each verb is done when whoever wants to know of it has been told. */
export type LinePhone = {
  /** The inbound id of a text or a call that somebody is about to make, and that is given it. */
  readonly newId: (from: string) => string
  /** Somebody texts it; while it is off, it tells of that later. A known id makes it the same text again. Gives the inbound id. */
  readonly text: (from: string, text: string, id?: string) => Promise<string>
  /** Somebody calls, and nobody answers. Gives an id as for a text. */
  readonly call: (from: string, id?: string) => Promise<string>
  /** Several people text it, and it tells of that at once, if its carrier can. Gives the inbound ids. */
  readonly textsAtOnce?: (texts: readonly { readonly from: string; readonly text: string }[]) => Promise<string[]>
  /** It has been out of reach for so long that its carrier says so, if the line is a phone that can be. */
  readonly switchOff?: () => Promise<void>
  readonly switchOn?: () => Promise<void>
}
