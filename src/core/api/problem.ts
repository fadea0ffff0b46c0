import { z } from 'zod';

/** The shape of an error, for the documentation. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    erreurs: z.array(z.strictObject({ parametre: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Probleme', description: 'Une erreur, dite en français (RFC 9457)' });

/** What went wrong with one parameter, or one part of the JSON sent. */
export interface WrongInput {
  parametre: string;
  message: string;
}

const titles = {
  400: 'Demande à corriger',
  401: 'Clé refusée',
  403: 'Pas pour cette clé',
  404: 'Introuvable',
  413: 'Trop long',
  429: 'Trop de demandes',
  500: 'Erreur de notre côté',
} as const;

/** An error that the API tells its caller, in French (RFC 9457). */
export class Problem extends Error {
  readonly status: keyof typeof titles;
  readonly wrong: readonly WrongInput[];
  readonly waitSeconds: number | null;

  constructor(
    status: keyof typeof titles,
    detail: string,
    more: { wrong?: readonly WrongInput[]; waitSeconds?: number } = {},
  ) {
    super(detail);
    this.status = status;
    this.wrong = more.wrong ?? [];
    this.waitSeconds = more.waitSeconds ?? null;
  }

  answer(): Response {
    const body = {
      type: 'about:blank',
      title: titles[this.status],
      status: this.status,
      detail: this.message,
      ...(this.wrong.length > 0 ? { erreurs: this.wrong } : {}),
    };
    const headers = new Headers({
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': 'fr',
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
    });
    if (this.status === 401) headers.set('WWW-Authenticate', 'Bearer');
    if (this.waitSeconds !== null) headers.set('Retry-After', String(this.waitSeconds));
    return new Response(JSON.stringify(body), { status: this.status, headers });
  }
}
