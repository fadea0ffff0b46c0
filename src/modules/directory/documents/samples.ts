import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../../core/config.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, phoneText } from '../../../core/typography.ts';
import { mapGeometry } from '../../territory/index.ts';
import { parseHours, weekTable } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { wordsOf } from '../pages/place-line.tsx';
import type { PlaceListValues } from './place-list.ts';
import type { PlaceSheetValues } from './place-sheet.ts';

/** The examples are printed at this instant, so that they are the same bytes each time. */
export const sampleAt = new Date('2026-11-23T10:00:00Z');

const reader = { language: 'fr', falc: false, size: 'normal' } as const;
const words = say(directoryMessages, reader);
const territoryName = 'Landes';
const sources = 'ANCT, France services';
const printedOn = dayText(sampleAt, { now: new Date(0) });

type Row = Record<string, string>;

function table(file: string): Row[] {
  return parse(readFileSync(join(projectRoot, 'data/landes', file)), { columns: true, bom: true }) as Row[];
}

/** The France services of the Landes, public facts of the embedded tables. */
function franceServices() {
  return table('places-france-services.csv').map(row => {
    const hours = parseHours(row.horaires!);
    return {
      id: row.id!,
      name: row.nom!.replaceAll("'", '’'),
      street: row.adresse!.replaceAll("'", '’'),
      town: `${row.code_postal} ${row.commune!.replaceAll("'", '’')}`,
      commune: row.commune!.replaceAll("'", '’'),
      phone: row.telephone ? phoneText(row.telephone) : null,
      lat: Number(row.lat),
      lon: Number(row.lon),
      week: hours
        ? weekTable(hours, sampleAt).map(line => ({
            day: line.days,
            spans: line.closed ? [words.closedDay] : [...line.text],
            closed: line.closed,
          }))
        : null,
    };
  });
}

/** The France services of Sabres. */
export function sampleSheet(): PlaceSheetValues {
  const place = franceServices().find(({ id }) => id === 'fs-2402')!;
  const areas = table('communes.csv').map(row => ({
    insee: row.insee!,
    name: row.nom!,
    lat: Number(row.lat),
    lon: Number(row.lon),
    epci: row.epci_siren!,
  }));
  const { width, height, outline, epciMesh: mesh, project } = mapGeometry(areas, null);
  const [x, y] = project(place.lat, place.lon);
  return {
    name: place.name,
    address: [place.street, place.town],
    phone: place.phone,
    hours: place.week,
    hoursNote: '',
    whatToBring: `${words.bringText}${words.bringNever}${words.bringEnd}`,
    services: ['aide_aux_demarches_administratives', 'acces_internet_et_materiel_informatique'].map(code =>
      wordsOf('services', code, reader, true),
    ),
    cost: wordsOf('fees', 'gratuit', reader),
    access: `${words.wheelchair}${words.notGiven}${words.callFirst(true)}`,
    url: 'https://landes.example/lieux/france-services-coeur-haute-lande-40246-x7k2',
    map: { viewBox: `0 0 ${width} ${height}`, outline, mesh, x, y, label: place.commune },
    printedOn,
    verified: words.unverified,
    sources,
    territoryName,
    helpPhone: null,
  };
}

/** All of them, by name. */
export function sampleList(): PlaceListValues {
  const rows = franceServices()
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
    .map(({ name, street, town, phone, week }) => ({
      name,
      address: `${street}, ${town}`,
      phone: phone ?? '',
      hours: week
        ? week
            .filter(line => !line.closed)
            .map(line => `${line.day} ${line.spans.join(', ')}`)
            .join('\u00a0; ')
        : words.hoursUnknown(true),
    }));
  return {
    title: `France services, ${territoryName}`,
    printedOn,
    total: rows.length,
    rows,
    sources,
    territoryName,
    helpPhone: null,
  };
}
