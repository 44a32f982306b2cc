import { CloudError } from '../../cloud-error.ts'
import { answerForms, formServices, type ServiceError } from '../../endpoint/answers.ts'
import type { Call, Caller, ServiceHandler } from '../../endpoint/call.ts'
import type { Place } from '../../template/resource-type.ts'
import type { PolicyDocument } from './resources.ts'

/** The policies of a template, and the KMS keys that encrypt its resources. */
export type Grants = {
  /** The policies of a role, by the role's ARN. */
  readonly ofRole: ReadonlyMap<string, readonly PolicyDocument[]>
  /** The managed policies, by their own ARN. */
  readonly ofPolicy: ReadonlyMap<string, PolicyDocument>
  /** The resource-based policies, by the ARN of the queue, topic, key or role. */
  readonly ofResource: ReadonlyMap<string, PolicyDocument>
  /** The ARN of the KMS key that encrypts a queue, a topic, a table or a secret, by the resource's ARN. */
  readonly keyOf: ReadonlyMap<string, string>
}

/** An IAM action on a resource. */
export type Permission = {
  readonly action: string
  readonly resource: string
  /** The values of condition keys that come from the request itself. */
  readonly context?: { readonly [key: string]: string | string[] }
}

/** The permissions that IAM requires for a request (service authorization reference). */
export type RequiredPermissions = (call: Call, place: Place) => readonly Permission[]

/** For a service whose actions each need the permission of the same name, on one resource. */
export const permissionsOn =
  (prefix: string, resourceOf: (call: Call, place: Place) => string): RequiredPermissions =>
  (call, place) => [{ action: `${prefix}:${call.action}`, resource: resourceOf(call, place) }]

export type Permissions = ReturnType<typeof createPermissions>

/** Has the judge evaluate the policies of the caller and of the resource. `requiredBy` gives what a request needs. */
export const createPermissions = (
  judge: Judge,
  grants: Grants,
  place: Place,
  requiredBy: (call: Call) => readonly Permission[] = () => [],
) => {
  const verdicts = new Map<string, Promise<boolean>>()
  const allows = (caller: Caller, permission: Permission): Promise<boolean> => {
    const question = JSON.stringify([caller, permission])
    const asked = {
      ...permission,
      principal: principalOf(caller, place),
      accountId: place.accountId,
      context: { ...contextOf(caller, place), ...permission.context },
      identityPolicies: identityPolicies(grants, caller),
      resourcePolicy: grants.ofResource.get(permission.resource),
    }
    const verdict = verdicts.get(question) ?? judge(asked)
    verdicts.set(question, verdict)
    return verdict
  }
  /** The permission that the caller lacks on the resource or on its key; undefined if none is lacking. */
  const missing = async (caller: Caller, wanted: Permission): Promise<Permission | undefined> => {
    if (caller.kind === 'owner') return undefined
    const keyArn = grants.keyOf.get(wanted.resource)
    const ofKey = keyArn === undefined ? [] : (keyActions[wanted.action] ?? [])
    const context = { 'kms:ViaService': `${wanted.action.split(':')[0]}.${place.region}.amazonaws.com` }
    const needed = [wanted, ...ofKey.map((action) => ({ action, resource: keyArn ?? '', context }))]
    const verdicts = await Promise.all(needed.map((permission) => allows(caller, permission)))
    return needed.find((_, i) => !verdicts[i])
  }
  return {
    missing,
    /** The error that AWS would return for the request; undefined if the caller may make it. */
    refusal: async (call: Call): Promise<ServiceError | undefined> => {
      for (const wanted of requiredBy(call)) {
        const denied = await missing(call.caller, wanted)
        if (denied !== undefined) return accessDenied(call, denied, place)
      }
      return undefined
    },
  }
}

const identityPolicies = (grants: Grants, caller: Caller): readonly PolicyDocument[] => {
  if (caller.kind === 'function' || caller.kind === 'role') return grants.ofRole.get(caller.roleArn) ?? []
  if (caller.kind === 'person') return caller.policyArns.flatMap((arn) => grants.ofPolicy.get(arn) ?? [])
  return []
}

/** The policies that require TLS are about requests over a network, so requests over loopback count as encrypted. */
const contextOf = (caller: Caller, { accountId }: Place): Record<string, string> => ({
  'aws:SecureTransport': 'true',
  ...(caller.kind === 'service' && { 'aws:SourceAccount': accountId, 'aws:SourceArn': caller.sourceArn }),
})

/** The error with which each service denies a request. */
const accessDenied = ({ service, caller }: Call, { action, resource }: Permission, place: Place): ServiceError => {
  const message = `User: ${principalOf(caller, place)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`
  if (service === 'sns' && action.startsWith('kms:')) return { code: 'KMSAccessDenied', message, status: 400 }
  if (formServices.includes(service))
    return { code: service === 'sns' ? 'AuthorizationError' : 'AccessDenied', message, status: 403 }
  if (service === 'sqs' && action.startsWith('kms:')) return { code: 'KmsAccessDenied', message, status: 400 }
  return { code: 'AccessDeniedException', message, status: 400 }
}

/** A request as IAM sees it, with the policies that apply to it. */
type JudgedRequest = {
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly accountId: string
  readonly context: { readonly [key: string]: string | string[] }
  readonly identityPolicies: readonly PolicyDocument[]
  readonly resourcePolicy: PolicyDocument | undefined
}

/** Says whether IAM would allow a request. Throws a `CloudError` if its policies can't be judged. */
export type Judge = (request: JudgedRequest) => Promise<boolean>

/** The principal of a caller, as IAM and STS name it: an ARN, or the name of an AWS service. */
const principalOf = (caller: Caller, { accountId }: Place): string => {
  if (caller.kind === 'service') return caller.principal
  if (caller.kind === 'owner') return `arn:aws:iam::${accountId}:root`
  if (caller.kind === 'person') return `arn:aws:iam::${accountId}:user/${caller.policyArns[0]?.split('/').at(-1)}`
  const session = caller.kind === 'role' ? caller.session : caller.functionName
  return `arn:aws:sts::${accountId}:assumed-role/${caller.roleArn.split('/').at(-1)}/${session}`
}

/** STS. It knows the caller by the access key, because signatures are not verified here. */
export const createSts =
  (place: Place): ServiceHandler =>
  (call) =>
    answerForms('sts', {
      GetCallerIdentity: () =>
        `<Arn>${principalOf(call.caller, place)}</Arn><UserId>embedded</UserId><Account>${place.accountId}</Account>`,
    })(call)

/** Throws a `CloudError` that begins with `what` if the caller lacks the permission. */
export const assertAllowed = async (permissions: Permissions, what: string, caller: Caller, wanted: Permission) => {
  const denied = await permissions.missing(caller, wanted)
  if (denied !== undefined)
    throw new CloudError(`${what}: the template doesn't allow ${denied.action} on ${denied.resource}.`)
}

/** What each action needs on the customer managed key of its resource (each service's guide, key permissions). */
const keyActions: { readonly [action: string]: readonly string[] } = {
  'sqs:SendMessage': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'sqs:ReceiveMessage': ['kms:Decrypt'],
  'sns:Publish': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
  'secretsmanager:PutSecretValue': ['kms:GenerateDataKey', 'kms:Decrypt'],
  ...Object.fromEntries(
    ['Get', 'BatchGet', 'Put', 'Update', 'Delete', 'BatchWrite'].map((verb) => [
      `dynamodb:${verb}Item`,
      ['kms:Decrypt'],
    ]),
  ),
  'dynamodb:Query': ['kms:Decrypt'],
  'dynamodb:Scan': ['kms:Decrypt'],
}
