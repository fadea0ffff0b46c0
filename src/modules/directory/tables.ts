import type { Generated, GeneratedAlways } from 'kysely';

/** Rows of the schema `directory`, as migrations/ makes them. JSON columns are written as text and read as values. */
interface PlaceRow {
  id: string;
  slug: string;
  status: 'proposed' | 'published' | 'hidden' | 'closed' | 'merged';
  merged_into: string | null;
  current_version_id: string | null;
  commune_insee: string;
  verified_on: string | null;
  verified_by_kind: 'editor' | 'coordination' | 'source' | null;
  /** Name of the organisation whose member checked it. */
  verified_for: Generated<string | null>;
  created_at: Date;
  changed_at: Date;
}

/** One version of everything a place says; append-only. */
export interface PlaceVersionRow {
  id: string;
  place_id: string;
  no: number;
  name: string;
  second_name: string | null;
  pivot: string | null;
  commune_insee: string;
  commune_insee_source: string | null;
  commune_label: string | null;
  postal_code: string | null;
  street: string | null;
  street_complement: string | null;
  lat: number | null;
  lon: number | null;
  geo_quality: 'address' | 'street' | 'commune' | 'unknown';
  kinds: string[];
  phone: string | null;
  phone_short: string | null;
  emails: string[];
  private_emails: string[];
  urls: string[];
  hours_raw: string | null;
  /** numeric: PostgreSQL gives it as text. */
  weekly_hours: string | number | null;
  summary: string | null;
  detail: string | null;
  source_label: string | null;
  mobility: string[];
  parent_structure: string | null;
  source_updated_on: string | null;
  services: string[];
  publics: string[];
  special_care: string[];
  fees: string[];
  programmes: string[];
  trainings: string[];
  other_labels: string[];
  access_modes: string[];
  support_modes: string[];
  accesslibre_url: string | null;
  booking_url: string | null;
  field_provenance: unknown;
  author_actor: string;
  reason: string | null;
  created_at: Date;
}

declare module '../../core/database.ts' {
  interface Tables {
    'directory.source': {
      id: string;
      name: string;
      licence: string;
      attribution: string;
      url: string | null;
      fictional: Generated<boolean>;
    };
    'directory.place': PlaceRow;
    'directory.place_version': PlaceVersionRow;
    'directory.former_slug': { slug: string; place_id: string; since: Date };
    'directory.term': { vocabulary: string; code: string };
    'directory.source_record': {
      id: string;
      source_id: string;
      external_id: string;
      place_id: string;
      raw: unknown;
      parsed: unknown;
      review: Generated<unknown>;
      content_hash: string;
      first_seen: Date;
      last_seen: Date;
      last_run: string | null;
      missing_runs: Generated<number>;
    };
    'directory.hours_exception': {
      id: string;
      place_id: string;
      kind: 'closed' | 'open';
      from_day: string;
      to_day: string;
      hours: string | null;
      reason: 'conges' | 'travaux' | 'absence' | 'evenement' | 'autre';
      replacement_place_id: string | null;
    };
    'directory.stop': {
      id: string;
      place_id: string;
      label: string;
      commune_insee: string;
      address: string | null;
      lat: number | null;
      lon: number | null;
      recurrence: string | null;
      booking: Generated<'none' | 'phone' | 'online'>;
    };
    'directory.stop_date': {
      id: string;
      stop_id: string;
      starts_at: Date;
      ends_at: Date;
      cancelled: Generated<boolean>;
    };
    'directory.claim': {
      id: string;
      place_id: string;
      organisation_id: string;
      account_id: string;
      proof: 'email' | 'letter' | 'convention' | 'decision';
      state: 'code' | 'waiting' | 'granted' | 'refused' | 'withdrawn';
      code_sha256: Buffer | null;
      code_expires_at: Date | null;
      code_tries: Generated<number>;
      statement: string | null;
      made_at: Date;
      decided_at: Date | null;
      decided_by: string | null;
      reason: string | null;
    };
    'directory.place_editor': {
      id: string;
      place_id: string;
      organisation_id: string;
      claim_id: string | null;
      granted_by: string | null;
      from_at: Date;
      until_at: Date | null;
    };
    'directory.proposal': {
      id: string;
      reference: string;
      content: unknown;
      contact_email: string | null;
      link_sha256: Buffer;
      link_expires_at: Date;
      received_at: Date;
      confirmed_at: Date | null;
      settled_at: Date | null;
      place_id: string | null;
    };
    'directory.moderation_item': {
      id: string;
      kind: 'change' | 'edit' | 'proposal' | 'claim' | 'closure' | 'stale' | 'import';
      place_id: string | null;
      claim_id: string | null;
      proposal_id: string | null;
      record_id: string | null;
      facts: unknown;
      state: 'open' | 'accepted' | 'refused' | 'withdrawn';
      organisation_id: string | null;
      opened_at: Date;
      listed_until: Date | null;
      decided_at: Date | null;
      decided_by: string | null;
      reason: string | null;
    };
    'directory.reminder': {
      id: string;
      place_id: string;
      due_on: string;
      stage: 6 | 7 | 8;
      sent_at: Date;
      link_sha256: Buffer | null;
      link_expires_at: Date | null;
      answered_at: Date | null;
      answer: 'exact' | 'corriger' | 'ferme' | null;
    };
    'directory.import_request': {
      id: string;
      storage_key: string;
      file_name: string;
      file_size: number | string;
      format: string;
      source: string | null;
      dry_run: Generated<boolean>;
      allow_shrink: Generated<boolean>;
      asked_by: string;
      asked_at: Date;
      state: 'waiting' | 'running' | 'finished' | 'failed';
      counts: unknown;
      run_id: string | null;
      message: string | null;
      ended_at: Date | null;
    };
    'directory.report': {
      id: string;
      reference: string;
      place_id: string;
      wrong: string[];
      details: string | null;
      received_at: Date;
      settled_at: Date | null;
      answer: string | null;
      contact_email: Generated<string | null>;
      contact_phone: Generated<string | null>;
      settled_by: Generated<string | null>;
    };
    'directory.import_run': {
      id: string;
      report_hash: string;
      source_id: string;
      format: string;
      file_name: string;
      file_hash: string;
      state: 'running' | 'finished' | 'stopped';
      started_at: Date;
      finished_at: Date | null;
      rows_total: Generated<number>;
      rows_done: Generated<number>;
      line_done: Generated<number>;
      accepted: Generated<number>;
      warned: Generated<number>;
      rejected: Generated<number>;
      created: Generated<number>;
      changed: Generated<number>;
      untouched: Generated<number>;
      missing: Generated<number>;
      unknown_columns: Generated<string[]>;
      message: string | null;
    };
    'directory.import_issue': {
      run_id: string;
      line: number;
      row: number;
      record_id: string | null;
      outcome: 'accepted' | 'warn' | 'rejected';
      field: string | null;
      code: string | null;
      severity: 'warn' | 'rejected' | null;
      message_fr: string | null;
      raw: string | null;
      stored: string | null;
    };
    'directory.duplicate_pair': {
      a: string;
      b: string;
      score: number;
      reasons: string[];
      features: unknown;
      identity: string;
      decision: 'pending' | 'merged' | 'distinct' | 'unsure';
      decided_by: string | null;
      decided_at: Date | null;
      found_at: Date;
    };
    'directory.merge_operation': {
      id: string;
      no: GeneratedAlways<number>;
      kept: string;
      merged: string;
      before: unknown;
      after: unknown;
      actor: string;
      reason: string;
      at: Date;
      undone_at: Date | null;
    };
    'directory.view_count': { place_id: string; day: string; views: number };
    'directory.missed_search': { folded: string; day: string; times: number };
  }
}
