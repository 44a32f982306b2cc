/**
 * Replaces `@aws-sdk/credential-provider-node` in the bundles. Lambda passes credentials in the environment, which that chain tries first;
 * its other sources (SSO, profiles, web identity, instance metadata) are 100 kB of code that never runs.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'
