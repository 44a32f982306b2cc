import type { PolicyDocument } from './policy-document.ts'

/** A request as IAM sees it, with the policies that apply to it. */
type JudgedRequest = {
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly accountId: string
  /** The values of condition keys. */
  readonly context: { readonly [key: string]: string | string[] }
  /** The policies of the principal. */
  readonly identityPolicies: readonly PolicyDocument[]
  /** The policy of the resource, if it has one. */
  readonly resourcePolicy: PolicyDocument | undefined
}

/** Says whether IAM would allow a request. Throws a `Refusal` if its policies can't be judged. */
export type Judge = (request: JudgedRequest) => Promise<boolean>
