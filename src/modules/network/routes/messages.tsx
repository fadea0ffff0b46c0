import { checkSeal } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { preferenceOf } from '../../../core/notify/store.ts';
import { type Channel, channelCodes, details } from '../../../core/notify/vocabulary.ts';
import { before } from '../../../core/retention/rule.ts';
import { capital, clockText, dayText, phoneText } from '../../../core/typography.ts';
import type { TagKind } from '../../../core/ui/notices.tsx';
import { chooseWays, readMessages, settle } from '../corresponding.ts';
import { CausedPage, orderFields, PreferencePage, ReceivedPage } from '../pages/messages-pages.tsx';
import { recipientsMayReadTheirMessages, senderMaySeeWhatBecame } from '../policy-messages.ts';
import { postMessages } from '../post-messages.ts';
import { type CausedMessage, findCaused, findReceived, findStops } from '../store/messages.ts';
import { accountFrame, doerOf } from './account.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const policy = recipientsMayReadTheirMessages;

export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: '/compte/messages', policy, reach: 'linked', handle: received },
  { method: 'POST', path: '/compte/messages', policy, reach: sendsForm, handle: read },
  {
    method: 'GET',
    path: '/compte/messages/reglages',
    policy,
    reach: 'linked',
    handle: visit => preferences(visit),
  },
  { method: 'POST', path: '/compte/messages/reglages', policy, reach: sendsForm, handle: savePreferences },
  { method: 'GET', path: '/pro/messages', policy: senderMaySeeWhatBecame, reach: 'linked', handle: caused },
  {
    method: 'POST',
    path: '/pro/messages',
    policy: senderMaySeeWhatBecame,
    reach: sendsForm,
    handle: settled,
  },
];

const momentOf = ({ reader: { language }, now }: Visit, at: Date) =>
  `${capital(dayText(at, { language, now }))}, ${clockText(at, language)}`;

async function received(visit: Visit): Promise<Response> {
  const { reader, actor, now } = visit;
  const words = say(postMessages, reader);
  const messages = await visit.read(transaction =>
    findReceived(transaction, actor.ref, before(now, 6, 'months')),
  );
  const french = reader.language === 'fr';
  return await visit.page(
    accountFrame(visit, words.mine),
    <ReceivedPage
      messages={messages.map(message => ({
        id: message.id,
        when: momentOf(visit, message.at),
        kind: words[message.kind],
        subject: message.subject || words[message.kind],
        text: message.text,
        noText: message.subject ? words.hidden : words.erased,
        link: message.link,
        ways: message.ways.map(
          ({ channel, state }) => `${words[channel]}${french ? '\u00a0' : ''}: ${words[state]}`,
        ),
        isNew: message.unread !== null,
      }))}
      unread={messages.filter(message => message.unread !== null).length}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function read(visit: Visit): Promise<Response> {
  await readMessages(doerOf(visit, checkSeal(await visit.form(), new Date())?.key));
  return visit.redirect('/compte/messages');
}

async function preferences(
  visit: Visit,
  refused?: { order: readonly string[]; large: boolean },
): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(postMessages, reader);
  const { known, stops } = await visit.read(async transaction => ({
    known: await preferenceOf(transaction, actor.ref),
    stops: await findStops(transaction, actor.ref),
  }));
  const typed = refused ? await visit.form() : {};
  return await visit.page(
    {
      ...accountFrame(visit, words.settingsTitle),
      crumbs: [
        { label: words.home, href: '/' },
        { label: words.account, href: '/compte' },
        { label: words.mine, href: '/compte/messages' },
        { label: words.settingsTitle },
      ],
      error: refused !== undefined,
    },
    <PreferencePage
      order={refused?.order ?? known?.channels ?? channelCodes}
      large={refused?.large ?? known?.large_print ?? false}
      stops={stops.length}
      error={refused ? words.twice : null}
      saved={visit.url.searchParams.has('enregistre')}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    refused ? { status: 422 } : {},
  );
}

async function savePreferences(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const order = orderFields.map(name => String(typed[name] ?? ''));
  const large = typed.gros !== undefined;
  const isChannel = (text: string): text is Channel => channelCodes.some(code => code === text);
  const channels = order.filter(isChannel);
  if (new Set(channels).size !== channelCodes.length) return await preferences(visit, { order, large });
  const resume = typed.reprendre !== undefined;
  await chooseWays(doerOf(visit, checkSeal(typed, new Date())?.key), { channels, large, resume });
  return visit.redirect('/compte/messages/reglages?enregistre=oui');
}

const tagOf: Record<CausedMessage['state'], TagKind> = {
  a_envoyer: 'plain',
  envoye: 'info',
  remis: 'open',
  echec: 'bad',
  incertain: 'warn',
  annule: 'plain',
  perime: 'plain',
};

async function caused(visit: Visit): Promise<Response> {
  const { reader, actor, url } = visit;
  const words = say(postMessages, reader);
  const { membership } = actor.account ?? {};
  const whole = membership?.roles.includes('referent_structure') === true;
  const undelivered = url.searchParams.get('etat') === 'non-remis';
  const organisation = whole ? membership.organisation.id : null;
  const messages = await visit.read(transaction =>
    findCaused(transaction, { account: actor.ref, organisation, undelivered }),
  );
  return await visit.page(
    {
      title: words.caused,
      crumbs: [{ label: words.desk, href: '/pro' }, { label: words.caused }],
      desk: true,
      robots: 'noindex',
    },
    <CausedPage
      messages={messages.map(message => ({
        id: message.id,
        when: momentOf(visit, message.at),
        what: message.subject ?? words[message.kind],
        to: addressText(message, words.someone),
        by: words[message.channel],
        state: { kind: tagOf[message.state], words: words[message.state] },
        why: message.detail && message.state !== 'envoye' ? details[message.detail][reader.language] : null,
        canSettle:
          message.mine && !message.settled && (message.state === 'echec' || message.state === 'incertain'),
      }))}
      whole={whole}
      undelivered={undelivered}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

function addressText({ address, channel }: CausedMessage, someone: string): string {
  if (address === null) return someone;
  if (channel === 'sms') return phoneText(address);
  return address.split('\n')[0]!;
}

async function settled(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const message = String(typed.message ?? '');
  if (/^[0-9a-f-]{36}$/.test(message))
    await settle(doerOf(visit, checkSeal(typed, new Date())?.key), message);
  return visit.redirect('/pro/messages?etat=non-remis');
}
