import { plain, type Reply } from './render/reply.ts';

/** A refusal that is said to the person as it stands, in their language. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(text: string) {
    super(text);
    this.name = 'Refusal';
    this.reply = plain(text);
  }
}
