import { printPdf, qrDrawing } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import { roles as roleNames } from '../../../core/roles.ts';
import { dayText } from '../../../core/typography.ts';
import { sheetMessages } from '../messages-sheet.ts';
import type { HeldRole } from '../organisation.ts';
import { type HabilitationKind, habilitationKinds } from '../vocabulary.ts';

export interface PrintedRoleSheet {
  name: string;
  organisation: string;
  roles: readonly HeldRole[];
  habilitations: readonly { kind: HabilitationKind; until: Date }[];
  until: Date;
  /** 26 signs, printed in groups of four. */
  code: string;
  origin: string;
  territory: { slogan: string };
  language: 'fr' | 'en';
  at: Date;
}

/** What a professional may do, on one page to show, as PDF/UA-1. Its code is nowhere else. */
export function printRoleSheet(it: PrintedRoleSheet): Promise<Uint8Array> {
  const { language } = it;
  const said = say(sheetMessages, { language, falc: false });
  const day = (at: Date) => dayText(at, { language, short: true });
  return printPdf(
    'modules/network/documents/role-sheet.typ',
    {
      words: {
        roles: said.docRoles,
        habilitations: said.docHabilitations,
        none: said.docNone,
        check: said.docCheck,
        checkMore: said.docCheckMore,
        qr: said.docQr,
        never: said.docNever,
      },
      slogan: it.territory.slogan,
      title: said.docTitle,
      name: it.name,
      organisation: said.docFor(it.organisation),
      roles: it.roles.map(role => roleNames[role][language]).join(', '),
      habilitations: it.habilitations.map(({ kind, until }) => ({
        name: habilitationKinds[kind][language],
        may: habilitationKinds[kind].may[language],
        until: said.docUntil(day(until)),
      })),
      valid: said.docValid(day(it.at), day(it.until)),
      address: `${new URL(it.origin).host}/reseau/verifier`,
      code: it.code.replace(/(.{4})(?=.)/g, '$1 '),
      qr: qrDrawing(`${it.origin}/reseau/verifier/${it.code}`),
    },
    { title: said.docTitle, language, createdAt: it.at },
  );
}
