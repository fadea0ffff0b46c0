import { z } from 'zod';
import type { Call } from './call.ts';
import { problemSchema } from './problem.ts';

type Json = Record<string, unknown>;

const errorWords: Record<number, string> = {
  400: 'Un paramètre est à corriger : la réponse le nomme.'.replace(' :', '\u00a0:'),
  401: 'La clé n’est pas reconnue, ou n’est plus valable.',
  403: 'Cette application n’a pas reçu le droit de lire cela.',
  404: 'Rien n’est publié sous cette adresse.',
  413: 'Le texte envoyé est trop long.',
  429: 'Plus de 60 demandes en une minute sans clé, plus de 600 pour une application reliée.',
  500: 'Une erreur de notre côté, avec un numéro à nous donner.',
};

/** OpenAPI 3.1 of the whole API, drawn from the schemas that read and check its calls. */
export function openApi(calls: readonly Call[]): Json {
  const schemas: Json = {};
  const refTo = (schema: z.ZodType): Json => {
    const {
      $schema: _,
      $defs,
      ...own
    } = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      unrepresentable: 'throw',
    }) as Json & { $defs?: Json };
    const { id, ...named } = own as Json & { id: string };
    for (const [name, definition] of Object.entries($defs ?? {}))
      schemas[name] = withoutId(definition as Json);
    schemas[id] = named;
    return { $ref: `#/components/schemas/${id}` };
  };
  const problem = refTo(problemSchema);
  const paths: Record<string, Json> = {};
  for (const call of calls) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operation(call, refTo, problem) };
  }
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: {
        title: 'Airial',
        version: '1',
        description:
          'Les lieux et les communes\u00a0: lecture ouverte à tous, sans clé, jusqu’à 60 demandes par minute, aucune donnée personnelle\u00a0; les valeurs des listes sont celles du standard national de la médiation numérique v1.0.2, sous forme de codes. Les données d’une structure\u00a0: avec la clé d’une application qu’elle a reliée, jusqu’à 600 demandes par minute.',
        license: {
          name: 'Licence Ouverte 2.0',
          url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
        },
      },
      servers: [{ url: '/' }],
      security: [{}, { cle: [] }],
      paths,
      components: {
        securitySchemes: {
          cle: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
          application: { type: 'http', scheme: 'bearer', description: 'identifiant:secret de l’application' },
        },
        schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      },
    }).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );
}

function withoutId({ id: _, ...rest }: Json): Json {
  return rest;
}

function operation(call: Call, refTo: (schema: z.ZodType) => Json, problem: Json): Json {
  const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const errors = [...call.errors, 429, 500].map(status => [
    status,
    { description: errorWords[status], content: { 'application/problem+json': { schema: problem } } },
  ]);
  return {
    summary: call.summary,
    ...(call.scope
      ? { security: [{ application: [] }], description: `Droit demandé\u00a0: ${call.scope}.` }
      : {}),
    parameters: [...inPath, ...queryParameters(call.query)],
    ...(call.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: refTo(call.body) } } } }
      : {}),
    responses: {
      200: { description: 'La réponse.', content: { 'application/json': { schema: refTo(call.answer) } } },
      ...Object.fromEntries(errors),
    },
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = z.toJSONSchema(query, { target: 'draft-2020-12' }) as {
    properties?: Record<string, Json>;
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema,
  }));
}
