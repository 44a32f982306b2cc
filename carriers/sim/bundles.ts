export const simBundles = {
  maxBytes: { 'receive-sms': 600_000, 'send-reply': 475_000, 'sim-webhook': 460_000 },
  variables: { SIM_SECRET_ARN: 'x', INBOUND_TOPIC_ARN: 'x' },
} as const
