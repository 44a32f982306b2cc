/** The only door of the emulator: whoever uses it imports this file, and no other. README.md says what is behind it. */

// A cloud, and how one starts.
export { type Account, newAccount, workingAccount } from './account.ts'
export { type Assembly, readAssembly } from './assembly.ts'
export { type Cloud, type CloudOptions, startCloud } from './cloud.ts'
export { CloudError } from './cloud-error.ts'
// Services by themselves, their answers and their faults.
export { errorAnswer, formAnswer, jsonAnswer } from './endpoint/answers.ts'
export type { Answer, Call, Service } from './endpoint/call.ts'
export { startEndpoint } from './endpoint/endpoint.ts'
export { createFaults, type Effect, type Fault } from './endpoint/faults.ts'
export { assertFree, callUrl, isLoopbackHost, listen, loopback } from './endpoint/loopback.ts'
// What a cloud shows.
export { createJournal, firstOf, type Journal } from './journal.ts'
export { type IncomingText, inboundSms } from './phones/inbox.ts'
export { createPhones, type PhoneText } from './phones/phones.ts'
export { type AlarmState, alarm, evaluateAlarm } from './services/cloudwatch/alarms.ts'
export { type CloudWatch, startCloudWatch } from './services/cloudwatch/cloudwatch.ts'
export { dashboard, readDashboard } from './services/cloudwatch/dashboard.ts'
export { type MetricQuery, type Periods, periodOf, valuesOfQuery } from './services/cloudwatch/query.ts'
export { createDynalite } from './services/dynamodb/dynalite.ts'
export { partsOf } from './services/end-user-messaging/parts.ts'
export { simulatedOutcome } from './services/end-user-messaging/simulator-numbers.ts'
export { createEvent, postEvent, tokenFor } from './services/http-sms/webhook.ts'
export type { AccessKey } from './services/iam/credentials.ts'
export type { Judge } from './services/iam/permissions.ts'
export { managedPolicy } from './services/iam/resources.ts'
export type { LogLine } from './services/lambda/function.ts'
export type { OvhOptions } from './services/ovh/account.ts'
export { serveOvh } from './services/ovh/api.ts'
// What a template says, without running it.
export { readStack, requiredPermissions } from './services/services.ts'
export { userIdOf as whatsAppUserId } from './services/social-messaging/people.ts'
