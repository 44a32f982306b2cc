/** Replaces `@aws-sdk/endpoint-cache` in the bundles: the DynamoDB client creates a cache, but none of its commands discovers endpoints. */
export class EndpointCache {}
