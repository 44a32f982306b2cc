import { handingOver, type TestedCarrier } from '../../../test/e2e/tested-carrier.ts'

const destination = 'DestinationPhoneNumber'
const reason = 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'
const effect = { error: 'ServiceQuotaExceededException', status: 400, reason }
/** A number of AWS as the tests of whole numbers know it. */
export const tested: TestedCarrier = {
  stage: 'local',
  line: '+32460000000',
  strangerOf: (n) => `+3247${String(n).slice(-3)}4321`,
  senderOf: (block, n) => `+3247${block}${n}`,
  // A dry run, which asks whether anybody would take the reply, sends nothing.
  sendingTo: handingOver('sms-voice', 'SendTextMessage', ({ parameters: sms }) => !sms['DryRun'] && sms[destination]),
  invalidDestination: { error: 'ConflictException', status: 400, reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
  throttle: { error: 'ThrottlingException', status: 400 },
  refusals: [{ does: 'has reached its spend limit', effect }],
  reportsTo: 'ReceiveSmsFunctionName',
  requestsTo: { SendTextMessage: 1 },
  // One write is the booking, the other the report, which receive-sms handles.
  requestsAbout: { UpdateItem: 2 },
  steps: [
    ['note it', 'ReceiveSmsFunctionName', 'dynamodb', 'UpdateItem', ({ body }, { id }) => body.includes(`claim#${id}`)],
  ],
}
