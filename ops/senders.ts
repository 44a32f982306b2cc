import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { configOf } from '../settings/config.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Translated } from '../settings/values.ts'
import { createSenderKeyOf } from '../shared/adapters/signatures.ts'
import type { SenderStore } from '../shared/ports.ts'
import { type SenderRecord, unknownSender } from '../shared/rules/sender-record.ts'
import { saveSender } from '../shared/save-sender.ts'
import { createOperatorSenderStore, createSenderStore, eraseSender } from '../shared/stores/dynamodb/sender-store.ts'
import { type Deployment, tableOf } from './deployment.ts'
import { sentenceAbout } from './explain.ts'
import { readPepper } from './memory.ts'

type Change = (record: SenderRecord) => SenderRecord

export const openSenders = (deployment: Deployment) => {
  const { settings, now } = deployment
  const table = tableOf(deployment)
  const [replacing, amending] = [createSenderStore(table), createOperatorSenderStore(table)]
  const config = configOf(settings, ({ number = '' }) => number)
  const load = (senderKey: string) => replacing.load(senderKey, 'consistent')

  const saveIn = async (senders: SenderStore, senderKey: string, changed: Change): Promise<SenderRecord> => {
    const { record, version } = await load(senderKey)
    const saved = await saveSender({ senders, config }, { senderKey, now: now() }, changed(record), version)
    // A conflict means that another writer made progress, so this ends.
    return saved?.record ?? saveIn(senders, senderKey, changed)
  }
  const forget = async (senderKey: string, known = false): Promise<SenderRecord | undefined> => {
    const { record, version } = await load(senderKey)
    // One write replaces the record, so that an interruption loses no opt-out.
    if (record.optedOutUntil > now()) return saveIn(replacing, senderKey, optOutAlone)
    if (version === 0) return known ? unknownSender : undefined
    await eraseSender(table, senderKey, version)
    // If a function has changed the record meanwhile, it is still there.
    return forget(senderKey, true)
  }
  return {
    load: async (senderKey: string): Promise<SenderRecord> => (await load(senderKey)).record,
    /** Saves what operators may change, and calls `changed` again if a function was faster. */
    change: (senderKey: string, changed: Change) => saveIn(amending, senderKey, changed),
    /** Erases all but an opt-out, without which the sender could be texted again. Undefined if there was nothing. */
    forget: (senderKey: string) => forget(senderKey),
  }
}

const optOutAlone: Change = ({ optedOutSince, optedOutUntil }) => ({ ...unknownSender, optedOutSince, optedOutUntil })

/** Said after a record was changed by hand. */
export const withinAMinute: Translated = {
  en: 'functions that run honour it within a minute.',
  fr: 'les fonctions en cours en tiennent compte d’ici une minute.',
}

/** Computes the key of a sender after the look-up was logged. Throws a `Refusal` if that fails. */
export const senderKeyOf = async (deployment: Deployment, number: string): Promise<string> => {
  await traceLookup(deployment)
  return createSenderKeyOf(await readPepper(deployment))(number)
}

const logStreamName = 'lookups'

/** Logs who looks a sender up, by which command, and never whom. Throws a `Refusal` if that can't be logged. */
const traceLookup = async (deployment: Deployment): Promise<void> => {
  const trouble = await leaveTrace(deployment).catch(sentenceAbout)
  if (trouble !== undefined)
    throw new Refusal({
      en: `Nobody was looked up, since no trace of it could be left: ${trouble.en}`,
      fr: `Personne n’a été recherché, car aucune trace n’en pouvait rester\u00a0: ${trouble.fr}`,
    })
}

const leaveTrace = async ({ aws, outputs, command, now }: Deployment): Promise<Translated | undefined> => {
  const { Arn: by } = await aws.sts.send(new GetCallerIdentityCommand({}))
  const stream = { logGroupName: outputs.LookupLogGroupName, logStreamName }
  await aws.logs.send(new CreateLogStreamCommand(stream)).catch(unlessItExists)
  const logEvents = [{ timestamp: now(), message: JSON.stringify({ command, by }) }]
  const { rejectedLogEventsInfo } = await aws.logs.send(new PutLogEventsCommand({ ...stream, logEvents }))
  // AWS accepts the call, but drops events that are two hours ahead or two weeks behind (API reference, PutLogEvents).
  return rejectedLogEventsInfo === undefined ? undefined : wrongClock
}

const wrongClock = { en: 'the clock of this machine is wrong.', fr: 'l’horloge de cette machine est fausse.' }

const unlessItExists = (error: unknown): void => {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error
}
