import {
  type CardRemark,
  type CarrierOperations,
  type CarrierStatus,
  type Estimate,
  pricedForAll,
} from '../../../ops/carrier.ts'
import { tried } from '../../../ops/checks/check.ts'
import { countBy, readMetrics, sumOf } from '../../../ops/cloudwatch.ts'
import { type Deployment, outputsOf } from '../../../ops/deployment.ts'
import { decimal, plural, same, wordsForCode } from '../../../ops/words.ts'
import type { Settings } from '../../../settings/schema.ts'
import type { OperatorLanguage, Translated } from '../../../settings/values.ts'
import { billsParts, carriersOf } from '../../../shared/rules/carriers.ts'
import { submittedTo } from '../../../shared/rules/telemetry.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { ovhMetricNames } from '../lambda/credits.ts'
import { ovhNumbersOf, replyCredits, replyPriceEur } from '../settings.ts'
import { attachOvh } from './attach.ts'
import { checkOvhLines } from './checks.ts'
import { arePollsRefused, checkPolls, polls, pollsRefused } from './polls.ts'

/** Credits and days left at the last reading, null if that is two hours old, and whether polls are refused. */
const ovhStatus = async (deployment: Deployment, language: OperatorLanguage): Promise<CarrierStatus> => {
  if (ovhNumbersOf(deployment.settings).length === 0)
    return { rows: [], fields: { ovhCreditsLeft: null, ovhCreditDaysLeft: null, ovhPollsRefused: null } }
  const { creditsLeft, creditDaysLeft } = ovhMetricNames
  const wanted = { left: countBy(deployment, creditsLeft), days: countBy(deployment, creditDaysLeft) }
  // Scheduler may call a poll more than once ("at-least-once": user guide, what it is), so no sum.
  const [points, refused = null] = await Promise.all([
    readMetrics(deployment, wanted, deployment.now() - 2 * hour, minute, 'Maximum'),
    arePollsRefused(deployment),
  ])
  const [left, days] = [points.left.at(-1)?.value ?? null, points.days.at(-1)?.value ?? null]
  const deaf = refused ? [[polls[language], pollsRefused(deployment)[language]] as const] : []
  const fields = { ovhCreditsLeft: left, ovhCreditDaysLeft: days, ovhPollsRefused: refused }
  const { label, unknown, counted } = creditWords[language]
  const say = left === null ? unknown : counted(left, days === null ? null : Math.floor(days))
  return { rows: [...deaf, [label, say]], fields }
}

const creditWords = {
  en: {
    label: 'Credits at OVHcloud',
    unknown: 'not known: they were not read in the last two hours',
    counted: (left: number, days: number | null) =>
      `${left} left${days === null ? '' : `, for ${days} days at the rate of the last week`}`,
  },
  fr: {
    label: 'Crédits OVHcloud',
    unknown: 'inconnus\u00a0: ils n’ont pas été lus depuis deux heures',
    counted: (left: number, days: number | null) =>
      `il en reste ${left}${days === null ? '' : `, pour ${plural(days, 'jour')} au rythme de la dernière semaine`}`,
  },
}

/** Replies are paid by credits, in EUR, but added up in USD like all costs. */
const estimateOvh = async (deployment: Deployment, from: number): Promise<readonly Estimate[]> => {
  const { settings } = deployment
  const points = await readMetrics(deployment, { replies: countBy(deployment, submittedTo('ovh')) }, from, day)
  const replies = sumOf(points.replies)
  const credits = replies * replyCredits
  const usd = (replies * replyPriceEur(settings)) / settings.currency.perUsd
  const what = {
    en: `Time2Chat replies, ${replies}: ${credits} credits`,
    fr: `Réponses Time2Chat, ${replies}\u00a0: ${plural(credits, 'crédit')}`,
  }
  return [{ to: 'OVHcloud', what, usd }]
}

const remarksOnCost = ({ lines, budgets, ...settings }: Settings): readonly Translated[] => {
  const names = new Set(lines.flatMap(({ carrier, budget }) => (carrier === 'ovh' ? [budget] : [])))
  const replies = [...names].reduce((sum, name) => sum + (budgets[name]?.month ?? 0), 0)
  const price = decimal(replies * replyPriceEur(settings), 2)
  return [
    {
      en: `The budgets of lines at OVHcloud allow ${replies} replies a month, ${price.en} EUR; the credits that are left bound them too. What the number costs to rent is not in this, nor what OVHcloud answers by itself.`,
      fr: `Les budgets des lignes chez OVHcloud permettent ${plural(replies, 'réponse')} par mois, ${price.fr} EUR\u202f; les crédits qui restent les bornent aussi. La location du numéro n’y est pas, ni ce qu’OVHcloud répond de lui-même.`,
    },
    ...(billsParts(carriersOf({ lines })) ? [pricedForAll] : []),
  ]
}

/** What whoever gets the number can find out, by the guide of OVHcloud (docs/time2chat.fr.md). */
export const cardRemark: CardRemark = {
  warning: {
    fr: "Le numéro commence par 09\u00a0: on voit que ce n'est pas un mobile.",
    en: 'It begins with 09: anybody sees that it is no mobile.',
    de: 'Sie beginnt mit 09: Man sieht, dass es keine Handynummer ist.',
    es: 'Empieza por 09: se ve que no es un móvil.',
    it: 'Comincia con 09: si vede che non è un cellulare.',
    nl: 'Het begint met 09: men ziet dat het geen mobiel nummer is.',
  },
  besides: {
    fr: "Si la personne lui écrit CONTACT, l'opérateur lui donne le nom, le téléphone et le site de l'association\u00a0; il peut aussi lui écrire quand le numéro s'est tu.",
    en: 'If the person texts it CONTACT, the operator tells them the name, phone and website of the association; it may also text them when the number has stayed silent.',
    de: 'Schreibt die Person ihr CONTACT, nennt ihr der Betreiber Namen, Telefon und Website des Vereins; er kann ihr auch schreiben, wenn die Nummer schweigt.',
    es: 'Si la persona le escribe CONTACT, el operador le da el nombre, el teléfono y la web de la asociación; también puede escribirle cuando el número calla.',
    it: "Se la persona gli scrive CONTACT, l'operatore le dice nome, telefono e sito dell'associazione; può anche scriverle quando il numero tace.",
    nl: 'Stuurt de persoon er CONTACT naar, dan geeft de provider naam, telefoon en website van de vereniging; hij kan ook een bericht sturen als het nummer zwijgt.',
  },
}

const reasons = wordsForCode(
  {
    OVH_NOT_ATTACHED: 'OVHcloud has not given the stage a key: attach the line',
    OVH_403: 'OVHcloud refuses the key, or the credits are used up: doctor says which',
    OVH_404: 'OVHcloud does not know the account or the number: see doctor',
    OVH_429: 'OVHcloud is asked too often: this passes by itself',
  },
  {
    OVH_NOT_ATTACHED: 'OVHcloud n’a pas donné de clé à l’environnement\u00a0: reliez la ligne avec attach',
    OVH_403: 'OVHcloud refuse la clé, ou les crédits sont épuisés\u00a0: doctor dit lequel',
    OVH_404: 'OVHcloud ne connaît pas le compte ou le numéro\u00a0: voyez doctor',
    OVH_429: 'OVHcloud est interrogé trop souvent\u00a0: cela passe tout seul',
  },
)

export const ovhOperations: CarrierOperations = {
  wordsFor: (reason) => {
    const [, status] = /^OVH_(\d{3})$/.exec(reason) ?? []
    const answered = status && {
      en: `OVHcloud answered with the status ${status}: see doctor, and docs/time2chat.fr.md`,
      fr: `OVHcloud a répondu avec le statut ${status}\u00a0: voyez doctor, et docs/time2chat.fr.md`,
    }
    return reasons(reason) ?? (answered || undefined)
  },
  attach: attachOvh,
  checks: (deployment) => [
    tried(same('OVHcloud'), () => checkOvhLines(deployment)),
    tried(polls, () => checkPolls(deployment)),
  ],
  concurrency: () => ({ processes: 1 }),
  functions: (deployment) => [
    {
      name: 'ovh-poll',
      ...outputsOf(deployment, { functionName: 'OvhPollFunctionName', logGroupName: 'OvhPollLogGroupName' }),
    },
  ],
  status: ovhStatus,
  monthlyUsd: { secrets: 0.8, metrics: 2.7, alarms: 0.6 },
  estimates: estimateOvh,
  costRemarks: remarksOnCost,
  cardRemark: () => cardRemark,
}
