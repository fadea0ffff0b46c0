import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where a line is cut: before this statement arrives, or once it has arrived and before its answer comes back. */
export interface Cut {
  statement: number;
  when: 'before' | 'after';
}

/** Query, Parse, or Bind of what is prepared already: what signing in to PostgreSQL sends is none of them. */
export const sendsStatement = (chunk: Uint8Array) => [0x51, 0x50, 0x42].includes(chunk[0]!);

/** A way to PostgreSQL that can be cut at any statement: what the server sees of a program killed there. */
export class CutLine {
  statements = 0;
  cut: Cut | null = null;
  private readonly server = createServer(client => this.pass(client));
  private readonly target: URL;

  private constructor(target: URL) {
    this.target = target;
  }

  /** Opens it before the server of this address. */
  static async before(connectionString: string): Promise<CutLine> {
    const line = new CutLine(new URL(connectionString));
    await new Promise<void>(ready => line.server.listen(0, '127.0.0.1', ready));
    return line;
  }

  /** The same address, through this line. */
  get connectionString(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Counts statements from here on, and cuts there; null: the line is whole. */
  begin(cut: Cut | null): void {
    this.statements = 0;
    this.cut = cut;
  }

  close(): void {
    this.server.close();
  }

  private pass(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    let deaf = false;
    const end = () => {
      server.destroy();
      client.destroy();
    };
    client.on('data', chunk => {
      if (sendsStatement(chunk)) this.statements++;
      const isHere = this.cut !== null && this.statements >= this.cut.statement;
      if (isHere && this.cut!.when === 'before') return end();
      deaf ||= isHere;
      server.write(chunk);
    });
    server.on('data', chunk => (deaf ? end() : client.write(chunk)));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  }
}
