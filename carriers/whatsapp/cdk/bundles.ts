export const whatsappBundles = { maxBytes: { 'receive-sms': 377_500, 'send-reply': 314_000 }, variables: {} } as const
