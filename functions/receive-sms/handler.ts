import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { createRecent } from '../../shared/recent.ts'
import { screen } from '../../shared/rules/screen.ts'
import { noFingerprints } from '../../shared/rules/sender-class.ts'
import { noSiege } from '../../shared/rules/siege.ts'
import { answer } from './answer.ts'
import { type Handled, reportBatch, undecided } from './batch-report.ts'
import { takeReports } from './delivery-reports.ts'
import { endStale } from './earlier-delivery.ts'
import { readMessage, type TextItem } from './message.ts'
import { type Dependencies, noteHeldUp, type Receiver, textOf, type Verdict } from './receiver.ts'
import { silenceFromMemory } from './silence.ts'

/**
 * Creates the Lambda handler, which gets up to ten messages, each with texts or delivery reports. Unless a message is returned as a
 * failure, all of its texts have their final verdicts.
 */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    silenced: createRecent(),
    backlog: createRecent(),
    memory: { siege: noSiege, answered: noFingerprints },
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const items = Records.flatMap((record) => readMessage(record, dependencies.topics))
    const [handled, failedReports] = await Promise.all([
      decideTexts(
        receiver,
        items.filter((item) => item.kind === 'text'),
      ),
      takeReports(
        receiver,
        items.filter((item) => item.kind === 'report'),
      ),
    ])
    const failed = new Set([...undecided(handled), ...failedReports])
    reportBatch(receiver, handled, failed)
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextItem[]): Promise<readonly Handled[]> => {
  noteHeldUp(
    receiver,
    texts.flatMap(({ sms }) => sms ?? []),
    receiver.now(),
  )
  const bySender = Map.groupBy(texts, ({ sms }) => sms?.sender)
  return (await Promise.all([...bySender.values()].map((messages) => inTurn(receiver, messages)))).flat()
}

/** Texts of one sender are handled one after the other, so they don't compete for the sender's record. */
const inTurn = async (receiver: Receiver, messages: readonly TextItem[]): Promise<readonly Handled[]> => {
  const handled: Handled[] = []
  for (const message of messages) {
    const { messageId, carrier, sms } = message
    const about = { messageId, carrier, inboundId: sms?.inboundId }
    try {
      handled.push({ ...about, verdict: await receive(receiver, message) })
    } catch (error) {
      handled.push({ ...about, error })
    }
  }
  return handled
}

const receive = async (receiver: Receiver, { sms, noteNames, firstDelivery }: TextItem): Promise<Verdict> => {
  if (sms === undefined) return 'malformed'
  const now = receiver.now()
  const screened = screen(sms, receiver.config, now)
  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms, now)
  if (screened.silent !== undefined) return screened.silent

  const alsoKnownAs = await noteNames?.(sms, receiver, now)
  const text = { ...textOf(receiver, sms, screened, now), alsoKnownAs }
  // A redelivered text may already have a reservation, which process memory doesn't know and an eventual read could miss.
  const known = firstDelivery ? silenceFromMemory(receiver, text) : undefined
  return known ?? answer(receiver, text, firstDelivery ? 'eventual' : 'consistent')
}
