/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles. Lambda hands credentials over in the environment,
 * which that chain tries first; its other ways (SSO, profiles, web identity, instance metadata) are 100 kB that never run.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'
