export const simBundles = {
  maxBytes: { 'receive-sms': 371_500, 'send-reply': 298_500, 'sim-webhook': 303_500 },
  variables: { SIM_SECRET_ARN: 'x', INBOUND_TOPIC_ARN: 'x' },
} as const
