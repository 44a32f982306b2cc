import { Command } from '@commander-js/extra-typings'
import { isBilled, monthlySpendLimitUsd, smsReplyUsd } from '../../settings/config.ts'
import { receivedPriceOn } from '../../settings/countries/countries.ts'
import type { Translated } from '../../settings/values.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import { billsParts, carriersOf } from '../../shared/rules/carriers.ts'
import { readBudgets } from '../budgets.ts'
import { type Operations, operationsOf } from '../carrier.ts'
import type { CommandContext } from '../command-context.ts'
import { readCosts } from '../costs.ts'
import type { Deployment } from '../deployment.ts'
import { decimal, inEach, joined, same } from '../words.ts'

export const costCommand = (context: CommandContext, operations: Operations) =>
  new Command('cost')
    .description('what the messages of this month have cost so far, beside what the budget allows')
    .action(async () => context.report(await readCost(await context.open(), operations), print))

/** What messages have cost this month, in USD, and what its budgets allow. */
const readCost = async (deployment: Deployment, operations: Operations) => {
  const { settings, now } = deployment
  const [costs, budgets] = await Promise.all([readCosts(deployment, operations), readBudgets(deployment)])
  const booked = budgets.filter(({ name }) => isBilled(settings, name))
  return {
    month: monthOf(now()),
    partPriceUsd: settings.partPriceUsd,
    carriers: carriersOf(settings),
    ...costs,
    repliesBookedUsd: booked.reduce((sum, { bookedThisMonth }) => sum + bookedThisMonth, 0) * smsReplyUsd(settings),
    repliesAllowedUsd: monthlySpendLimitUsd(settings),
    remarks: operationsOf(operations, deployment).flatMap(({ costRemarks }) => costRemarks?.(settings) ?? []),
  }
}

const print = ({ smsReportedUsd, estimatedUsd, ...cost }: Awaited<ReturnType<typeof readCost>>): Translated => {
  const billed = billsParts(cost.carriers)
  const ofSms = (...lines: readonly Translated[]) => (billed ? lines : [])
  const booked = decimal(cost.repliesBookedUsd, 2)
  const said: readonly Translated[] = [
    { en: `${cost.month} so far (UTC), USD`, fr: `${cost.month} jusqu’ici (UTC), en USD` },
    blank,
    ...ofSms(words.reported, row(words.sent, smsReportedUsd), blank),
    words.estimated,
    ...estimatedUsd.map(({ what, usd }) => row(what, usd)),
    row(
      billed ? words.sumWithSms : words.sum,
      estimatedUsd.reduce((sum, { usd }) => sum + usd, smsReportedUsd),
    ),
    blank,
    ...ofSms(
      {
        en: `Replies count at ${cost.partPriceUsd} USD a part, the most that settings allow; doctor reads what AWS asks now. Texts received count at AWS's price of ${receivedPriceOn}.`,
        fr: `Une réponse compte pour ${decimal(cost.partPriceUsd).fr} USD la partie, le plus que permettent les réglages\u202f; doctor lit ce qu’AWS demande à présent. Un SMS reçu compte au prix d’AWS du ${receivedPriceOn}.`,
      },
      {
        en: `The budgets allow ${cost.repliesAllowedUsd} USD of replies a month, of which ${booked.en} are booked.`,
        fr: `Les budgets permettent ${cost.repliesAllowedUsd} USD de réponses par mois, dont ${booked.fr} sont réservés.`,
      },
      words.unbounded,
    ),
    ...cost.remarks,
    words.rest,
  ]
  return joined(said, same('\n'))
}

const blank = same('')

const words = {
  reported: { en: 'As AWS reports it, for this stage:', fr: 'D’après AWS, pour cet environnement\u00a0:' },
  sent: { en: 'SMS sent', fr: 'SMS envoyés' },
  estimated: {
    en: 'Estimated, for this stage, at the prices of settings and of AWS:',
    fr: 'Estimation, pour cet environnement, aux prix des réglages et d’AWS\u00a0:',
  },
  sum: { en: 'Sum', fr: 'Total' },
  sumWithSms: { en: 'Sum, with SMS sent', fr: 'Total, SMS envoyés compris' },
  unbounded: {
    en: 'What a number costs to receive and to rent, no budget bounds; doctor shows its rent, and taxes are on the bill.',
    fr: 'Aucun budget ne borne ce que coûtent la réception et la location d’un numéro\u202f; doctor affiche son loyer, et les taxes sont sur la facture.',
  },
  rest: {
    en: 'The rest of AWS is not in this: see docs/costs.md, and the bill of the account.',
    fr: 'Le reste d’AWS n’y est pas\u00a0: voyez docs/costs.fr.md, et la facture du compte.',
  },
} as const satisfies Record<string, Translated>

const row = (what: Translated, usd: number): Translated => {
  const price = decimal(usd, 4)
  return inEach((language) => `${what[language].padEnd(44)}${price[language].padStart(12)}`)
}
