import { expect, test } from 'vitest'

import { bundledFor, bundledWithout } from '../../cdk/bundled.ts'

test('a stage without WhatsApp bundles no code for it', () => {
  expect(bundledWithout('whatsapp')).not.toMatch(/SendWhatsAppMessage|whatsAppWebhookEntry/)
  expect(bundledFor(['whatsapp'])).toMatch(/SendWhatsAppMessage/)
  expect(bundledFor(['whatsapp'])).toMatch(/whatsAppWebhookEntry/)
})
