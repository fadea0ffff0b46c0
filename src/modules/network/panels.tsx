import { administratorsMayKeepAirial } from '../../core/administration/events.ts';
import { administrationMessages } from '../../core/administration/messages.ts';
import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { endingTodo } from './ending.ts';
import { accountMessages } from './messages-account.ts';
import { cardMessages } from './messages-card.ts';
import { dataMessages } from './messages-data.ts';
import { deskMessages } from './messages-desk.ts';
import { journalMessages } from './messages-journal.ts';
import { rightsMessages } from './messages-rights.ts';
import { alertsTodo, journalLink } from './panels-journal.tsx';
import { messagePanels } from './panels-messages.tsx';
import { cardIssuersMayIssue, membersMaySeeTheDesk } from './policy.ts';
import { theOfficerMayProtectData } from './policy-data.ts';
import { theOfficerMayReadTheJournal } from './policy-journal.ts';
import { rightsTodo } from './routes/rights.tsx';
import { networkTodo } from './todo.ts';

/** What the network brings to the frame of pages. */
export const networkPanels: Panels = {
  ...messagePanels,
  todo: async visit => [
    ...(await networkTodo(visit)),
    ...(await endingTodo(visit)),
    ...(await alertsTodo(visit)),
    ...(await rightsTodo(visit)),
    ...(await messagePanels.todo(visit)),
  ],
  organisation: journalLink,
  account: [
    { href: '/compte/journal', label: reader => say(journalMessages, reader).mine },
    { href: '/compte/donnees', label: reader => say(rightsMessages, reader).title },
    { href: '/compte/moyens', label: reader => say(accountMessages, reader).means },
    ...(messagePanels.account ?? []),
    { href: '/annonces', label: reader => say(accountMessages, reader).announcements },
  ],
  menu: [
    { href: '/pro', label: reader => say(deskMessages, reader).desk, policy: membersMaySeeTheDesk },
    { href: '/pro/reseau', label: reader => say(deskMessages, reader).network, policy: membersMaySeeTheDesk },
    { href: '/pro/cartes', label: reader => say(cardMessages, reader).menu, policy: cardIssuersMayIssue },
    {
      href: '/pro/admin',
      label: reader => say(administrationMessages, reader).title,
      policy: administratorsMayKeepAirial,
    },
    {
      href: '/pro/dpo',
      label: reader => say(dataMessages, reader).menu,
      policy: theOfficerMayProtectData,
    },
    {
      href: '/pro/dpo/journal',
      label: reader => say(journalMessages, reader).territory,
      policy: theOfficerMayReadTheJournal,
    },
  ],
};
