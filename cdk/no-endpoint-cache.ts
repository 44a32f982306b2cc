/** Stands in for `@aws-sdk/endpoint-cache` in the bundles: DynamoDB's client makes one, and no command of it discovers endpoints. */
export class EndpointCache {}
