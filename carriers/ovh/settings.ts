import { z } from 'zod'
import { type Lines, lineShape } from '../../settings/line.ts'
import { e164, real } from '../../settings/values.ts'
import { second } from '../../shared/rules/timing.ts'

const serviceName = 'must be the name of an SMS account at OVHcloud, such as "sms-ab12345-1"'

/** A line at OVHcloud. Numbers of Time2Chat begin with 09 (OVH's guide of Time2Chat). */
export const ovhLine = z.strictObject({
  ...lineShape,
  carrier: z.literal('ovh'),
  number: e164.regex(
    /^\+339\d{8}$/,
    'must be a number of Time2Chat, which begins with "+339" and has 9 digits after +33',
  ),
})

/** The settings that all lines at OVHcloud share: the SMS account, and what a reply costs. */
export const ovhStage = {
  ovh: z
    .strictObject({
      serviceName: z
        .string(serviceName)
        .regex(/^sms-[a-z0-9]+-\d+$/, serviceName)
        .optional(),
      /** The dearest of the prices that were seen second hand. */
      creditPriceEur: real('must be a price in EUR')
        .min(0, 'must be at least 0 EUR')
        .max(1, 'must be at most 1 EUR')
        .default(0.06),
    })
    .prefault({}),
}

/** What a reply costs: "1 SMS envoyé = 2 crédits" (OVH's guide of Time2Chat). */
export const replyCredits = 2

export const ovhNumbersOf = ({ lines }: Lines): readonly string[] =>
  lines.flatMap(({ carrier, number }) => (carrier === 'ovh' ? (number ?? []) : []))

type Account = {
  readonly serviceName?: string | undefined
  readonly creditPriceEur: number
}
type Stage = {
  readonly ovh: Account
  readonly countries: readonly string[]
  readonly currency: { readonly code: string; readonly perUsd: number }
}

/** The price of a reply in EUR. */
export const replyPriceEur = ({ ovh }: Pick<Stage, 'ovh'>): number => replyCredits * ovh.creditPriceEur

export const ovhSettings = {
  // "If you are not over 60 req/min by consumer key, you should be ok" (OVHcloud's python-ovh, issue 81).
  sendIntervalMs: () => second,
  replyPrice: {
    usd: (settings: Stage) => replyPriceEur(settings) / settings.currency.perUsd,
    setting: ['ovh', 'creditPriceEur'],
  },
  contradictions: (_line: object, _place: object, { countries, currency, ovh }: Stage) => [
    ...(ovh.serviceName === undefined ? [[['ovh', 'serviceName'], serviceName] as const] : []),
    ...(countries.includes('FR')
      ? []
      : [[['countries'], 'must have FR, since Time2Chat reaches phones of metropolitan France only'] as const]),
    ...(currency.code === 'EUR'
      ? []
      : [
          [
            ['currency'],
            'must be EUR, in which OVHcloud\'s credits are paid, with its rate: { "code": "EUR", "perUsd": 0.92 }',
          ] as const,
        ]),
  ],
}
