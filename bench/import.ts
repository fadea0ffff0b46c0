/**
 * Measures the import of a large file: `node bench/import.ts [ROWS]` (20,000 by default).
 * The importing process is a child of its own, so that its memory is measured alone; the database is thrown away.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { appConnectionString, openDatabase, openPool } from '../src/core/database.ts';
import { embeddedPostgres } from '../src/core/embedded-postgres.ts';
import { prepareQueue } from '../src/core/jobs.ts';
import { migrate } from '../src/core/migrations.ts';
import { keepMemoryFlat } from '../src/modules/directory/flat-memory.ts';
import { importFile } from '../src/modules/directory/importing.ts';
import { loadVocabulary } from '../src/modules/directory/seed.ts';
import { type CommuneIndex, loadTerritory, territory } from '../src/modules/territory/index.ts';

const [first, second] = process.argv.slice(2);
if (first === '--child') await importOnce(process.env.BENCH_DATABASE!, second!);
else await measure(Number(first ?? 20_000) || 20_000);

/** The child: imports the file and prints seconds, peak memory and counts as JSON. */
async function importOnce(connectionString: string, file: string) {
  keepMemoryFlat();
  const pool = openPool(connectionString);
  const start = performance.now();
  const { counts } = await importFile({
    database: openDatabase(pool),
    actor: { kind: 'command', ref: 'bench import' },
    file,
    source: 'Mesure',
    now: () => new Date(),
    say: () => {},
  });
  const seconds = (performance.now() - start) / 1000;
  // maxRSS is in kilobytes: the highest the process ever took, start of Node included.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ seconds, megabytes, cpu: (user + system) / 1e6, counts }));
  await pool.end();
}

async function measure(rows: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
  await chmod(folder, 0o755);
  const server = await embeddedPostgres(folder);
  try {
    await prepareQueue(server.connectionString);
    await migrate(server.connectionString, ['territory', 'directory']);
    const connectionString = appConnectionString(server.connectionString);
    const pool = openPool(connectionString);
    const database = openDatabase(pool);
    const now = () => new Date();
    await territory.seed!({ database, now, say: () => {} });
    await loadVocabulary({ database, now });
    const file = join(folder, 'lieux.csv');
    await writeFile(file, rows, (await loadTerritory(database)).communes);
    await pool.end();
    for (const title of ['first import', 'same file again']) {
      const { seconds, cpu, megabytes, counts } = await child(connectionString, file);
      const verdict = seconds <= 15 && megabytes <= 200 ? 'within' : 'OVER';
      console.log(
        `${title.padEnd(16)} ${counts.rows} rows  ${seconds.toFixed(1).padStart(5)} s (${cpu.toFixed(1)} s of processor here)  peak ${megabytes.toFixed(0)} MB  created ${counts.created}, changed ${counts.changed}, untouched ${counts.untouched}  (${verdict} 15 s, 200 MB)`,
      );
    }
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function child(connectionString: string, file: string) {
  const process_ = spawn(process.execPath, [process.argv[1]!, '--child', file], {
    env: { ...process.env, BENCH_DATABASE: connectionString },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  process_.stdout.on('data', chunk => {
    output += chunk;
  });
  const [code] = await once(process_, 'close');
  if (code !== 0) throw new Error(`the import ended with code ${code}`);
  return JSON.parse(output) as {
    seconds: number;
    megabytes: number;
    cpu: number;
    counts: Record<string, number>;
  };
}

/** A full file of the standard, every field filled, the same on every run; one row in ten has a defect. */
async function writeFile(file: string, rows: number, index: CommuneIndex) {
  const communes = index.all.filter(commune => commune.home && commune.lat !== null);
  const out = createWriteStream(file);
  out.write(
    'id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,longitude,typologie,telephone,courriels,site_web,horaires,presentation_resume,presentation_detail,source,itinerance,structure_parente,date_maj,services,publics_specifiquement_adresses,prise_en_charge_specifique,frais_a_charge,dispositif_programmes_nationaux,formations_labels,autres_formations_labels,modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv\n',
  );
  const kinds = ['BIB', 'CCAS', 'MUNI', 'EPN', 'TIERS_LIEUX', 'CSC'];
  for (let row = 1; row <= rows; row++) {
    const commune = communes[(row * 7919) % communes.length]!;
    const phone = row % 10 === 0 ? '05 58 00 00' : `+335580${String(row % 100_000).padStart(5, '0')}`;
    const cells = [
      `mesure-${row}`,
      '00000000000000',
      `Espace numérique n° ${row} de ${commune.name}`,
      commune.name,
      commune.postalCodes[0] ?? '',
      commune.insee,
      `${row} rue des Écoles`,
      'Bâtiment B',
      (commune.lat! + (row % 100) / 10_000).toFixed(5),
      (commune.lon! + (row % 90) / 10_000).toFixed(5),
      kinds[row % kinds.length]!,
      phone,
      `contact${row}@exemple.fr`,
      `https://exemple.fr/lieux/${row}`,
      'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off',
      'Un lieu ouvert à tous pour apprendre et faire ses démarches en ligne.',
      'Des ateliers chaque semaine, un accompagnement individuel sur rendez-vous, des ordinateurs en libre accès.',
      'Mesure',
      'Fixe',
      'Communauté de communes',
      '2026-09-15',
      'Aide aux démarches administratives|Maîtrise des outils numériques du quotidien',
      'Seniors|Jeunes',
      'Illettrisme',
      'Gratuit',
      'Conseillers numériques',
      '',
      'LandesMail',
      'Se présenter|Téléphoner',
      'Accompagnement individuel',
      '',
      '',
    ];
    const line = `${cells.map(cell => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
