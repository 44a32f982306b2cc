import { randomUUID } from 'node:crypto'

import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import { createSenderStore, eraseSender } from '../../shared/edges/sender-store.ts'
import type { Claim } from '../../shared/ports/claim-store.ts'
import type { Decision } from '../../shared/rules/news.ts'
import type { Deployment } from '../deployment.ts'
import { decisionsAbout, publishText } from '../inbound-text.ts'
import { senderKeyOf } from '../pepper.ts'
import { type Cast, castFor } from './stage.ts'
import { awaited } from './watch.ts'

/** A rehearsal under way. */
export type Scene = Cast & {
  readonly deployment: Deployment
  readonly startedAt: number
  /** Publishes a text of that number to the line, as often as it says, under one id, which it gives. */
  readonly text: (from: string, words: string, times?: number) => Promise<string>
  /** So many decisions about a text, once they are made. */
  readonly decided: (inboundId: string, count?: number) => Promise<readonly Decision[]>
  /** What became of the reply to a text, once its carrier has reported that. */
  readonly reported: (inboundId: string) => Promise<Claim>
}

/** Has the stage forget the numbers that will text it, opt-outs too, so that each run meets the same. */
export const openScene = async (deployment: Deployment): Promise<Scene> => {
  const cast = castFor(deployment)
  for (const number of [cast.delivered, cast.undelivered]) await forget(deployment, number)
  const startedAt = deployment.now()
  const claims = createClaimStore(createDynamoTable(deployment.aws.dynamodb, deployment.outputs.TableName))
  return {
    ...cast,
    deployment,
    startedAt,
    text: async (from, words, times = 1) => {
      const id = `rehearsal-${randomUUID()}`
      for (let i = 0; i < times; i++) await publishText(deployment, { id, from, to: cast.line, text: words })
      return id
    },
    decided: (inboundId, count = 1) =>
      awaited(deployment, `${count} decisions about the text ${inboundId}`, async () => {
        const decisions = await decisionsAbout(deployment, inboundId, startedAt)
        return decisions.length < count ? undefined : decisions
      }),
    reported: (inboundId) =>
      awaited(deployment, `a report of AWS about the reply to ${inboundId}`, async () => {
        const claim = await claims.read(inboundId)
        return claim?.delivery === undefined ? undefined : claim
      }),
  }
}

const forget = async (deployment: Deployment, number: string): Promise<void> => {
  const table = createDynamoTable(deployment.aws.dynamodb, deployment.outputs.TableName)
  const senderKey = await senderKeyOf(deployment, number)
  const { version } = await createSenderStore(table).load(senderKey, 'consistent')
  if (version > 0) await eraseSender(table, senderKey, version)
}
