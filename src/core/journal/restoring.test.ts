import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import { floors } from '../../../tests/floors.ts';
import { journalTrial, now } from '../../../tests/journal.ts';
import { backup, restore } from '../backup.ts';
import { localStorage } from '../storage.ts';
import { integrateOnce } from './integrating.ts';
import { localKey } from './keys.ts';
import { verifyJournal } from './verifying.ts';

const journal = journalTrial();
const far = new Date('2077-01-01');
let connectionString: string;
let ownerConnectionString: string;

beforeAll(async () => {
  ({ connectionString, ownerConnectionString } = await testDatabase());
  await journal.write({ person: randomUUID(), details: { name: 'Éva', tiny: 1e-9 } });
  await journal.write({ at: far });
  await journal.fill(600);
  await journal.integrate();
  // Another year than those of the migrations, and entries that still wait.
  await journal.owner().query('SELECT core.add_journal_year(2050)');
  await journal.write({ at: new Date('2050-05-05'), facts: { count: 1e21 } });
});

it('a journal put back elsewhere is verified there, and goes on', async () => {
  const storage = localStorage(join(journal.folder(), 'files'));
  const modules = floors;
  const file = join(journal.folder(), 'all.airial');
  await backup({
    connectionString: journal.base().ownerConnectionString,
    modules,
    storage,
    file,
    force: false,
    now,
  });
  await restore({ connectionString: ownerConnectionString, modules, storage, file, force: true });
  const [owner, application] = [ownerConnectionString, connectionString].map(
    string => new pg.Client({ connectionString: string }),
  ) as [pg.Client, pg.Client];
  await Promise.all([owner.connect(), application.connect()]);
  try {
    const anchor = (await localKey(journal.key().file))!;
    const sound = { findings: [], details: 1, checked: 602, waiting: 1 };
    expect(await verifyJournal(owner, { anchor })).toMatchObject({ ...sound, warnings: [] });
    // Without the key of the first machine, it only has its own word, and says so.
    const alone = await verifyJournal(owner, { anchor: null });
    expect(alone).toMatchObject(sound);
    expect(alone.warnings).toHaveLength(1);
    // It takes no other key by itself.
    const elsewhere = { ...journal.key(), file: join(journal.folder(), 'absent.key') };
    await owner.query(`UPDATE core.journal_head SET at = at - interval '1 second'`);
    expect(await integrateOnce(application, elsewhere, null)).toMatchObject({
      integrated: 1,
      withoutKey: true,
    });
    await expect(readFile(elsewhere.file)).rejects.toThrow();
    expect(await integrateOnce(application, journal.key(), null)).toMatchObject({ withoutKey: false });
    expect(await verifyJournal(owner, { anchor })).toMatchObject({ findings: [], checked: 603, waiting: 0 });
    await expect(owner.query('DELETE FROM core.journal_entry')).rejects.toThrow(/ne se modifie pas/);
    await expect(owner.query('DELETE FROM core.journal_entry_2026')).rejects.toThrow(/ne se modifie pas/);
    await expect(application.query('DELETE FROM core.journal_leaf')).rejects.toThrow();
  } finally {
    await Promise.all([owner.end(), application.end()]);
  }
});
