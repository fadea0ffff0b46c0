import type { Typed } from '../../../core/forms.ts';

/** One text of a form, as typed. */
export function text(typed: Typed, name: string): string {
  return [typed[name] ?? ''].flat()[0] ?? '';
}

/** What goes with a sign-in from page to page. */
export function Going({ suite, form }: { suite: string | null; form: string | null }) {
  return (
    <>
      {suite ? <input type="hidden" name="suite" value={suite} /> : null}
      {form ? <input type="hidden" name="formulaire" value={form} /> : null}
    </>
  );
}

export const problemsOf = (errors: Readonly<Record<string, string>>) =>
  Object.entries(errors).map(([id, message]) => ({ id, message }));
