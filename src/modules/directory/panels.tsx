import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { Places } from '../../core/ui/lists.tsx';
import { type House, openHouse } from './house.ts';
import { directoryMessages } from './messages.ts';
import { placeLine } from './pages/place-line.tsx';
import { momentOf, showPlace } from './presenting.ts';
import { needs } from './vocabulary.ts';

/** The places that give a help, by need code of the wizard. */
const helping = (code: string) => {
  const query = new URLSearchParams(
    needs.find(need => need.code === code)!.services.map(service => ['service', service]),
  );
  return `/lieux?${query}`;
};

/** How many places the home page shows. */
const mostShown = 3;

/** What the directory brings to the home page: until their modules exist, needs lead to the places that give that help. */
export const directoryPanels: Panels = {
  homeNeeds: {
    procedure: helping('demarches'),
    nearby: '/lieux/aide',
    learn: helping('apprendre'),
    appointment: '/lieux?acces=prendre_un_rdv_en_ligne&acces=telephoner',
    mailbox: helping('apprendre'),
    papers: helping('demarches'),
    computer: helping('materiel'),
    internet: helping('imprimer'),
  },
  homeNow: openNow,
  homeSuggestions: async visit => {
    const { communes } = await openHouse(visit.ground);
    const largest = communes.all
      .filter(({ home }) => home)
      .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
    return largest
      .slice(0, 12)
      .map(commune => `${commune.name} (${commune.postalCodes[0] ?? commune.insee})`);
  },
};

async function openNow(visit: Visit) {
  const house = await openHouse(visit.ground);
  const { reader, now } = visit;
  const words = say(directoryMessages, reader);
  const states = [...house.catalogue.all()].map(listed => showPlace(house, listed, null, reader, now));
  const open = states.filter(({ evaluation }) => evaluation.state === 'open');
  const coming = states
    .filter(({ evaluation }) => evaluation.state === 'closed' && evaluation.nextOpen)
    .sort((a, b) => a.evaluation.nextOpen!.getTime() - b.evaluation.nextOpen!.getTime());
  const shown = (open.length > 0 ? spread(house, open) : coming).slice(0, mostShown);
  return (
    <section>
      <h2>{open.length > 0 ? words.openTitle : words.nextTitle}</h2>
      <p class="mute small">
        {words.openSentence(momentOf(now, reader), open.length, visit.territory.inName)}
      </p>
      <Places places={shown.map(place => placeLine(place, reader))} />
      <p>
        <a href="/lieux">{words.seeAll}</a>
      </p>
    </section>
  );
}

/** Not always the same three: the open places turn with the hour, in the order of their addresses. */
function spread<Shown extends { place: { slug: string } }>(house: House, open: Shown[]): Shown[] {
  const sorted = open.sort((a, b) => (a.place.slug < b.place.slug ? -1 : 1));
  const from = house.catalogue.size % sorted.length;
  return [...sorted.slice(from), ...sorted.slice(0, from)];
}
