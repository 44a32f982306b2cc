/** The line on WhatsApp of the stage `local-whatsapp`: its number, what AWS calls that, and what functions call the line. */
export const number = '+33639980021'
export const phoneNumberId = 'phone-number-id-0123456789abcdef0123456789abcdef'
export const line = `whatsapp:${number}`
