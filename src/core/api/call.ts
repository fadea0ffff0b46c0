import type { z } from 'zod';

/** One call of the API as its documentation tells it. */
export interface Call {
  method: 'GET' | 'POST';
  /** In the words of OpenAPI: `/api/v1/lieux/{id}`. */
  path: string;
  summary: string;
  query: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** What a linked application must have been given; without it the call is open to all. */
  scope?: string;
  /** Errors it may give besides 429 and 500. */
  errors: readonly (400 | 401 | 403 | 404 | 413)[];
}
