import { type Cloud, createJournal, type PhoneText } from '../../emulator/index.ts'
import { type LogEvent, logEventsIn } from '../../ops/log-event.ts'
import type { Message } from '../client/protocol.ts'

const keptMessages = 10_000

type Watched = Pick<Cloud, 'texts' | 'logs' | 'receipts'>

/** The texts of a cloud and what its logs say about them, but those to and from hidden senders. */
export const createMessageLog = ({ texts, logs, receipts }: Watched, isHidden: (sender: string) => boolean) => {
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
    // A text that is received twice is silenced the second time, so the first decision is kept.
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
  /** The newest messages, oldest first. */
  const entries = (): readonly Message[] => [...messages.values()]
  return { entries, seen, updates, receipts }
}
