import { performance } from 'node:perf_hooks';
import type { buildSite } from '../../src/core/http/app.ts';
import { hiddenFields } from '../../tests/walker.ts';

export const origin = 'https://landes.example';

export type Site = ReturnType<typeof buildSite>;

export interface Answer {
  status: number;
  to: string | null;
  html: string;
  took: number;
}

/** One browser at one address. */
export class Browser {
  private readonly jar = new Map<string, string>();
  private readonly site: Site;
  private readonly address: string;

  constructor(site: Site, address: string) {
    this.site = site;
    this.address = address;
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name);
  }

  keep(name: string, value: string): void {
    this.jar.set(name, value);
  }

  async get(path: string): Promise<Answer> {
    return await this.ask(path, 'GET');
  }

  async post(path: string, values: Record<string, string> | URLSearchParams = {}): Promise<Answer> {
    return await this.ask(path, 'POST', new URLSearchParams(values));
  }

  /** Fills in the form of a page that is already there. */
  async send(page: Answer, action: string, values: Record<string, string>): Promise<Answer> {
    const body = new URLSearchParams(hiddenFields(page.html, action));
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return await this.post(action, body);
  }

  private async ask(path: string, method: 'GET' | 'POST', body?: URLSearchParams): Promise<Answer> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(`${origin}${path}`, {
      method,
      body: body?.toString(),
      headers: {
        Host: 'landes.example',
        Origin: origin,
        Cookie: cookie,
        'X-Forwarded-For': this.address,
        ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
    });
    const began = performance.now();
    const answer = await this.site.fetch(request);
    const html = await answer.text();
    const took = performance.now() - began;
    for (const header of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!;
      if (value === '' || /max-age=0/i.test(header)) this.jar.delete(name!);
      else this.jar.set(name!, value!);
    }
    return { status: answer.status, to: answer.headers.get('Location'), html, took };
  }
}
