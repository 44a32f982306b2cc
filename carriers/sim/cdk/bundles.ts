/** Who raises what a bundle may weigh says in the commit what the function gains. */
export const simBundles = {
  'sim-webhook': { maxBytes: 311_000, variables: { SIM_SECRET_ARN: 'x', INBOUND_TOPIC_ARN: 'x' } },
} as const
