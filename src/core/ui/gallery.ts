import type { Child } from 'hono/jsx';

/** A piece of the screen with its examples: they feed the page `/composants` and the tests. */
export interface Component {
  /** Name of the function in the code. */
  name: string;
  /** Name in the words of the screen, in French. */
  title: string;
  /** When to use it, one sentence. */
  when: string;
  examples: readonly { title: string; render: () => Child }[];
}
