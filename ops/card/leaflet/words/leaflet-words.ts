/** A situation, and what the number does in it. */
type Situation = readonly [situation: string, outcome: string]

/**
 * What the page says in a language. It is read in fear and in haste, and must be true of every line: whether it rings, and who else keeps
 * messages, depends on the line.
 */
export type LeafletWords = {
  /** What tabs, histories and lists of files show: nothing of what the page is for. */
  readonly title: string
  readonly heading: string
  readonly lead: string
  readonly saveNow: string
  readonly needsScript: string
  readonly show: string
  readonly hide: string
  readonly firstName: string
  readonly save: string
  readonly print: string

  readonly replies: string
  readonly between: (min: string, max: string) => string
  readonly reply: (delay: string) => string
  readonly timeToLeave: string
  readonly silence: string
  readonly laterReplies: string
  readonly countries: (list: string) => string
  readonly notAlways: string

  readonly limits: string
  readonly calls: Situation
  readonly beside: Situation
  readonly search: Situation
  readonly known: Situation

  readonly danger: string
  readonly emergencyNumbers: string
  readonly noEmergencyNumber: string
  readonly sources: string

  readonly privacy: string
  readonly kept: (period: string) => string
}
