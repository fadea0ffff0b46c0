import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { openLicence } from '../domain/standard/licence.ts';
import { dataMessages } from '../messages-data.ts';

interface DataPageProps {
  origin: string;
  /** Sentence to print beside the data. */
  attribution: string;
  /** Setting of the origins that may frame the list. */
  embedOrigins: string;
  /** Name and code of a commune of the territory, for the examples. */
  example: { name: string; insee: string };
  reader: Reader;
}

const fields = [
  ['id', 'note_id'],
  ['pivot', 'note_pivot'],
  ['adresse', 'note_adresse'],
  ['latitude, longitude', 'note_position'],
  ['telephone', 'note_telephone'],
  ['courriels', 'note_courriels'],
  ['horaires', 'note_horaires'],
  ['date_maj', 'note_date'],
  ['typologie, services…', 'note_lists'],
] as const;

const files = [
  ['/lieux.csv', 'csv'],
  ['/lieux.csv?tableur=1', 'sheet'],
  ['/lieux.json', 'json'],
  ['/lieux.geojson', 'geojson'],
  ['/lieux.atom', 'atom'],
  ['/donnees/landes-config.csv', 'landes'],
] as const;

/** `/lieux/donnees`: what can be taken away, under which licence, and how to show it elsewhere. */
export function DataPage({ origin, attribution, embedOrigins, example, reader }: DataPageProps) {
  const words = say(dataMessages, reader);
  const query = `commune=${example.insee}`;
  const frame = `<iframe src="${origin}/embed/lieux?${query}" title="Lieux d’aide au numérique" width="100%" height="480" loading="lazy"></iframe>`;
  const script = `<script src="${origin}/embed/lieux.js" data-recherche="${query}" async></script>`;
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <h2>{words.files}</h2>
      <Table
        id="fichiers"
        caption={words.filesCaption}
        captionHidden
        columns={[{ title: words.file }, { title: words.what }]}
        rows={files.map(([href, what]) => [<a href={href}>{href}</a>, words[what]])}
      />
      <p>
        {words.filtered} <a href={`/lieux.csv?${query}`}>{`/lieux.csv?${query}`}</a>
      </p>
      <p>{words.notHere}</p>
      <h2>{words.licence}</h2>
      <p>
        <a href={openLicence.url} rel="license nofollow noopener external">
          {openLicence.name}
        </a>
        {'. '}
        {words.licenceText}
      </p>
      <blockquote>
        <p lang="fr">{attribution}</p>
      </blockquote>
      <h2>{words.fields}</h2>
      <Table
        id="colonnes"
        caption={words.fields}
        captionHidden
        columns={[{ title: words.field }, { title: words.note }]}
        rows={fields.map(([name, note]) => [<span lang="fr">{name}</span>, words[note]])}
      />
      <h2>{words.api}</h2>
      <p>
        {words.apiText} <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
      </p>
      <p>
        {words.apiExample(example.name)} <a href={`/api/v1/lieux?${query}`}>{`/api/v1/lieux?${query}`}</a>
      </p>
      <h2>{words.embed}</h2>
      <p>{words.embedText}</p>
      <Snippet id="cadre" label={words.embedLabel} text={frame} />
      <Snippet id="script" label={words.loaderLabel} text={script} />
      <p>
        <a href={`/embed/lieux?${query}`}>{words.see}</a>
      </p>
      <p class="mute small">{whoMayFrame(embedOrigins, reader)}</p>
    </div>
  );
}

function whoMayFrame(origins: string, reader: Reader): string {
  const words = say(dataMessages, reader);
  const others = origins.split(/\s+/).filter(origin => origin !== '' && !origin.startsWith("'"));
  if (others.includes('*')) return words.embedAll;
  return others.length === 0 ? words.embedNone : words.embedFor(others.join(', '));
}

function Snippet({ id, label, text }: { id: string; label: string; text: string }) {
  return (
    <p>
      <label for={id}>{label}</label>
      <textarea id={id} lang="fr" readonly rows={3} spellcheck={false}>
        {text}
      </textarea>
    </p>
  );
}
