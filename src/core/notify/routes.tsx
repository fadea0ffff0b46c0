import { everybodyMay, membersMay } from '../access.ts';
import type { Route, Visit } from '../http/route.ts';
import { say } from '../i18n.ts';
import { clockText, dayText } from '../typography.ts';
import { readOutbox } from './drivers/file.ts';
import { outboxFolder } from './drivers/index.ts';
import { masked } from './masking.ts';
import { notifyMessages } from './messages.ts';
import { OutboxPage, StopPage, TooOldPage } from './pages.tsx';
import { receiveReport, reportsPath } from './reports.ts';
import { messageOfToken, resumeMessages, stopMessages, stopPath } from './stopping.ts';

const administratorsMaySeeTheOutbox = membersMay(
  'A61',
  'Un administrateur voit la boîte d’envoi, sans liens ni codes',
  ['administrateur'],
);
const whoReceivedTheMessageMayStop = everybodyMay(
  'A00',
  'Qui a reçu un message peut arrêter ceux de ce genre',
);
const theGatewayMayReport = everybodyMay(
  'A00',
  'La passerelle de SMS dit ce que deviennent les messages, sous scellé',
);

/** The pages of messages that the ground itself holds. */
export const notifyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/pro/admin/boite-d-envoi',
    policy: administratorsMaySeeTheOutbox,
    reach: 'linked',
    handle: outbox,
  },
  {
    method: 'GET',
    path: `${stopPath}/:token`,
    policy: whoReceivedTheMessageMayStop,
    reach: { exempt: 'ouverte depuis un mail' },
    handle: visit =>
      visit.page(
        stopFrame(visit),
        <StopPage
          action={visit.url.pathname}
          state={stateOf(visit.url.searchParams.get('fait'))}
          seal={visit.seal()}
          reader={visit.reader}
        />,
      ),
  },
  {
    method: 'POST',
    path: `${stopPath}/:token`,
    policy: whoReceivedTheMessageMayStop,
    reach: { exempt: 'envoi du formulaire, ou du bouton d’un logiciel de messagerie' },
    handle: stop,
  },
  {
    method: 'GET',
    path: '/messages/arretes',
    policy: whoReceivedTheMessageMayStop,
    reach: { exempt: 'montrée quand le message est trop ancien' },
    handle: visit => visit.page(stopFrame(visit), <TooOldPage reader={visit.reader} />),
  },
  {
    method: 'POST',
    path: reportsPath,
    policy: theGatewayMayReport,
    reach: { exempt: 'appelée par la passerelle de SMS' },
    handle: async visit => {
      const answer = await receiveReport(visit.ground, await visit.text(), visit.headers);
      const status = { off: 404, forged: 403, unreadable: 400, unknown: 200, noted: 200 }[answer];
      return new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
    },
  },
];

const stopFrame = ({ reader }: Visit) => {
  const words = say(notifyMessages, reader);
  return {
    title: words.stopTitle,
    crumbs: [{ label: words.home, href: '/' }, { label: words.stopTitle }],
    robots: 'noindex',
  };
};

/** Messages shown at most. */
const mostShown = 50;

/** Whole messages only where they can harm nobody: a machine for trying, seen from itself. */
async function outbox(visit: Visit): Promise<Response> {
  const { reader, ground, now } = visit;
  const words = say(notifyMessages, reader);
  const { config } = ground;
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(visit.address);
  const whole = config.environment !== 'production' && isLocal;
  const messages = (await readOutbox(outboxFolder(ground))).slice(0, mostShown);
  const shown = (text: string) => (whole ? text : masked(text));
  return await visit.page(
    {
      title: words.outbox,
      crumbs: [{ label: words.desk, href: '/pro' }, { label: words.outbox }],
      desk: true,
      robots: 'noindex',
    },
    <OutboxPage
      messages={messages.map(({ channel, to, subject, text, at }) => ({
        channel,
        to,
        subject: subject === null ? null : shown(subject),
        text: shown(text),
        when: `${dayText(at, { language: reader.language, now })}, ${clockText(at, reader.language)}`,
      }))}
      leaves={{ email: config.smtpUrl !== undefined, sms: config.sms !== undefined }}
      whole={whole}
      reader={reader}
    />,
  );
}

const stateOf = (done: string | null) =>
  done === 'arret' ? 'stopped' : done === 'repris' ? 'resumed' : 'asked';

async function stop(visit: Visit): Promise<Response> {
  const message = messageOfToken(visit.ground.secret, visit.params.token ?? '');
  // A mail program sends its own words, never these.
  const resumed = (await visit.form()).reprendre !== undefined;
  const known = message !== null && (await (resumed ? resumeMessages : stopMessages)(visit.ground, message));
  if (!known) return visit.redirect('/messages/arretes?ancien=oui');
  return visit.redirect(`${visit.url.pathname}?fait=${resumed ? 'repris' : 'arret'}`);
}
