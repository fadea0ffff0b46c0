/** Too much work waits already: the page says to try again in a moment. */
export class TooBusy extends Error {}

/**
 * Does heavy work a few pieces at a time, one at a time for each key, the keys in turn: who floods from one network
 * waits behind themselves and leaves a lane to the others.
 */
export class Lanes {
  private readonly waiting = new Map<string, (() => Promise<void>)[]>();
  private readonly busy = new Set<string>();
  private running = 0;
  private queued = 0;
  private readonly most: number;
  private readonly longest: number;

  constructor(most: number, longest: number) {
    this.most = most;
    this.longest = longest;
  }

  /** Throws {@link TooBusy} when this key has its share of the queue already. */
  async run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const mine = this.waiting.get(key) ?? [];
    if (mine.length >= this.longest || this.queued >= this.longest * 20) throw new TooBusy('lanes');
    return await new Promise<Answer>((resolve, reject) => {
      mine.push(() => work().then(resolve, reject));
      this.waiting.set(key, mine);
      this.queued++;
      this.next();
    });
  }

  private next(): void {
    if (this.running >= this.most) return;
    for (const [key, queue] of this.waiting) {
      if (this.busy.has(key)) continue;
      const work = queue.shift()!;
      // At the end of the turn: the others come first.
      this.waiting.delete(key);
      if (queue.length > 0) this.waiting.set(key, queue);
      this.queued--;
      this.running++;
      this.busy.add(key);
      void work().finally(() => {
        this.running--;
        this.busy.delete(key);
        this.next();
      });
      this.next();
      return;
    }
  }
}
