import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

/**
 * Returns a mobile number (E.164) as its country writes it today. WhatsApp's id "may not match the customer's phone
 * number" (Meta, webhooks components; send messages, phone number formats): it keeps the spelling of the time when
 * somebody joined (Gupshup, inconsistencies for mobile numbers and their WhatsApp IDs). Mexico dropped the 1 after +52
 * in August 2019 (libphonenumber, pull request 2376), and Brazil put a 9 before mobile numbers, which began with 6 to 9
 * (ITU, communication of ANATEL of 6.II.2013). Any number that is valid as it is stays, such as a Brazilian radio
 * phone's.
 */
export const currentNumber = (number: string): string =>
  parsePhoneNumberFromString(number)?.isValid()
    ? number
    : number.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^(?<area>\+55\d\d)(?=[6-9]\d{7}$)/, '$<area>9')
