import { defineModule } from '../../core/module.ts';
import { letterDocument } from '../../core/notify/documents/letter.ts';
import { holdersAre } from '../directory/index.ts';
import { calls } from './api/calls.ts';
import { firstAdminVerb } from './cli.ts';
import { contactOfAccount } from './contacts.ts';
import { networkDocuments } from './documents.ts';
import { whyRefused } from './ending.ts';
import { networkEvents } from './events.ts';
import { rightsEvents } from './events-rights.ts';
import { networkOwnData } from './own-data.ts';
import { rightsRetention } from './retention-rights.ts';
import { dataProtectionRoutes } from './routes/data-protection.tsx';
import { rightsRoutes } from './routes/rights.tsx';
import { rightsTemplates } from './templates-rights.ts';
import './tables-rights.ts';
import { apiEvents } from './events-api.ts';
import { keyEvents } from './events-keys.ts';
import { placeHolders } from './holding.ts';
import { identify } from './identifying.ts';
import { apiCallsJob } from './jobs-api.ts';
import { invitationJob } from './jobs-invitations.ts';
import { journalCheckpointJob } from './jobs-journal.ts';
import { sleepingJob } from './jobs-sleeping.ts';
import { habilitationJob } from './jobs-terms.ts';
import { networkPanels } from './panels.tsx';
import { recordRefusal } from './refusals.ts';
import { networkRetention } from './retention.ts';
import { announcementRetention } from './retention-announcements.ts';
import { apiRetention } from './retention-api.ts';
import { journalRetention } from './retention-journal.ts';
import { keyRetention } from './retention-keys.ts';
import { accountRoutes } from './routes/account.tsx';
import { announcementRoutes } from './routes/announcements.tsx';
import { clientRoutes } from './routes/api.ts';
import { applicationRoutes } from './routes/applications.tsx';
import { contactRoutes } from './routes/contacts.tsx';
import { deskRoutes } from './routes/desk.tsx';
import { enrolmentRoutes } from './routes/enrolment.tsx';
import { invitationRoutes } from './routes/invitations.tsx';
import { journalRoutes } from './routes/journal.tsx';
import { keyRoutes } from './routes/keys.ts';
import { letterRoutes } from './routes/letters.tsx';
import { memberRoutes } from './routes/members.tsx';
import { messageRoutes } from './routes/messages.tsx';
import { officerRoutes } from './routes/officers.tsx';
import { oneOrganisationRoutes } from './routes/organisation.tsx';
import { organisationRoutes } from './routes/organisations.tsx';
import { roleSheetRoutes } from './routes/role-sheet.tsx';
import { rosterRoutes } from './routes/roster.tsx';
import { identifyClient } from './store/api-clients.ts';
import { keyTemplates } from './templates-keys.ts';
import './tables.ts';
import './tables-announcements.ts';
import './tables-api.ts';
import './tables-journal.ts';
import './tables-keys.ts';
import { networkTemplates } from './templates.ts';
import { announcementTemplate } from './templates-announcements.ts';
import { contactTemplates } from './templates-contacts.ts';
import { journalTemplates } from './templates-journal.ts';
import { officerTemplates } from './templates-officer.ts';
import { termTemplates } from './templates-terms.ts';

// The directory keeps claims and editors; the organisation behind them is told here.
holdersAre(placeHolders);

/** Who acts, for which organisation, with which habilitation. */
export const network = defineModule({
  name: 'network',
  routes: [
    ...accountRoutes,
    ...contactRoutes,
    ...deskRoutes,
    ...organisationRoutes,
    ...oneOrganisationRoutes,
    ...rosterRoutes,
    ...roleSheetRoutes,
    ...memberRoutes,
    ...officerRoutes,
    ...invitationRoutes,
    ...enrolmentRoutes,
    ...keyRoutes,
    ...messageRoutes,
    ...letterRoutes,
    ...announcementRoutes,
    ...journalRoutes,
    ...applicationRoutes,
    ...dataProtectionRoutes,
    ...rightsRoutes,
    ...clientRoutes,
  ],
  api: Object.values(calls),
  jobs: [journalCheckpointJob, invitationJob, habilitationJob, sleepingJob, apiCallsJob],
  verbs: [firstAdminVerb],
  documents: [...networkDocuments, letterDocument],
  events: { ...networkEvents, ...keyEvents, ...apiEvents, ...rightsEvents },
  templates: [
    ...networkTemplates,
    ...keyTemplates,
    ...contactTemplates,
    announcementTemplate,
    ...journalTemplates,
    ...rightsTemplates,
    ...termTemplates,
    ...officerTemplates,
  ],
  contacts: contactOfAccount,
  panels: networkPanels,
  retention: [
    ...networkRetention,
    ...keyRetention,
    ...announcementRetention,
    ...journalRetention,
    ...apiRetention,
    ...rightsRetention,
  ],
  ownData: networkOwnData,
  identify,
  identifyClient,
  refused: recordRefusal,
  whyRefused,
});
