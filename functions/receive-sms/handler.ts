import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

import { screen } from '../../shared/rules/screen.ts'
import { noFingerprints } from '../../shared/rules/sender-class.ts'
import { noSiege } from '../../shared/rules/siege.ts'
import { answer } from './answer.ts'
import { type Handled, reportBatch } from './batch-report.ts'
import { takeReports } from './delivery-reports.ts'
import { endStale } from './earlier-delivery.ts'
import { isReport, isText, readMessage, type TextMessage } from './message.ts'
import { type Dependencies, type Receiver, textOf, type Verdict } from './receiver.ts'
import { createRecent } from './recent.ts'
import { silenceFromMemory } from './silence.ts'

/**
 * Called by AWS with up to ten messages: texts and delivery reports. Every text that is not returned as a failure has its final verdict.
 */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    silenced: createRecent(),
    memory: { siege: noSiege, answered: noFingerprints },
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const messages = Records.map((record) => readMessage(record, dependencies.deliveryTopicArn))
    const [handled, failedReports] = await Promise.all([
      decideTexts(receiver, messages.filter(isText)),
      takeReports(receiver, messages.filter(isReport)),
    ])
    return { batchItemFailures: [...reportBatch(receiver, handled), ...failedReports] }
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextMessage[]): Promise<readonly Handled[]> => {
  const bySender = Map.groupBy(texts, ({ sms }) => sms?.sender)
  return (await Promise.all([...bySender.values()].map((messages) => inTurn(receiver, messages)))).flat()
}

/** Texts of one sender are handled one after the other, so they don't compete for the sender's record. */
const inTurn = async (receiver: Receiver, messages: readonly TextMessage[]): Promise<readonly Handled[]> => {
  const handled: Handled[] = []
  for (const message of messages) {
    const { messageId, sms } = message
    try {
      handled.push({ messageId, inboundId: sms?.inboundId, verdict: await receive(receiver, message) })
    } catch (error) {
      handled.push({ messageId, inboundId: sms?.inboundId, error })
    }
  }
  return handled
}

const receive = async (receiver: Receiver, { sms, firstDelivery }: TextMessage): Promise<Verdict> => {
  if (sms === undefined) return 'malformed'
  const now = receiver.now()
  const screened = screen(sms, receiver.config, now)
  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms, now)
  if (screened.silent !== undefined) return screened.silent

  const text = textOf(receiver, sms, screened, now)
  // A redelivered text may already have a reservation, which process memory doesn't know and an eventual read could miss.
  const known = firstDelivery ? silenceFromMemory(receiver, text) : undefined
  return known ?? answer(receiver, text, firstDelivery ? 'eventual' : 'consistent')
}
