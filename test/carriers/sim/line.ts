/** The line with a SIM of the stage `local-sim`. */
export const line = '+33639980012'
