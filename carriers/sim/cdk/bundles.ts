export const simBundles = {
  maxBytes: { 'receive-sms': 375_000, 'send-reply': 302_500, 'sim-webhook': 311_000 },
  variables: { SIM_SECRET_ARN: 'x', INBOUND_TOPIC_ARN: 'x' },
} as const
