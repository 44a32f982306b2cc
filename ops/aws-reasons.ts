import { undoByHand } from './deployment.ts'

/** Whoever shows it fills in the stage. */
const putBack = undoByHand

const noCredentials = `the function has no credentials that AWS takes: this passes by itself; if it stays, its role may have been changed by hand: ${putBack}`

const notAllowed = `the functions may not send from this number, as if something had been changed by hand: ${putBack}`

const notActive =
  'the number is not active: wait, or see its state and its registration in the End User Messaging console'

const ourMistake = 'AWS finds a mistake in the request: this is an error of the program, please report it'

const otherCountry =
  'an AWS number answers phones of its own country: take that country off countries, or give it a line of its own'

const known = new Map(
  Object.entries({
    // The account.
    DESTINATION_PHONE_NUMBER_NOT_VERIFIED:
      'the account is in the SMS sandbox and may text verified phones only: ask AWS to leave it in the region of the stage (Support Center, Service Quotas, SMS Production Access; allow a few days)',
    MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT:
      'the monthly spend limit is reached: ask AWS support for more, or wait for the next month',
    ACCOUNT_DISABLED: 'AWS has switched texting off for this account: ask AWS support why',
    INSUFFICIENT_ACCOUNT_REPUTATION: 'AWS trusts this account too little to send: ask AWS support what to do',
    AccessDeniedException: notAllowed,
    ThrottlingException:
      'AWS throttles the account: this passes by itself; if it stays, ask AWS support for more requests of SendTextMessage a second',
    CredentialsProviderError: noCredentials,
    NotAuthorized: notAllowed,
    OptInRequired: 'the account has not signed up for End User Messaging: open its console once',

    // The price.
    PRICE_OVER_THRESHOLD: 'a text there costs more than partPriceUsd allows: raise it in settings, and deploy',

    // The country.
    COUNTRY_NOT_ENABLED: 'the account may not text that country: enable it in the End User Messaging console',
    COUNTRY_CODE_MISMATCH: otherCountry,
    DESTINATION_COUNTRY_BLOCKED: 'AWS lets nobody text that country: ask AWS support, or take it off countries',
    DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION:
      'a protect configuration of the account blocks that country: allow it there (End User Messaging console, Protect)',
    INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: otherCountry,
    INTERNATIONAL_SENDING_NOT_SUPPORTED: otherCountry,

    // The number.
    RESOURCE_NOT_ACTIVE: notActive,
    REGISTRATION_NOT_COMPLETE: notActive,
    NO_ORIGINATION_IDENTITIES_FOUND: 'the account has no such number to send from: run doctor, and correct settings',
    ResourceNotFoundException:
      'AWS does not know the number or the configuration set: run doctor, correct settings, and deploy again',
    RESOURCE_NOT_ACCESSIBLE: 'the number is of another account or region: run doctor, and correct settings',
    NUMBER_CAPABILITIES_MISMATCH: 'the number can not send SMS: get one that has this capability',
    CHANNEL_NOT_ENABLED: 'the account can not send SMS yet: open the End User Messaging console and enable it',
    MESSAGE_TYPE_MISMATCH: 'the number is for promotion only: get one for transactional texts',
    SENDER_ID_REQUIRES_REGISTRATION: otherCountry,
    SENDER_ID_NOT_REGISTERED: otherCountry,
    SENDER_ID_NOT_SUPPORTED: otherCountry,
    PHONE_NUMBER_NOT_IN_REGISTRATION_REGION:
      'the number is registered in another region: use it there, or register one in the region of settings',
    PHONE_NUMBER_ASSOCIATED_TO_POOL: 'the number belongs to a pool: take it out of that first',
    TWO_WAY_NOT_SUPPORTED_IN_COUNTRY: 'numbers of that country can not receive: get one of another country',
    TWO_WAY_NOT_SUPPORTED_IN_REGION: 'numbers can not receive in this region: get one in another region',

    // The phone that is texted.
    DESTINATION_PHONE_NUMBER_OPTED_OUT:
      "the phone is on AWS's opt-out list of the number: take it off there if its owner wants that",
    DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE:
      'a protect configuration of the account blocks that phone: remove the rule if it is a mistake',
    DAILY_DESTINATION_CALL_LIMIT: 'that phone was texted too often today: wait until tomorrow',

    // The request.
    INVALID_PARAMETER: ourMistake,
    MISSING_PARAMETER: ourMistake,
    INVALID_REQUEST: ourMistake,
    FIELD_VALIDATION_FAILED: ourMistake,
    PARAMETERS_CANNOT_BE_USED_TOGETHER: ourMistake,
    UNSPECIFIED_PARAMETER_NOT_SUPPORTED: ourMistake,
    MAXIMUM_SIZE_EXCEEDED: ourMistake,
    CANNOT_PARSE: ourMistake,
    INVALID_ARN: ourMistake,
  }),
)

/** What a reason of AWS or its SDK means, and what to do about it; undefined for any other. */
export const awsWordsFor = (reason: string): string | undefined =>
  known.get(reason) ??
  (/^(ExpiredToken|RequestExpired|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken)/.test(
    reason,
  )
    ? noCredentials
    : undefined)
