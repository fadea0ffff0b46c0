import { tagsOf } from './markup.ts';

export interface Seen {
  status: number;
  /** Path and query of the page reached, after redirections. */
  at: string;
  html: string;
  bytes: Buffer;
}

/** Somebody who follows links and fills in forms without a browser: one cookie jar, redirections followed. */
export class Walker {
  private readonly origin: string;
  private readonly jar = new Map<string, string>();

  private readonly fetch: (request: Request) => Response | Promise<Response>;

  /** `ask`: a site in this process, instead of one on the network. */
  constructor(origin: string, ask: (request: Request) => Response | Promise<Response> = fetch) {
    this.origin = origin;
    this.fetch = ask;
  }

  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Goes on as somebody whose cookies are known. */
  remember(cookies: string): void {
    for (const pair of cookies.split('; '))
      this.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }

  async get(path: string): Promise<Seen> {
    return await this.ask('GET', path);
  }

  /** Fills in the form of this page that is sent to `action`, hidden fields kept, and follows where it leads. */
  async send(page: Seen, action: string, values: Record<string, string | readonly string[]>): Promise<Seen> {
    const body = new URLSearchParams(hiddenFields(page.html, action));
    for (const [name, value] of Object.entries(values)) {
      body.delete(name);
      for (const one of [value].flat()) body.append(name, one as string);
    }
    return await this.ask('POST', action, body);
  }

  private async ask(method: 'GET' | 'POST', path: string, body?: URLSearchParams): Promise<Seen> {
    const answer = await this.fetch(
      new Request(new URL(path, this.origin), {
        method,
        redirect: 'manual',
        headers: { origin: this.origin, cookie: this.cookies },
        ...(body ? { body } : {}),
      }),
    );
    for (const header of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!;
      if (value === '' || /max-age=0/i.test(header)) this.jar.delete(name!);
      else this.jar.set(name!, value!);
    }
    const to = answer.headers.get('location');
    if (to)
      return await this.ask('GET', new URL(to, new URL(path, this.origin)).href.slice(this.origin.length));
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, at: path, html: bytes.toString(), bytes };
  }
}

/** Hidden fields of the form of a page that is sent to this address. */
export function hiddenFields(html: string, action: string): [string, string][] {
  const form = html
    .split(/<form\b/)
    .slice(1)
    .find(text =>
      new RegExp(`^[^>]*\\baction="${action.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`).test(text),
    );
  if (form === undefined)
    throw new Error(`Aucun formulaire n’est envoyé à ${action} :\n${html.slice(0, 2000)}`);
  return tagsOf(form.split('</form>')[0]!)
    .filter(tag => tag.name === 'input' && tag.attributes.type === 'hidden' && tag.attributes.name)
    .map(tag => [tag.attributes.name!, tag.attributes.value ?? '']);
}
