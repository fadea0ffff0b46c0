import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { Actions, Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Select } from '../../../core/ui/forms.tsx';
import { Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { importMessages } from '../messages-imports.ts';
import type { Indicator } from '../vocabulary.ts';
import { definitionsPath, French, type ImportState, importsPath, stateKinds } from './import-words.tsx';

/** Names of the fields of the form. */
export const importFields = {
  file: 'fichier',
  indicator: 'indicateur',
  vintage: 'annee',
  code: 'col_code',
  value: 'col_valeur',
  numerator: 'col_numerateur',
  denominator: 'col_denominateur',
  population: 'col_habitants',
} as const;

export interface ImportLine {
  id: string;
  name: string;
  vintage: string;
  file: string;
  on: string;
  rows: number;
  refused: number;
  state: ImportState;
}

interface ImportsPageProps {
  indicators: readonly Indicator[];
  imports: readonly ImportLine[];
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

/** `/territoire/imports`: send a file, see those that were read. */
export function IndicatorImportsPage(props: ImportsPageProps) {
  const { reader, imports } = props;
  const words = say(importMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(props.errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p>
        <a href={definitionsPath}>{words.toDefinitions}</a>
      </p>
      <h2>{words.send}</h2>
      <ImportForm {...props} />
      <h2>{words.imports}</h2>
      {imports.length === 0 ? (
        <p>{words.noImport}</p>
      ) : (
        <Table
          id="fichiers"
          caption={words.imports}
          captionHidden
          tight
          columns={[
            { title: words.indicator },
            { title: words.vintage },
            { title: words.state },
            { title: words.rows, numeric: true },
            { title: words.refusedCount, numeric: true },
            { title: words.on },
            { title: words.file },
          ]}
          rows={imports.map(line => [
            <a href={`${importsPath}/${line.id}`}>{line.name}</a>,
            line.vintage,
            <Tag kind={stateKinds[line.state]}>{words[`state_${line.state}`]}</Tag>,
            numberText(line.rows, reader.language),
            numberText(line.refused, reader.language),
            line.on,
            <French reader={reader}>{line.file}</French>,
          ])}
        />
      )}
    </div>
  );
}

function ImportForm({ indicators, typed, errors, seal, reader }: ImportsPageProps) {
  const words = say(importMessages, reader);
  const text = (name: string) => String([typed[name] ?? ''].flat()[0]);
  const { file, indicator, vintage, code, value, numerator, denominator, population } = importFields;
  const others = [numerator, denominator, population];
  return (
    <form method="post" action={importsPath} enctype="multipart/form-data" class="flow">
      <Seal seal={seal} />
      <Field
        name={file}
        type="file"
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.tsv,.txt,.xlsx"
        error={errors[file]}
      />
      <div class="cols">
        <Select
          name={indicator}
          label={words.indicator}
          options={indicators.map(each => ({
            value: each.id,
            label: `${reader.language === 'fr' ? each.label : each.labelEn} (${each.id})`,
          }))}
          value={text(indicator)}
          error={errors[indicator]}
        />
        <Field
          name={vintage}
          label={words.vintage}
          hint={words.vintageHint}
          value={text(vintage)}
          maxlength={7}
          error={errors[vintage]}
        />
        <Field
          name={code}
          label={words.code}
          hint={words.codeHint}
          value={text(code) || 'insee'}
          maxlength={100}
          error={errors[code]}
        />
        <Field
          name={value}
          label={words.value}
          hint={words.valueHint}
          value={text(value)}
          maxlength={100}
          error={errors[value]}
        />
      </div>
      <More summary={words.otherColumns} open={others.some(name => text(name) || errors[name])}>
        <p>{words.otherHint}</p>
        <div class="cols">
          {(['numerator', 'denominator', 'population'] as const).map(role => (
            <Field
              name={importFields[role]}
              label={words[role]}
              value={text(importFields[role])}
              maxlength={100}
              error={errors[importFields[role]]}
            />
          ))}
        </div>
      </More>
      <Actions>
        <Button>{words.read}</Button>
      </Actions>
    </form>
  );
}

/** `/territoire/imports/:id/publier`: what publishing does, before it is done. */
export function PublishImportPage({
  id,
  name,
  vintage,
  communes,
  seal,
  reader,
}: {
  id: string;
  name: string;
  vintage: string;
  communes: number;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(importMessages, reader);
  return (
    <div class="flow">
      <h1>{words.publishTitle}</h1>
      <p>
        <b>{words.publishFirst(numberText(communes, reader.language), name, vintage)}</b>
      </p>
      <p>{words.publishNext}</p>
      <form method="post" action={`${importsPath}/${id}/publier`}>
        <Seal seal={seal} />
        <Actions>
          <Button>{words.publish}</Button>
          <ButtonLink kind="quiet" href={`${importsPath}/${id}`}>
            {words.back}
          </ButtonLink>
        </Actions>
      </form>
    </div>
  );
}
