/** Something that the emulator can't do, or that AWS would refuse. The message is one sentence for people. */
export class CloudError extends Error {}
