import { agreement202611 } from './agreements/2026-11.ts';

/** The text of the data agreement, in one version: it never changes once somebody accepted it. */
export interface AgreementText {
  version: string;
  texts: Readonly<
    Record<'fr' | 'en', { articles: readonly { title: string; paragraphs: readonly string[] }[] }>
  >;
}

/** Every version ever offered, the last one first; old ones stay, since somebody accepted them. */
const agreements: readonly AgreementText[] = [agreement202611];

/** The version that a référent accepts today. */
export const currentAgreement: AgreementText = agreements[0]!;

/** The text of a version accepted earlier; that of today when none was. */
export function agreementOf(version: string | null): AgreementText {
  return agreements.find(text => text.version === version) ?? currentAgreement;
}
