/** The only door of the emulator: whoever uses it imports this file, and no other. README.md says what is behind it. */

// A cloud, and how one starts.
export { type Account, newAccount, workingAccount } from './account.ts'
export { type Assembly, readAssembly } from './assembly.ts'
export { type Cloud, startCloud } from './cloud.ts'
export { CloudError } from './cloud-error.ts'
// Services by themselves, their answers and their faults.
export { answerJson, errorAnswer, formAnswer, jsonAnswer, ServiceFailure } from './endpoint/answers.ts'
export { type Answer, type Call, parseJson, type ServiceHandler, textParameter } from './endpoint/call.ts'
export { startEndpoint } from './endpoint/endpoint.ts'
export { createFaults, type Effect, type Fault } from './endpoint/faults.ts'
export { assertFree, callUrl, isFunctionHost, isLoopbackHost, listen, loopback } from './endpoint/loopback.ts'
export { limitRates, quotaOf, type RaisedRates, type Rates } from './endpoint/rate-limiter.ts'
export { type OutsideCall, type Request, type Route, readRoute } from './endpoint/request.ts'
// What a cloud shows.
export { createJournal, firstOf, type Journal, type Later } from './journal.ts'
export { type IncomingText, inboundSms } from './phones/inbox.ts'
export { createPhones, type LinePhone, type Phones, type PhoneText } from './phones/phones.ts'
export { type AlarmState, alarm, evaluateAlarm } from './services/cloudwatch/alarms.ts'
export { startCloudWatch } from './services/cloudwatch/cloudwatch.ts'
export { dashboard, readDashboard } from './services/cloudwatch/dashboard.ts'
export { type MetricQuery, type Periods, periodOf, periodsUntil, valuesOfQuery } from './services/cloudwatch/query.ts'
export { createDynalite } from './services/dynamodb/dynalite.ts'
export { partsOf } from './services/end-user-messaging/parts.ts'
export { simulatedOutcome } from './services/end-user-messaging/simulator-numbers.ts'
export type { AccessKey } from './services/iam/credentials.ts'
export { type Judge, permissionsOn } from './services/iam/permissions.ts'
export { managedPolicy } from './services/iam/resources.ts'
export type { LogLine } from './services/lambda/function.ts'
// What a template says, without running it.
export { readStack } from './services/services.ts'
// Services of one's own.
export {
  type AwsStandIn,
  type Placed,
  type PublishTo,
  placed,
  type StandIn,
  serveAlone,
  type Within,
} from './stand-in.ts'
export { arnOf, type Place } from './template/resource-type.ts'
export type { Stack } from './template/stack.ts'
