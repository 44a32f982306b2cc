/** A phone at which a line is texted and called. Each verb is done when whoever wants to know of it has been told. */
export type LinePhone = {
  /** Somebody texts it; while it is off, it tells of that later. Gives the text's id, which is the inbound id. */
  readonly text: (from: string, text: string, id?: string) => Promise<string>
  /** Somebody calls, and nobody answers. Gives an id as for a text. */
  readonly call: (from: string, id?: string) => Promise<string>
  /** It has been out of reach for so long that its carrier says so. */
  readonly switchOff: () => Promise<void>
  readonly switchOn: () => Promise<void>
}
