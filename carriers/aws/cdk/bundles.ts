export const awsBundles = { maxBytes: { 'receive-sms': 369_500, 'send-reply': 285_000 }, variables: {} } as const
