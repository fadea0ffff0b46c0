import type { Child } from 'hono/jsx';
import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, TextArea, TickLine } from '../../../core/ui/forms.tsx';
import { Done, Notice, Panel } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import type { QualityCriterion } from '../domain/quality.ts';
import { keepingMessages } from '../messages-keeping.ts';
import { type Term, type VocabularyName, vocabularies } from '../vocabulary.ts';
import { HoursFields } from './hours-fields.tsx';
import { wordsOf } from './place-line.tsx';

interface EditProps {
  name: string;
  slug: string;
  /** Number of the version the form was made from. */
  version: number;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** Another hand wrote the same fields meanwhile. */
  conflict: boolean;
  done: string | null;
  /** Fields that wait for the coordination, in words. */
  waiting: readonly string[];
  missing: readonly QualityCriterion[];
  /** Hours of the place that the week cannot hold. */
  oddHours: string | null;
  preview: Child;
  seal: FormSeal;
  reader: Reader;
}

/** Kinds shown first; the others are behind one line. */
const usualKinds = ['BIB', 'RFS', 'MUNI', 'CCAS', 'EPN', 'TIERS_LIEUX', 'ASSO', 'LA_POSTE'];

/** `/pro/lieux/:slug`: everything a place says, on one screen. */
export function EditPage(props: EditProps) {
  const { slug, errors, reader, typed, done } = props;
  const words = say(keepingMessages, reader);
  const problems = Object.entries(errors).map(([id, message]) => ({ id, message }));
  return (
    <>
      <ErrorSummary problems={problems} reader={reader} />
      <h1>{words.edit(props.name)}</h1>
      <div class="flow">
        {done ? <Done first={done} focused /> : null}
        {props.conflict ? (
          <Notice kind="bad" first={words.conflictTitle} answers>
            {words.conflictLead}
          </Notice>
        ) : null}
        {props.waiting.length > 0 ? (
          <Notice kind="info" first={words.waiting(props.waiting.join(', '))} />
        ) : null}
        <p class="mute">{words.editLead}</p>
        <PageLinks slug={slug} reader={reader} />
        <form method="post" action={`/pro/lieux/${slug}/exact`}>
          <Seal seal={props.seal} />
          <Actions>
            <Button kind="alt">{words.allRight}</Button>
          </Actions>
        </form>
      </div>
      {props.preview}
      <form class="cra after-s" method="post" action={`/pro/lieux/${slug}`}>
        <Seal seal={props.seal} />
        <input type="hidden" name="version" value={String(props.version)} />
        <div class="flow">
          <Identity {...props} />
          <Contact {...props} />
          <HoursFields typed={typed} errors={errors} odd={props.oddHours} reader={reader} />
        </div>
        <div class="flow">
          <ToDo missing={props.missing} reader={reader} />
          <Help {...props} />
          <h2>{words.about}</h2>
          <TextArea
            name="presentation_resume"
            label={words.summary}
            hint={words.summaryHint}
            rows={3}
            value={text(typed, 'presentation_resume')}
            error={errors.presentation_resume}
          />
          <TextArea
            name="presentation_detail"
            label={words.detail}
            hint={words.optional}
            rows={6}
            value={text(typed, 'presentation_detail')}
            error={errors.presentation_detail}
          />
        </div>
        <div class="bar-end">
          <Actions>
            <Button name="action" value="enregistrer">
              {words.save}
            </Button>
            <Button kind="alt" name="action" value="exact">
              {words.saveAndCheck}
            </Button>
            <Button kind="quiet" name="action" value="apercu">
              {words.preview}
            </Button>
          </Actions>
        </div>
      </form>
      <p class="row after noprint">
        <a href={`/pro/lieux/${slug}/fermer`}>{words.closedForGood}</a>
        <a href={`/pro/lieux/${slug}/rendre`}>{words.release}</a>
      </p>
    </>
  );
}

/** The other pages of one place. */
export function PageLinks({ slug, reader }: { slug: string; reader: Reader }) {
  const words = say(keepingMessages, reader);
  return (
    <p class="row noprint">
      <a href={`/lieux/${slug}`}>{words.seePublic}</a>
      <a href={`/pro/lieux/${slug}/fermetures`}>{words.closures}</a>
      <a href={`/pro/lieux/${slug}/passages`}>{words.stops}</a>
      <a href={`/pro/lieux/${slug}/versions`}>{words.history}</a>
    </p>
  );
}

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]);

/** What is left to do for a complete page; a list, never a mark. */
function ToDo({ missing, reader }: { missing: readonly QualityCriterion[]; reader: Reader }) {
  const words = say(keepingMessages, reader);
  return (
    <Panel>
      <h2>{words.todoTitle}</h2>
      {missing.length === 0 ? (
        <p>{words.complete}</p>
      ) : (
        <ul>
          {missing.map(criterion => (
            <li>{words[`missing_${criterion}`]}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type Part = Pick<EditProps, 'typed' | 'errors' | 'reader'>;

function Identity({ typed, errors, reader }: Part) {
  const words = say(keepingMessages, reader);
  const line = (name: string, label: string, hint?: string) => (
    <Field
      name={name}
      label={label}
      hint={hint}
      value={text(typed, name)}
      error={errors[name]}
      autocomplete="off"
    />
  );
  return (
    <>
      <h2>{words.identity}</h2>
      {line('nom', words.name)}
      {line('second_nom', words.secondName, words.optional)}
      <Kinds typed={typed} errors={errors} reader={reader} />
      <div class="cols">
        {line('pivot', words.pivot, words.pivotHint)}
        {line('structure_parente', words.parent, words.optional)}
      </div>
      <h2>{words.address}</h2>
      {line('adresse', words.street)}
      {line('complement_adresse', words.complement, words.optional)}
      <div class="cols">
        {line('code_postal', words.postalCode)}
        {line('commune', words.commune)}
        {line('latitude', words.lat, words.pointHint)}
        {line('longitude', words.lon, words.pointHint)}
      </div>
    </>
  );
}

function Kinds({ typed, errors, reader }: Part) {
  const words = say(keepingMessages, reader);
  const options = optionsOf('kinds', reader);
  const isUsual = ({ value }: { value: string }) => usualKinds.includes(value);
  return (
    <Picks
      name="typologie"
      type="checkbox"
      legend={words.kinds}
      options={options.filter(isUsual)}
      chosen={listed(typed, 'typologie')}
      rest={{ summary: words.otherKinds, options: options.filter(option => !isUsual(option)) }}
      error={errors.typologie}
    />
  );
}

function Contact({ typed, errors, reader }: Part) {
  const words = say(keepingMessages, reader);
  return (
    <>
      <h2>{words.contact}</h2>
      <Field
        name="telephone"
        type="tel"
        inputmode="tel"
        label={words.phone}
        value={text(typed, 'telephone')}
        error={errors.telephone}
        autocomplete="off"
      />
      <TickLine name="professionnel" value="oui" checked={listed(typed, 'professionnel').length > 0}>
        {words.professional}
      </TickLine>
      <TextArea
        name="courriels"
        label={words.emails}
        hint={words.emailsHint}
        rows={2}
        value={text(typed, 'courriels')}
        error={errors.courriels}
      />
      <TextArea
        name="site_web"
        label={words.urls}
        hint={words.urlsHint}
        rows={2}
        value={text(typed, 'site_web')}
        error={errors.site_web}
      />
      <div class="cols">
        <Field
          name="prise_rdv"
          type="url"
          label={words.booking}
          hint={words.optional}
          value={text(typed, 'prise_rdv')}
          error={errors.prise_rdv}
        />
        <Field
          name="fiche_acces_libre"
          type="url"
          label={words.accesslibre}
          hint={words.optional}
          value={text(typed, 'fiche_acces_libre')}
          error={errors.fiche_acces_libre}
        />
      </div>
    </>
  );
}

function Help({ typed, errors, reader }: Part) {
  const words = say(keepingMessages, reader);
  const picks = (name: string, list: VocabularyName, legend: string) => (
    <Picks
      name={name}
      type="checkbox"
      legend={legend}
      options={optionsOf(list, reader)}
      chosen={listed(typed, name)}
      error={errors[name]}
    />
  );
  return (
    <>
      <h2>{words.help}</h2>
      {picks('services', 'services', words.services)}
      {picks('frais', 'fees', words.fees)}
      {picks('acces', 'accessModes', words.access)}
      {picks('accompagnement', 'supportModes', words.support)}
      {picks('publics', 'publics', words.publics)}
      {picks('prise_en_charge', 'specialCare', words.care)}
      {picks('itinerance', 'mobility', words.mobility)}
      <More summary={words.programmes} open={listed(typed, 'dispositifs').length > 0}>
        {picks('dispositifs', 'programmes', words.programmes)}
        {picks('formations', 'trainings', words.trainings)}
        <Field
          name="autres_labels"
          label={words.otherLabels}
          hint={words.otherLabelsHint}
          value={text(typed, 'autres_labels')}
          error={errors.autres_labels}
        />
      </More>
    </>
  );
}

const listed = (typed: Typed, name: string) => [typed[name] ?? []].flat();

const optionsOf = (list: VocabularyName, reader: Reader) =>
  (vocabularies[list] as readonly Term[]).map(({ code }) => ({
    value: code,
    label: wordsOf(list, code, reader),
  }));
