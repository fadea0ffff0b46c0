import type { ColumnType, Generated } from 'kysely';

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
  }
}

export type { AreaTable, DataSetTable, HostStructureTable };
