import { z } from 'zod'
import { type Contradiction, type Lines, lineShape, type Place } from '../../settings/line.ts'
import { address, areNear, duration, e164, kindOf, whole } from '../../settings/values.ts'
import { callRules, type Quota } from '../../shared/rules/config.ts'
import { hour, second } from '../../shared/rules/timing.ts'

const hostedHttpSms = 'https://api.httpsms.com'

/** Whether a host looks like a misspelling of httpSMS's: its owner would get every text and the API key. */
const isMisspeltHost = (typed: string): boolean => {
  const host = URL.parse(typed)?.hostname ?? ''
  const hosted = new URL(hostedHttpSms).hostname
  return host !== hosted && (areNear(host, hosted, 2) || /^(.*\.)?httpsms(\.com)?$/.test(host))
}

/** The address of an httpSMS API. Paths are appended to it, so it may hold nothing else. */
const apiAddress = address(hostedHttpSms, /[?#].*/s, 'a user, a password, "?" or "#"').refine(
  (typed) => !isMisspeltHost(typed),
  `must be ${JSON.stringify(hostedHttpSms)}, or your own httpSMS at a name that is less like it`,
)

/** Android lets an app send 30 texts a minute without asking the user. */
const defaultGapMs = 2 * second

/** A line with a SIM: the gap between its replies, and whether calls are answered. */
export const httpSmsLine = z.strictObject({
  ...lineShape,
  carrier: z.literal('httpsms'),
  number: e164.refine(
    (number) => kindOf(number) === undefined,
    'must be the mobile number of the SIM, which this is not',
  ),
  gap: duration('0 s', '30 s').default(defaultGapMs),
  calls: z.enum(callRules, `must be one of ${callRules.join(', ')}`).default('answer'),
})

const httpSms = z.strictObject({
  url: apiAddress.default(hostedHttpSms),
  webhookConcurrency: whole(1, 100).optional(),
})

/** The settings of the httpSMS that all phones of a stage use. */
export const httpSmsStage = { httpSms: httpSms.prefault({}) }

/** The number of a line with a SIM, and the gap between its replies. */
export type HttpSmsLine = { readonly number: string; readonly gapMs: number }

type Stage = Lines & { readonly budgets: Readonly<Record<string, Quota>> }

export const httpSmsLinesOf = ({ lines, budgets }: Stage): readonly HttpSmsLine[] =>
  lines.flatMap(({ carrier, number, budget }) =>
    carrier === 'httpsms' && number !== undefined ? [{ number, gapMs: budgets[budget]?.gapMs ?? 0 }] : [],
  )

/**
 * The budget of a SIM that names none. Its name, under which bookings are stored, is of the number alone, and shows two
 * digits of it, as it is logged. The limits are half of an operator's, whose hour, day or month may overlap two of
 * ours.
 */
export const httpSmsBudget = {
  nameFor: (number: string): string => `httpsms-${number.slice(-2)}`,
  limits: { hour: 50, day: 500, month: 5000 },
} as const

export const httpSmsSettings = {
  // After an outage, replies leave no faster than operators allow.
  sendIntervalMs: () => hour / (2 * operatorLimits.hour),
  contradictions: ({ budget: name }: { readonly budget: string }, { budget }: Place): readonly Contradiction[] =>
    periods
      .filter((period) => budget !== undefined && budget[period] > operatorLimits[period])
      .map((period) => [
        ['budgets', name, period],
        `must be at most ${operatorLimits[period]} for a SIM, which its operator may suspend beyond that`,
      ]),
}

const periods = ['hour', 'day', 'month'] as const

/** French operators allow a SIM about 100 texts an hour, which begins at any minute; 1,000 a day; 10,000 a month. */
const operatorLimits: Quota = { hour: 50, day: 1000, month: 10_000 }
