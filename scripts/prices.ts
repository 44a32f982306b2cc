import { replyPriceEur } from '../carriers/ovh/settings.ts'
import { receivedPriceUsd } from '../carriers/whatsapp/settings.ts'
import { inTotal, listPrices, metricsUsd } from '../ops/list-prices.ts'
import { operations } from '../ops/run.ts'
import { readSettings } from '../settings/read.ts'

const { partPriceUsd, currency, budgets, ovh } = readSettings('example')

/** The hours in which a text comes, is answered and is reported on, if each of them is another hour. */
export const activeHours = (texts: number): number => 3 * texts

/** Bounds, in USD, of what the page about costs doesn't list by item, in a month with 40 and with 6,000 texts. */
export const restUsd = { few: 0.2, many: 0.6 } as const

/** A month of an AWS line, if every text were answered. */
const awsMonth = (texts: number, rest: number): number =>
  texts * (listPrices.textReceived + partPriceUsd) + inTotal(listPrices.monthly) + metricsUsd(activeHours(texts)) + rest

/** What OVHcloud is asked every minute costs on AWS in a month, in USD: Lambda, logs and Secrets Manager, estimated. */
const pollUsd = 0.3

/** The settings of the sample on the page about WhatsApp: Meta's rate for France, and AWS's fee. */
const whatsappReplyUsd = 0.035

const fixed = inTotal(listPrices.monthly)

/** AWS's part of a month besides messages, in USD: with so few that metrics stay free, and with as many as you like. */
const besides = (name: 'ovh' | 'whatsapp', more = 0): readonly [few: number, many: number] => {
  const { metrics = 0, ...others } = operations[name].monthlyUsd ?? {}
  const few = fixed + inTotal(others) + more
  return [few, few + metrics + metricsUsd(730)]
}
const [ovhFew, ovhMany] = besides('ovh', pollUsd)
const [whatsappFew, whatsappMany] = besides('whatsapp')

const ovhReplyEur = replyPriceEur({ ovh })
const ovhEur = (texts: number, usd: number): number => texts * ovhReplyEur + usd * currency.perUsd
const whatsappUsd = (texts: number, usd: number): number => texts * (whatsappReplyUsd + receivedPriceUsd) + usd
const million = 1_000_000

/** The prices that pages state, by name, each with its number of digits after the point. */
export const prices: Readonly<Record<string, readonly [price: number, digits: 0 | 2 | 4]>> = {
  partSent: [partPriceUsd, 2],
  textReceived: [listPrices.textReceived, 4],
  receivedFew: [40 * listPrices.textReceived, 2],
  receivedMany: [6000 * listPrices.textReceived, 2],
  repliesFew: [40 * partPriceUsd, 2],
  repliesMany: [6000 * partPriceUsd, 2],
  restFew: [restUsd.few, 2],
  restMany: [restUsd.many, 2],
  fixed: [fixed, 2],
  metricsAtMost: [metricsUsd(730), 2],
  countedMetrics: [listPrices.metrics.counted, 0],
  awsFew: [awsMonth(40, restUsd.few), 2],
  awsFewRounded: [awsMonth(40, restUsd.few), 0],
  awsMany: [awsMonth(6000, restUsd.many), 0],
  awsBudget: [Object.values(budgets).reduce((sum, { month }) => sum + month * partPriceUsd, 0), 0],
  awsMillionReceived: [million * listPrices.textReceived, 0],
  ovhReply: [ovhReplyEur, 2],
  ovhAwsFew: [ovhFew, 0],
  ovhAwsMany: [ovhMany, 0],
  ovhEurFew: [ovhEur(40, ovhFew), 0],
  ovhEurMany: [ovhEur(1000, ovhMany), 0],
  ovhEurFlood: [20_000 * ovhReplyEur, 0],
  whatsappReply: [whatsappReplyUsd, 4],
  whatsappReceived: [receivedPriceUsd, 4],
  whatsappFew: [whatsappUsd(40, whatsappFew), 0],
  whatsappMany: [whatsappUsd(1000, whatsappMany), 0],
  whatsappEurFew: [whatsappUsd(40, whatsappFew) * currency.perUsd, 0],
  whatsappEurMany: [whatsappUsd(1000, whatsappMany) * currency.perUsd, 0],
  whatsappMillionReceived: [million * receivedPriceUsd, 0],
  whatsappEurMillionReceived: [million * receivedPriceUsd * currency.perUsd, 0],
  ...Object.fromEntries(
    Object.entries(operations).map(([name, { monthlyUsd = {} }]) => [`${name}More`, [inTotal(monthlyUsd), 2] as const]),
  ),
}
