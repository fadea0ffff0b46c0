/** Nothing can be made of the file; the message, in French, says why. */
export class UnreadableFile extends Error {}
