export const whatsappBundles = { maxBytes: { 'receive-sms': 376_500, 'send-reply': 314_000 }, variables: {} } as const
