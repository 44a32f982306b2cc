import type { History } from '../simulation/history.ts'
import type { SenderName } from '../simulation/schedule.ts'

const countryOf = (sender: SenderName) => (sender === 'C' ? 'FR' : sender === 'D' ? undefined : 'BE')

/** What of a text had been removed by then: its line, which is the last one, or its sender's country. */
export const removedBy = ({ removals, schedule, texts }: History, inboundId: string, by: number) => {
  const text = texts.find((text) => text.inboundId === inboundId)
  const removed = removals.flatMap(({ at, of }) => (at <= by ? [of] : []))
  if (text === undefined) return undefined
  if (text.to === schedule.lines.at(-1) && removed.includes('line')) return 'line'
  return removed.some((of) => of === countryOf(text.sender)) ? 'country' : undefined
}
