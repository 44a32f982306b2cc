/** The line on WhatsApp of the stage `local-whatsapp`: its number, its id at AWS, and its address in the functions. */
export const number = '+33639980021'
export const phoneNumberId = 'phone-number-id-0123456789abcdef0123456789abcdef'
export const line = `whatsapp:${number}`
