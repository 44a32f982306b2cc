/** What a text may meet. Each takes its turn after the one before it, with the same senders. */
export const caseNames = ['fresh', 'answered here', 'answered elsewhere', 'blocked'] as const
export type CaseName = (typeof caseNames)[number]

export const caseWords: Readonly<Record<CaseName, string>> = {
  fresh: 'new sender: a reply',
  'answered here': 'answered lately, by this process',
  'answered elsewhere': 'answered lately, by another process',
  blocked: 'one sender, again and again',
}
