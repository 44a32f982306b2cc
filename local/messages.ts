import type { Message } from '../page/client/protocol.ts'
import { type LogEvent, logEventsIn } from '../shared/log-event.ts'
import type { Cloud } from './cloud.ts'
import { createJournal, type Journal } from './journal.ts'
import type { PhoneText } from './phones/phones.ts'

export type MessageLog = {
  /** The newest messages, oldest first. */
  readonly entries: () => readonly Message[]
  /** Messages as phones see them. */
  readonly seen: Journal<Message>
  /** What becomes known of a message that was seen before. */
  readonly updates: Journal<LogEvent>
  /** How far a reply has come that was seen before. */
  readonly receipts: Cloud['receipts']
}

const keptMessages = 10_000

/** Follows the texts of a cloud, except those to or from the senders that `isHidden` names. */
export const createMessageLog = (
  { texts, logs, receipts }: Pick<Cloud, 'texts' | 'logs' | 'receipts'>,
  isHidden: (sender: string) => boolean = () => false,
): MessageLog => {
  const messages = new Map<string, Message>()
  const [seen, updates] = [createJournal<Message>(0), createJournal<LogEvent>(0)]
  const see = (text: PhoneText): void => {
    if (messages.has(text.id) || isHidden(text.direction === 'inbound' ? text.from : text.to)) return
    messages.set(text.id, text)
    const [oldest] = messages.keys()
    if (messages.size > keptMessages && oldest !== undefined) messages.delete(oldest)
    seen.append(text)
  }
  const hear = (news: LogEvent): void => {
    const message = messages.get(news.inboundId)
    // A text that comes again gets silence: what counts is the first decision.
    if (message === undefined || (message.decision !== undefined && news.decision?.kind === 'silent')) return
    const { inboundId: _, ...known } = news
    messages.set(news.inboundId, { ...message, ...known })
    updates.append(news)
  }
  receipts.subscribe(({ id, receipt }) => {
    const reply = messages.get(id)
    if (reply !== undefined) messages.set(id, { ...reply, receipt })
  })
  for (const text of texts.entries()) see(text)
  texts.subscribe(see)
  logs.subscribe(({ line }) => logEventsIn(line).forEach(hear))
  return { entries: () => [...messages.values()], seen, updates, receipts }
}
