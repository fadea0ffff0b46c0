import { type FormSeal, trapField } from '../forms.ts';

/** The hidden fields every form carries: its key, when it was opened, whom it was made for. */
export function Seal({ seal }: { seal: FormSeal }) {
  return (
    <>
      <input type="hidden" name="cle" value={seal.key} />
      <input type="hidden" name="ouvert" value={String(seal.openedAt)} />
      {seal.context ? <input type="hidden" name="contexte" value={seal.context} /> : null}
    </>
  );
}

/** A field that people never see and robots fill, for forms open to the whole world. */
export function Trap({ label }: { label: string }) {
  return (
    <div class="sr" aria-hidden="true">
      <label for={trapField}>{label}</label>
      <input id={trapField} name={trapField} tabindex={-1} autocomplete="off" />
    </div>
  );
}
