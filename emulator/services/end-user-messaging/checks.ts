import type { Account } from '../../account.ts'
import type { Stack } from '../../template/stack.ts'
import { countryOf, type Numbers, type OwnedNumber } from './numbers.ts'
import { partsOf } from './parts.ts'
import { type ConfigurationSet, configurationSet, type Message } from './reports.ts'
import { conflict, invalid, notFound, quotaExceeded, type SendTextMessage } from './request.ts'
import { simulatedOutcome } from './simulator-numbers.ts'

export type Dependencies = {
  readonly stack: Stack
  readonly account: Account
  readonly numbers: Numbers
  /** What texts have cost this month, in USD. No cloud runs for a month, so it only grows. */
  readonly spending: { usd: number }
}

/** Makes AWS's checks, in no documented order. Throws a `ServiceFailure` with AWS's reason (SendTextMessage). */
export const checkRequest = (request: SendTextMessage, dependencies: Dependencies): Message => {
  const { stack, account, numbers, spending } = dependencies
  const origin = activeNumber(request.OriginationIdentity, numbers)
  const sets = findSets(request.ConfigurationSetName, stack)
  checkType(request.MessageType, origin)
  const to = request.DestinationPhoneNumber.replace(/^\+?/, '+')
  const country = checkCountry(to, origin)
  checkRecipient(to, origin, account)
  const { parts } = partsOf(request.MessageBody)
  // Rounds to the five decimals that MaxPrice has, because sums of floating-point numbers have more.
  const priceUsd = Number((parts * account.partPriceUsd).toFixed(5))
  checkPrice(priceUsd, request.MaxPrice)
  checkSpending(priceUsd, account, spending)
  return { origin, sets, to, country, parts, priceUsd }
}

const activeNumber = (identity: string, numbers: Numbers): OwnedNumber => {
  const number = numbers.find(identity)
  if (number === undefined) throw notFound('phone-number', identity)
  if (number.Status !== 'ACTIVE')
    throw conflict('RESOURCE_NOT_ACTIVE', 'The phone number is not active', 'phone-number', number.PhoneNumberId)
  return number
}

const findSets = (nameOrArn: string | undefined, stack: Stack): readonly ConfigurationSet[] => {
  if (nameOrArn === undefined) return []
  const found = stack.all(configurationSet).filter(({ ref, arn }) => ref === nameOrArn || arn === nameOrArn)
  if (found.length === 0) throw notFound('configuration-set', nameOrArn)
  return found
}

/** A request without a message type gets that of its number here, because AWS documents no default. */
const checkType = (type: SendTextMessage['MessageType'], { MessageType, PhoneNumberId }: OwnedNumber): void => {
  if (type !== undefined && type !== MessageType)
    throw conflict('MESSAGE_TYPE_MISMATCH', `The phone number sends ${MessageType}`, 'phone-number', PhoneNumberId)
}

/**
 * A simulator texts "the destination simulator phone number from the same country" (test-phone-numbers). Others text
 * their own country (phone-number-types), or every country if international sending is enabled (UpdatePhoneNumber).
 */
const checkCountry = (to: string, { NumberType, IsoCountryCode, InternationalSendingEnabled }: OwnedNumber): string => {
  const country = countryOf(to)
  if (country === undefined)
    throw invalid('INVALID_PARAMETER', 'The destination is of no country', [
      { Name: 'DestinationPhoneNumber', Message: 'must be in E.164 format' },
    ])
  const reachable =
    NumberType === 'SIMULATOR'
      ? simulatedOutcome(to) !== undefined && country === IsoCountryCode
      : country === IsoCountryCode || InternationalSendingEnabled
  if (reachable) return country
  throw invalid('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', `A number of ${IsoCountryCode} can't text this destination`)
}

/**
 * The sandbox allows verified numbers, of which it has none here, and simulators (user guide, sandbox; tutorial), or
 * those only "between simulator numbers" (nx-sms-send-outbound; both read 2026-12-02).
 */
const checkRecipient = (to: string, { NumberType }: OwnedNumber, account: Account): void => {
  const { tier, simulatorsInSandbox, optedOutDestinations } = account
  const maySimulate = NumberType === 'SIMULATOR' || simulatorsInSandbox === 'for all'
  if (tier === 'SANDBOX' && (simulatedOutcome(to) === undefined || !maySimulate))
    throw conflict(
      'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
      'The destination phone number is not verified',
      'verified-destination-number',
      to,
    )
  // That the list still counts with self-managed opt-outs is assumed: the guide has no exception (opt-out-list).
  if (optedOutDestinations.includes(to))
    throw conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT', 'The destination is opted out', 'opted-out-number', to)
}

/** "... greater than MaxPrice, ... an error is returned" (API reference, which doesn't name the error). */
const checkPrice = (priceUsd: number, maxPrice: string | undefined): void => {
  if (maxPrice !== undefined && priceUsd > Number(maxPrice))
    throw invalid('PRICE_OVER_THRESHOLD', 'The message costs more than MaxPrice')
}

/** AWS stops "within minutes" after the limit (awssupport-spend-threshold); here, before a text that exceeds it. */
const checkSpending = (priceUsd: number, { spendLimitUsd }: Account, { usd }: Dependencies['spending']): void => {
  if (Number((usd + priceUsd).toFixed(5)) > spendLimitUsd)
    throw quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'The monthly spend limit for text messages is reached')
}
