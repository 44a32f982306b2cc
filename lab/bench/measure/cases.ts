/** The situations that a text may meet, in the order in which they are measured, because later ones use the senders of the first. */
export const caseNames = ['fresh', 'answered here', 'answered elsewhere', 'blocked'] as const
export type CaseName = (typeof caseNames)[number]

export const caseWords: Readonly<Record<CaseName, string>> = {
  fresh: 'new sender: a reply',
  'answered here': 'answered lately, by this process',
  'answered elsewhere': 'answered lately, by another process',
  blocked: 'one sender, again and again',
}
