import type { ColumnType, Generated } from 'kysely';
import type { IndexDefinition } from './domain/fragility/definition.ts';
import type { GuessedValue } from './domain/fragility/index-run.ts';
import type { RunSummary } from './domain/fragility/summary.ts';
import type { ImportReport, KeptValue } from './domain/indicator-import.ts';
import type { PlanAsked } from './domain/plans/asked.ts';
import type { PlanResult, PlanRobustness } from './domain/plans/result.ts';
import type { RoundsResult } from './domain/plans/rounds-result.ts';
import type { KeptMatrix } from './store-matrices.ts';
import type { Scenario } from './store-scenarios.ts';
import type { Indicator } from './vocabulary.ts';

/** Tables of the schema `territory`, for kysely. Dates without time are ISO text. */
interface AreaTable {
  code: string;
  level: 'commune' | 'epci' | 'iris' | 'departement' | 'region';
  name: string;
  name_confirmed: Generated<boolean>;
  name_sort: string;
  name_folded: string;
  name_joined: string;
  parent_code: string | null;
  valid_from: string;
  valid_to: string | null;
  lat: number | null;
  lon: number | null;
  siren: string | null;
  population: number | null;
}

interface AreaChangeTable {
  old_code: string;
  new_code: string;
  kind: 'commune_deleguee' | 'commune_associee' | 'ancien_code' | 'fusion' | 'scission';
  effective: string;
  effective_exact: Generated<boolean>;
  share: Generated<string>;
}

interface ShapeSetTable {
  level: 'commune' | 'epci';
  vintage: string;
  /** Parsed JSON when read, text when written. */
  document: ColumnType<unknown, string, string>;
  sha256: string;
  published: boolean;
}

interface AreaShapeTable {
  code: string;
  level: 'commune' | 'epci';
  vintage: string;
  radius_km: number | null;
}

interface HostStructureTable {
  siret: string;
  name: string;
  postal_code: string;
  commune_insee: string;
  posts_attributed: number;
  posts_recruited: number;
  vintage: string;
}

interface DataSetTable {
  name: 'communes' | 'contours' | 'host_structures';
  vintage: string;
  source: string;
  licence: string;
  sha256: string;
  loaded_at: Date;
}

interface IndicatorTable {
  id: string;
  label_fr: string;
  short_fr: string;
  unit: Indicator['unit'];
  direction: Indicator['direction'];
  level: 'commune' | 'iris';
  source: string;
  licence: string;
  definition_fr: string;
  public: boolean;
}

interface ImportTable {
  id: string;
  indicator: string;
  vintage: string;
  file_name: string;
  sha256: string;
  rows_read: number;
  rows_kept: number;
  rows_refused: number;
  report: ColumnType<ImportReport, string, string>;
  kept: ColumnType<KeptValue[] | null, string | null, string | null>;
  by: string | null;
  at: Date;
  published_at: Date | null;
}

interface ObservationTable {
  indicator: string;
  area_code: string;
  level: Generated<'commune'>;
  vintage: string;
  value: number | null;
  status: 'observed' | 'suppressed' | 'merged' | 'imputed';
  numerator: number | null;
  denominator: number | null;
  lo: Generated<number | null>;
  hi: Generated<number | null>;
  import_id: string;
}

interface IndexDefinitionTable {
  id: string;
  version: number;
  body: ColumnType<IndexDefinition, string, string>;
  sha256: string;
  published_at: Date | null;
}

interface IndexRunTable {
  id: string;
  definition: string;
  version: number;
  inputs_sha256: string;
  seed: ColumnType<string, number, number>;
  draws: number;
  engine_version: string;
  mean: number;
  summary: ColumnType<RunSummary, string, string>;
  at: Date;
  published_at: Date | null;
}

interface ScoreTable {
  run: string;
  level: 'commune' | 'epci';
  area_code: string;
  value: number;
  lo90: number;
  hi90: number;
  rank: number;
  rank_lo90: number;
  rank_hi90: number;
  p_top: number;
  z: ColumnType<Record<string, number>, string, string>;
  contributions: ColumnType<Record<string, number>, string, string>;
  imputed: ColumnType<GuessedValue[], string, string>;
  imputed_share: number;
}

interface ScenarioTable {
  id: string;
  name: string;
  problem: ColumnType<PlanAsked, string, never>;
  inputs_sha256: string;
  parent: string | null;
  state: 'draft' | 'running' | 'computed' | 'shared' | 'adopted' | 'archived';
  progress: ColumnType<Scenario['progress'], string | null | undefined, string | null>;
  stop_asked: Generated<boolean>;
  failure: Generated<'impossible' | 'broken' | null>;
  /** Of rounds when its problem asks for them. */
  result: ColumnType<PlanResult | RoundsResult | null, string | null | undefined, string>;
  certificate: Generated<string | null>;
  certificate_sha256: Generated<string | null>;
  robustness: ColumnType<PlanRobustness | null, string | null | undefined, string>;
  share_hash: Generated<Buffer | null>;
  share_ends_at: Generated<Date | null>;
  at: Date;
  opened_at: Date;
  computed_at: Generated<Date | null>;
  adopted_at: Generated<Date | null>;
}

interface TravelMatrixTable {
  sha256: string;
  model: 'osrm' | 'csv';
  parameters: ColumnType<KeptMatrix['parameters'], string, never>;
  areas_sha256: string;
  unit: 'tenths of minute';
  storage_key: string;
  at: Date;
}

interface TimetableTable {
  scenario: string;
  counsellor_no: number;
  weekday: number;
  half: 'am' | 'pm';
  place_code: string;
  weeks: 'every' | 'odd' | 'even';
}

interface ScenarioRobustnessTable {
  scenario: string;
  draw_index: number;
  seed: number;
  open: string[];
  objective: number;
  bound: number;
}

declare module '../../core/database.ts' {
  interface Tables {
    'territory.commune': { insee: string };
    'territory.area': AreaTable;
    'territory.area_change': AreaChangeTable;
    'territory.postal_code': { postal_code: string; commune_code: string };
    'territory.shape_set': ShapeSetTable;
    'territory.area_shape': AreaShapeTable;
    'territory.host_structure': HostStructureTable;
    'territory.data_set': DataSetTable;
    'territory.indicator': IndicatorTable;
    'territory.import': ImportTable;
    'territory.observation': ObservationTable;
    'territory.index_definition': IndexDefinitionTable;
    'territory.index_run': IndexRunTable;
    'territory.score': ScoreTable;
    'territory.scenario': ScenarioTable;
    'territory.scenario_robustness': ScenarioRobustnessTable;
    'territory.timetable': TimetableTable;
    'territory.travel_matrix': TravelMatrixTable;
  }
}

export type { AreaTable, DataSetTable, HostStructureTable, ScenarioTable };
