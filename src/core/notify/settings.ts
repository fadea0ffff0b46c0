import { z } from 'zod';

/** Countries a text message may go to: France and its overseas numbers. */
const frenchPrefixes = ['+33', '+262', '+508', '+590', '+594', '+596', '+687', '+689', '+681'];

/** The gateway of text messages, table `[sms]` of the TOML file; every gateway speaks HTTP in its own way. */
export const smsSettings = z.object({
  url: z.url(),
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  /** `{ref}` may stand in one: a key by which the gateway knows a message sent again. */
  headers: z.record(z.string(), z.string()).default({}),
  /** What is sent, with `{to}`, `{text}`, `{ref}`, `{sender}`; written for JSON or a form, as `Content-Type` says. */
  body: z.string().default('{"to":"{to}","text":"{text}","ref":"{ref}","sender":"{sender}"}'),
  sender: z.string().max(11).default('Airial'),
  /** Where its answer holds its own reference, names separated by dots; without it ours is used. */
  refPath: z.string().default('id'),
  /** True only if the gateway sends once what has the same `{ref}`, however often it is asked. */
  idempotent: z.boolean().default(false),
  /** First figures allowed. */
  prefixes: z.array(z.string().regex(/^\+\d{1,6}$/)).default(frenchPrefixes),
  perDay: z.number().int().positive().default(500),
  perPersonPerDay: z.number().int().positive().default(20),
  /** Delivery reports, sent by the gateway to `/api/messages/rapports-sms`. */
  reports: z
    .object({
      /** Key of the HMAC-SHA-256 of the body, in hexadecimal in the header below. */
      secret: z.string().min(16),
      header: z.string().default('X-Signature'),
      refPath: z.string().default('id'),
      statusPath: z.string().default('status'),
      delivered: z.array(z.string()).default(['delivered']),
      failed: z.array(z.string()).default(['failed', 'undelivered', 'rejected', 'expired']),
    })
    .optional(),
});

export type SmsSettings = z.infer<typeof smsSettings>;

/** Limits that hold without a gateway too: those of `[sms]` when nothing is set. */
export const smsLimits = { prefixes: frenchPrefixes, perDay: 500, perPersonPerDay: 20 };
