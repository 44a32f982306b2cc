import { simulatorNumbers } from '../carriers/aws/rules/simulator-numbers.ts'
import { hasOnlySimulators } from '../carriers/aws/settings/lines.ts'
import { localCarriers } from '../carriers/local.ts'
import { carrierPrices } from '../carriers/prices.ts'
import type { CarrierName } from '../carriers/registry.ts'
import { type Cloud, startCloudWatch } from '../emulator/index.ts'
import type { Line, Stage } from '../page/client/protocol.ts'
import { createExperiments } from '../page/experiments/experiments.ts'
import { createSenders } from '../page/experiments/senders.ts'
import type { Assets, Site } from '../page/server/site.ts'
import { addressOf, carriersOf } from '../settings/lines.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import { operatorLanguageOf } from '../settings/values.ts'
import { partsPerReply } from '../shared/rules/messages.ts'
import { createMessageLog } from './messages.ts'

export type NumberOptions = {
  readonly stage: string
  readonly settings: Settings
  readonly cloud: Cloud
  readonly assets: Assets
}

/**
 * Creates the site of a number in the embedded cloud: everything that the page shows and does. Throws a `Refusal` if the page
 * can't show the dashboard.
 */
export const createSite = ({ stage, settings, cloud, assets }: NumberOptions): Site & { readonly end: () => void } => {
  const { countries, currency, replyDelay: replyDelayMs } = settings
  const bought = cloud.boughtNumbers.values()
  const lines = settings.lines.map(({ number, carrier }) => ({
    number: number ?? bought.next().value ?? '',
    carrier,
    ...networkOf(carrier),
  }))
  const [first] = lines
  // A simulator number can text destination simulator numbers only, so these are the only senders that it can answer.
  const simulators = countries.flatMap((country) => Object.values(simulatorNumbers[country] ?? {}))
  const answerable = hasOnlySimulators(settings) ? simulators : []
  const senders = createSenders(countries, answerable)
  const sendReply = cloud.outputs['SendReplyFunctionName']
  if (sendReply === undefined) throw new Refusal('The template has no output SendReplyFunctionName.')
  const experiments = createExperiments({
    cloud,
    sendReply,
    line: first === undefined ? '' : addressOf(first, first.number),
    senders,
    partPriceUsd: (carrierPrices[first?.carrier ?? 'aws'].replyPriceUsd(settings) ?? 0) / partsPerReply,
  })
  const cloudWatch = startCloudWatch(cloud)
  const description: Stage = {
    stage,
    startedAt: new Date().toISOString(),
    lines,
    currency,
    operatorLanguage: operatorLanguageOf(settings),
    replyDelayMs,
    exampleSenders: withOthers(senders.examples, carriersOf(settings)),
    dashboard: cloudWatch.widgets,
  }
  const messages = createMessageLog(cloud, experiments.isBesieger)
  const { receiveText, receiveCall } = cloud
  const ended = new AbortController()
  const end = (): void => {
    experiments.end()
    cloudWatch.stop()
    ended.abort()
  }
  return {
    assets,
    stage: description,
    receiveText,
    receiveCall,
    messages,
    cloudWatch,
    experiments,
    ended: ended.signal,
    end,
  }
}

/** The example senders. Those who hide their number are inserted after the first two. */
const withOthers = (numbers: readonly string[], used: readonly CarrierName[]): readonly string[] => {
  const others = used.flatMap((carrier) => localCarriers[carrier].exampleSenders?.(numbers) ?? [])
  return numbers.toSpliced(2, 0, ...others)
}

const networkOf = (carrier: CarrierName): Pick<Line, 'network'> => {
  const { network } = localCarriers[carrier]
  return network === undefined ? {} : { network }
}
