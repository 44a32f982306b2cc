/** What an SMS cost the number of 2017 in EUR: each text received, and each part sent. */
const receivedEur = 0.0075
const partEur = 0.07627

export const receivingEur = (texts: number): number => texts * receivedEur

export const sendingEur = (parts: number): number => parts * partEur
