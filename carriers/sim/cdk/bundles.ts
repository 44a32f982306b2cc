export const simBundles = {
  maxBytes: { 'receive-sms': 369_000, 'send-reply': 295_000, 'sim-webhook': 303_500 },
  variables: { SIM_SECRET_ARN: 'x', INBOUND_TOPIC_ARN: 'x' },
} as const
