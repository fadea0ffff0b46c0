import type { ApiScope } from './vocabulary.ts';

/** Rows of linked applications, as migrations/0014 makes them. */
declare module '../../core/database.ts' {
  interface Tables {
    'network.api_client': {
      id: string;
      organisation_id: string;
      name: string;
      secret_sha256: Buffer;
      scopes: ApiScope[];
      valid_from: Date;
      valid_until: Date;
      last_used_at: Date | null;
      created_by: string | null;
      ended_at: Date | null;
    };
    'network.api_call': { client_id: string; hour: Date; calls: number; told_at: Date | null };
  }
}
