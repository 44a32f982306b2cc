import type { Call } from '../../../emulator/index.ts'
import { handingOver, type TestedCarrier } from '../../../test/e2e/tested-carrier.ts'
import { exampleWith } from '../../../test/settings/checked.ts'

/** The line of the stage `local-ovh`, and its account at OVHcloud. */
export const line = '+33939000001'
export const serviceName = 'sms-ab12345-1'

/** Lines of Time2Chat in settings, and what a stage with them needs. */
const ovhLine = { number: line, carrier: 'ovh', language: 'fr' }
export const otherOvhLine = { ...ovhLine, number: '+33939000002' }
const shared = { ovh: { serviceName }, currency: { code: 'EUR', perUsd: 0.92 }, countries: ['FR', 'IT'] }

/** The stage `example` with an additional line of Time2Chat. */
export const mixed = exampleWith({ ...shared, lines: [ovhLine, { number: '+393990000000', language: 'it' }] })

/** The stage `example` with a line of Time2Chat only. */
export const ovhOnly = exampleWith({ ...shared, lines: [ovhLine], partPriceUsd: undefined })

const isAbout = ({ parameters }: Call, id: string): boolean => parameters['id'] === id

/** A line of Time2Chat as the tests of whole numbers know it. */
export const tested: TestedCarrier = {
  stage: 'local-ovh',
  line,
  strangerOf: (n) => `+336${String(n).padStart(4, '0')}4321`,
  senderOf: (block, n) => `+3361${block}${n}`,
  mergesRepeats: true,
  sendingTo: handingOver('ovh', 'CreateJob', ({ parameters }) => String(parameters['receivers'])),
  throttle: { error: 'Throttled', status: 429 },
  refusals: [{ does: 'denies access, or has no credits left,', effect: { error: 'Forbidden', status: 403 } }],
  reportsTo: 'OvhPollFunctionName',
  requestsTo: { CreateJob: 1 },
  requestsAbout: {},
  steps: [
    ['read the text', 'OvhPollFunctionName', 'ovh', 'GetIncoming', (call, { id }) => isAbout(call, id)],
    ['pass the text on', 'OvhPollFunctionName', 'sns', 'Publish', ({ body }, { id }) => body.includes(id)],
    ['delete the text', 'OvhPollFunctionName', 'ovh', 'DeleteIncoming', (call, { id }) => isAbout(call, id)],
    ['list receipts', 'OvhPollFunctionName', 'ovh', 'ListOutgoing', () => true],
    ['note it', 'OvhPollFunctionName', 'dynamodb', 'UpdateItem', ({ body }, { id }) => body.includes(`claim#${id}`)],
    ['delete the reply', 'OvhPollFunctionName', 'ovh', 'DeleteOutgoing', () => true],
  ],
}
