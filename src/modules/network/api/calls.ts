import { z } from 'zod';
import type { Call } from '../../../core/api/call.ts';
import { listAnswer, listQuery } from '../../../core/api/listing.ts';
import { roleCodes } from '../../../core/roles.ts';
import { type ApiScope, organisationKinds } from '../vocabulary.ts';

const instant = z.iso.datetime();

const refused = [400, 401, 403] as const;

/** Calls of linked applications: each reads what is its organisation's. */
export const calls = {
  organisations: {
    method: 'GET',
    path: '/api/v1/structures',
    summary: 'La structure qui a relié l’application',
    scope: 'structures',
    query: listQuery,
    answer: listAnswer(
      'Structures',
      'structures',
      z.strictObject({
        nom: z.string(),
        nature: z.enum(Object.keys(organisationKinds) as [string, ...string[]]),
        siret: z.string().nullable(),
        commune_insee: z.string(),
        creation: instant,
      }),
    ),
    errors: refused,
  },
  places: {
    method: 'GET',
    path: '/api/v1/lieux-activite',
    summary: 'Les lieux que tient la structure',
    scope: 'lieux_activite',
    query: listQuery,
    answer: listAnswer(
      'LieuxActivite',
      'lieux_activite',
      z.strictObject({
        fiche: z.string().meta({ description: 'Adresse de la fiche ouverte du lieu, dans cette API' }),
        creation: instant.meta({ description: 'Tenu depuis' }),
      }),
    ),
    errors: refused,
  },
  members: {
    method: 'GET',
    path: '/api/v1/utilisateurs',
    summary: 'Les professionnels de la structure',
    scope: 'utilisateurs',
    query: listQuery,
    answer: listAnswer(
      'Utilisateurs',
      'utilisateurs',
      z.strictObject({
        nom: z.string(),
        roles: z.array(z.enum(roleCodes as [string, ...string[]])),
        creation: instant.meta({ description: 'Membre depuis' }),
      }),
    ),
    errors: refused,
  },
} as const satisfies Record<string, Call & { scope: ApiScope }>;
