/** What the number of 2017 paid in EUR for each text that it received and each part that it sent. */
const receivedEur = 0.0075
const partEur = 0.07627

export const receivingEur = (texts: number): number => texts * receivedEur

export const sendingEur = (parts: number): number => parts * partEur
