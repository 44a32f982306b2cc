import type { z } from 'zod'

/** Where the stack runs, as far as names depend on it. */
export type Place = {
  readonly stackName: string
  readonly region: string
  readonly accountId: string
  /** The AWS endpoint's URL, without a slash at the end. */
  readonly endpoint: string
}

/** What others see of a resource: its ARN, what `Ref` gives, and the attributes that `Fn::GetAtt` gives. */
export type Identity = {
  readonly arn: string
  readonly ref: string
  readonly attributes: { readonly [name: string]: string }
}

/** A resource type that the embedded cloud creates. */
export type ResourceType<P> = {
  readonly type: string
  /** The property that holds the resource's name, where a template may choose it. */
  readonly nameProperty?: string
  /** What is honoured; a strict object, so that anything else stops the start. */
  readonly properties: z.ZodType<P>
  /** What is left out on purpose, and why that makes no difference here. */
  readonly ignored: { readonly [property: string]: string }
  /** May look at the properties as far as they need no other resource. */
  readonly identify: (name: string, place: Place, properties: { readonly [name: string]: unknown }) => Identity
}

export type Resource<P> = { readonly logicalId: string; readonly properties: P } & Identity

/** An ARN of this account and region. */
export const arnOf = (service: string, { region, accountId }: Place, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`
