import { type CarrierOperations, type CarrierStatus, pricedForAll } from '../../../ops/carrier.ts'
import { tried } from '../../../ops/checks/check.ts'
import { countBy, readMetrics } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { isoOf, momentOf, same, wordsForCode } from '../../../ops/words.ts'
import type { OperatorLanguage, Translated } from '../../../settings/values.ts'
import { billsParts, carriersOf } from '../../../shared/rules/carriers.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { httpSmsMetricNames } from '../rules.ts'
import { httpSmsLinesOf } from '../settings.ts'
import { refusedKey } from './account.ts'
import { attachHttpSms } from './attach.ts'
import { checkHttpSmsLines } from './checks.ts'
import { webhookTroubles } from './setup.ts'
import { httpSmsOutputsOf } from './stack.ts'

/** When a SIM line's phone was first found offline in the last hour (ISO 8601); null if none was. */
const phoneStatus = async (deployment: Deployment, language: OperatorLanguage): Promise<CarrierStatus> => {
  if (httpSmsLinesOf(deployment.settings).length === 0) return { rows: [], fields: { phoneMissedSince: null } }
  const wanted = { missed: countBy(deployment, httpSmsMetricNames.phoneOffline) }
  const { missed } = await readMetrics(deployment, wanted, deployment.now() - hour, 5 * minute)
  const first = missed.find(({ value }) => value > 0)?.time
  const { label, none, missedAt } = phoneWords[language]
  const say = first === undefined ? none : missedAt(momentOf(first))
  return { rows: [[label, say]], fields: { phoneMissedSince: first === undefined ? null : isoOf(first) } }
}

const phoneWords = {
  en: {
    label: 'Phones',
    none: 'none was missed in the last hour',
    missedAt: (at: string) => `one was MISSED in the last hour, first at ${at}: see doctor`,
  },
  fr: {
    label: 'Téléphones',
    none: 'aucun n’a manqué dans la dernière heure',
    missedAt: (at: string) => `l’un a MANQUÉ dans la dernière heure, d’abord à ${at}\u00a0: voyez doctor`,
  },
}

const floodable: Translated = {
  en: 'a flood of requests to the webhook can use up all of it, unless httpSms.webhookConcurrency bounds that',
  fr: 'un déluge de requêtes au webhook peut tout prendre, si httpSms.webhookConcurrency ne le borne pas',
}

const unknownPhone: Translated = {
  en: 'httpSMS does not know the phone: install its app there, sign in, and attach',
  fr: 'httpSMS ne connaît pas le téléphone\u00a0: installez-y son application, connectez-vous, et lancez attach',
}

/** What is wrong with a webhook, and what to do about it. */
const attachIn = (language: OperatorLanguage) => ({
  WEBHOOK_MISSING: `${webhookTroubles.WEBHOOK_MISSING[language]}${thenAttach[language]}`,
  WEBHOOK_EVENTS: `${webhookTroubles.WEBHOOK_EVENTS[language]}${thenAttach[language]}`,
  WEBHOOK_KEY: `${webhookTroubles.WEBHOOK_KEY[language]}${thenAttach[language]}`,
})

const thenAttach = { en: ': attach the line', fr: '\u00a0: reliez la ligne avec attach' }

const reasons = wordsForCode(
  {
    PHONE_OFFLINE: 'its phone does not report: see that it is on, charged and online, then doctor',
    NOT_ATTACHED: 'httpSMS and the stage do not know each other: attach the line',
    ...attachIn('en'),
    HTTP_401: refusedKey.en,
    HTTP_403: refusedKey.en,
    HTTP_402: "the texts of httpSMS's plan are used up: get a larger one, or wait for the next month",
    HTTP_404: unknownPhone.en,
    HTTP_422: unknownPhone.en,
    HTTP_429: 'httpSMS is asked too often: this passes by itself',
  },
  {
    PHONE_OFFLINE:
      'son téléphone ne donne pas signe de vie\u00a0: voyez s’il est allumé, chargé, en ligne, puis doctor',
    NOT_ATTACHED: 'httpSMS et l’environnement ne se connaissent pas\u00a0: reliez la ligne avec attach',
    ...attachIn('fr'),
    HTTP_401: refusedKey.fr,
    HTTP_403: refusedKey.fr,
    HTTP_402: 'l’offre de httpSMS est épuisée\u00a0: prenez-en une plus large, ou attendez le mois prochain',
    HTTP_404: unknownPhone.fr,
    HTTP_422: unknownPhone.fr,
    HTTP_429: 'httpSMS est interrogé trop souvent\u00a0: cela passe tout seul',
  },
)

export const httpSmsOperations: CarrierOperations = {
  wordsFor: (reason) => {
    const [, status] = /^HTTP_(\d{3})$/.exec(reason) ?? []
    const answered = status && {
      en: `httpSMS answered with the status ${status}: see doctor, and docs/httpsms.md`,
      fr: `httpSMS a répondu avec le statut ${status}\u00a0: voyez doctor, et docs/httpsms.md`,
    }
    return reasons(reason) ?? (answered || undefined)
  },
  attach: attachHttpSms,
  checks: (deployment) => [tried(same('httpSMS'), () => checkHttpSmsLines(deployment))],
  // Only httpSMS should call the webhook, so two executions are enough. Reserved ones take none from others.
  concurrency: ({ settings }) =>
    settings.httpSms.webhookConcurrency === undefined ? { processes: 2, remark: floodable } : undefined,
  functions: (deployment) => [{ name: 'httpsms-webhook', ...httpSmsOutputsOf(deployment) }],
  status: phoneStatus,
  monthlyUsd: { secrets: 0.4, metrics: 2.4, alarms: 0.9 },
  costRemarks: (settings) => [
    {
      en: 'What SIMs send and receive is not in this: their contracts and the plan of httpSMS say what that costs.',
      fr: 'Ce qu’envoient et reçoivent les SIM n’y est pas\u00a0: leurs contrats et l’offre de httpSMS disent ce que cela coûte.',
    },
    ...(billsParts(carriersOf(settings)) ? [pricedForAll] : []),
  ],
}
