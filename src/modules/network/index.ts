import { defineModule } from '../../core/module.ts';
import { firstAdminVerb } from './cli.ts';
import { contactOfAccount } from './contacts.ts';
import { networkDocuments } from './documents.ts';
import { networkEvents } from './events.ts';
import { identify } from './identifying.ts';
import { networkPanels } from './panels.tsx';
import { networkRetention } from './retention.ts';
import { accountRoutes } from './routes/account.tsx';
import { deskRoutes } from './routes/desk.tsx';
import { invitationRoutes } from './routes/invitations.tsx';
import { memberRoutes } from './routes/members.tsx';
import { oneOrganisationRoutes } from './routes/organisation.tsx';
import { organisationRoutes } from './routes/organisations.tsx';
import './tables.ts';
import './tables-keys.ts';
import { networkTemplates } from './templates.ts';

/** Who acts, for which organisation, with which habilitation. */
export const network = defineModule({
  name: 'network',
  routes: [
    ...accountRoutes,
    ...deskRoutes,
    ...organisationRoutes,
    ...oneOrganisationRoutes,
    ...memberRoutes,
    ...invitationRoutes,
  ],
  verbs: [firstAdminVerb],
  documents: networkDocuments,
  events: networkEvents,
  templates: networkTemplates,
  contacts: contactOfAccount,
  panels: networkPanels,
  retention: networkRetention,
  identify,
});
