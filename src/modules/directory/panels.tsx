import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { Heading, lines } from '../../core/ui/easy.tsx';
import { Places } from '../../core/ui/lists.tsx';
import type { ListedPlace } from './catalogue.ts';
import { readFilters } from './domain/filters.ts';
import { stateNumber } from './domain/selection.ts';
import { type House, openHouse } from './house.ts';
import { directoryMessages } from './messages.ts';
import { keepingMessages } from './messages-keeping.ts';
import { placeLine } from './pages/place-line.tsx';
import { editorsMayKeepTheirPlaces, theCoordinationMayKeepTheDirectory } from './policy.ts';
import { momentOf, showPlace } from './presenting.ts';
import { search } from './searching.ts';
import { directoryTodo } from './todo.ts';
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
  commune: nearPlaces,
  menu: [
    {
      href: '/pro/lieux',
      label: reader => say(keepingMessages, reader).places,
      policy: editorsMayKeepTheirPlaces,
    },
    {
      href: '/pro/lieux/a-moderer',
      label: reader => say(keepingMessages, reader).toModerate,
      policy: theCoordinationMayKeepTheDirectory,
    },
  ],
  todo: directoryTodo,
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
  const { catalogue } = house;
  const states = catalogue.states(now);
  const open = catalogue.all().filter((_, row) => states[row] === stateNumber.open);
  const shown = open.length > 0 ? spread(open, catalogue.size) : nextToOpen(house, now);
  return (
    <section>
      <Heading icon="cal" reader={reader}>
        {open.length > 0 ? words.openTitle : words.nextTitle}
      </Heading>
      <p class="mute small">
        {lines(words.openSentence(momentOf(now, reader), open.length, visit.territory.inName), reader)}
      </p>
      <Places places={shown.map(listed => placeLine(showPlace(house, listed, null, reader, now), reader))} />
      <p>
        <a href="/lieux">{words.seeAll}</a>
      </p>
    </section>
  );
}

/** The places of a commune, or the nearest ones. */
async function nearPlaces(visit: Visit, insee: string) {
  const house = await openHouse(visit.ground);
  const { reader, now } = visit;
  const words = say(directoryMessages, reader);
  const { filters } = readFilters(new URLSearchParams({ commune: insee }));
  const { found } = search(house.catalogue, filters, now);
  if (found.length === 0) return null;
  return (
    <section>
      <h2>{words.nearPlaces}</h2>
      <Places
        places={found
          .slice(0, mostShown)
          .map(({ place, km }) => placeLine(showPlace(house, place, km, reader, now), reader))}
      />
      <p>
        <a href={`/lieux/commune/${insee}`}>{words.seeAll}</a>
      </p>
    </section>
  );
}

/** Not always the same three: the open places turn with the hour, in the order of lists. */
function spread(open: readonly ListedPlace[], size: number): ListedPlace[] {
  const from = size % open.length;
  return [...open.slice(from, from + mostShown), ...open.slice(0, from)].slice(0, mostShown);
}

function nextToOpen({ catalogue }: House, now: Date): ListedPlace[] {
  return catalogue
    .all()
    .flatMap(listed => {
      const { state, nextOpen } = catalogue.evaluation(listed, now);
      return state === 'closed' && nextOpen ? [{ listed, at: nextOpen.getTime() }] : [];
    })
    .sort((a, b) => a.at - b.at)
    .slice(0, mostShown)
    .map(({ listed }) => listed);
}
