import { handingOver, type TestedCarrier } from '../../../test/e2e/tested-carrier.ts'
import { exampleWith } from '../../../test/settings/checked.ts'

/** The SIM line of the stage `local-httpsms`. */
export const line = '+33639980012'

/** A SIM line in settings. */
export const httpSmsLine = { number: line, carrier: 'httpsms', language: 'fr' }

/** The stage `example` with an additional SIM line. */
export const mixed = exampleWith({ lines: [httpSmsLine, { number: '+393990000000', language: 'it' }] })

/** The stage `example` with a SIM line only. */
export const httpSmsOnly = exampleWith({ lines: [httpSmsLine], budgets: undefined, partPriceUsd: undefined })

/** A line with a SIM as the tests of whole numbers know it. */
export const tested: TestedCarrier = {
  stage: 'local-httpsms',
  line,
  strangerOf: (n) => `+336${String(n).padStart(4, '0')}4321`,
  senderOf: (block, n) => `+3361${block}${n}`,
  sendingTo: handingOver('http-sms', 'SendMessage', ({ parameters }) => parameters['to']),
  invalidDestination: { error: 'InvalidParameter', status: 400 },
  throttle: { error: 'Throttled', status: 429 },
  refusals: [{ does: 'denies access', effect: { error: 'AuthorizationError', status: 403 } }],
  // ListHeartbeats checks whether the phone is ready.
  reportsTo: 'HttpSmsWebhookFunctionName',
  requestsTo: { ListHeartbeats: 1, SendMessage: 1 },
  requestsAbout: {},
  steps: [
    ['pass the text on', 'HttpSmsWebhookFunctionName', 'sns', 'Publish', ({ body }, { id }) => body.includes(id)],
    ['look for the phone', 'SendReplyFunctionName', 'http-sms', 'ListHeartbeats', () => true],
  ],
}
