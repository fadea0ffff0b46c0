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
    'directory.report': {
      id: string;
      reference: string;
      place_id: string;
      wrong: string[];
      details: string | null;
      received_at: Date;
      settled_at: Date | null;
      answer: string | null;
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
