import type { z } from 'zod'

/** The names and addresses of a deployment from which ARNs and URLs are made. */
export type Place = {
  readonly stackName: string
  readonly region: string
  readonly accountId: string
  /** The URL of the AWS endpoint, without a trailing slash. */
  readonly endpoint: string
}

/** What a template can refer to in a resource: its ARN, the value of `Ref`, and the attributes for `Fn::GetAtt`. */
export type Identity = {
  readonly arn: string
  readonly ref: string
  readonly attributes: { readonly [name: string]: string }
}

/** A resource type that the emulator supports. */
export type ResourceType<P> = {
  readonly type: string
  /** The property that holds the resource's name; undefined if a template can't choose the name. */
  readonly nameProperty?: string
  /** The properties that have an effect. The schema is strict, so that a template with any other is refused. */
  readonly properties: z.ZodType<P>
  /** The properties that are ignored, with the reason why they make no difference here. */
  readonly ignored?: { readonly [property: string]: string }
  /** Gives the identity. The properties are not resolved yet, so only those without references may be used. */
  readonly identify: (name: string, place: Place, properties: { readonly [name: string]: unknown }) => Identity
}

export type Resource<P> = { readonly logicalId: string; readonly properties: P } & Identity

/** An ARN in the account and region of a deployment. */
export const arnOf = (service: string, { region, accountId }: Place, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`

/** The identity of a resource whose `Ref` is its name, with its ARN among its attributes. */
export const identifiedIn =
  (service: string, prefix = '', suffix = ''): ResourceType<unknown>['identify'] =>
  (name, place) => {
    const arn = arnOf(service, place, `${prefix}${name}${suffix}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  }

/** The identity of a resource that has a name, but no ARN that anything here needs. */
export const withoutArn = (name: string): Identity => ({ arn: '', ref: name, attributes: { Id: name } })
