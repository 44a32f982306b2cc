import type { Account } from './account.ts'
import type { AnsweredCall, Call, Service } from './endpoint/call.ts'
import type { Faults } from './endpoint/faults.ts'
import type { ServiceHandler } from './endpoint/router.ts'
import type { Journal } from './journal.ts'
import type { Inbox } from './phones/inbox.ts'
import type { LinePhone } from './phones/line-phone.ts'
import type { Phones, PhoneText } from './phones/phones.ts'
import type { EndUserMessaging } from './services/end-user-messaging/end-user-messaging.ts'
import type { Clients } from './services/iam/clients.ts'
import type { AccessKey } from './services/iam/credentials.ts'
import type { Judge } from './services/iam/judge.ts'
import type { Functions } from './services/lambda/functions.ts'
import type { Stack } from './template/stack.ts'

export type CloudOptions = {
  readonly template: unknown
  readonly stackName: string
  readonly region: string
  /** Gives the folder with the files of an asset, by the S3 key in the template. */
  readonly assetFolder: (s3Key: string) => string
  /** The port of the AWS endpoint; 0 picks a free one. */
  readonly port: number
  /** Judges every request by the policies of the template. */
  readonly judge: Judge
  /** The AWS account in which the template is deployed; by default one that allows everything it needs. */
  readonly account?: Account
}

/** A deployed template that runs on this machine. All of its state is in memory. */
export type Cloud = Functions &
  Inbox & {
    /**
     * The URL of the AWS endpoint, for SDKs and the AWS CLI. A request that isn't signed with a key issued here counts as the
     * account owner's.
     */
    readonly endpoint: string
    readonly region: string
    readonly stack: Stack
    /** Clients that sign as the account owner. */
    readonly owner: Clients
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    readonly resources: { readonly [logicalId: string]: string }
    readonly outputs: { readonly [name: string]: string }
    /** The topic to which End User Messaging publishes texts, if the template has one. */
    readonly inboundTopicArn: string | undefined
    /** The made-up numbers that stand for those the stack buys. */
    readonly boughtNumbers: readonly string[]
    /** The newest texts that phones have shown, both inbound ones and replies. */
    readonly texts: Journal<PhoneText>
    /** The receipts that carriers report for replies that phones have shown. */
    readonly receipts: Phones['receipts']
    /** The newest messages that SendTextMessage accepted, with their parameters. */
    readonly submitted: EndUserMessaging['submitted']
    /** Sets the outcome of messages that End User Messaging accepts. */
    readonly sms: EndUserMessaging['sms']
    /** The newest requests to the endpoint, whether they succeeded or not. */
    readonly calls: Journal<Call>
    /** Requests that a service has answered, with the response. They are not kept. */
    readonly answers: Journal<AnsweredCall>
    readonly faults: Faults
    /** The phone of a line, by the line's address; undefined if the carrier's stand-in has no phone for it. */
    readonly phoneOf: (line: string) => LinePhone | undefined
    /** Issues a key for a person whose only permissions are those of this managed policy of the template. */
    readonly keyFor: (policyArn: string) => AccessKey
    /** Replaces the handler of a service, or of one of its actions (`sqs:StartMessageMoveTask`). */
    readonly answerFor: (name: Service | `${Service}:${string}`, handler: ServiceHandler) => void
    /** Stops everything. All state is lost. */
    readonly stop: () => Promise<void>
  }
