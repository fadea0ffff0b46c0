import { defineMessages, say } from '../../../core/i18n.ts';
import { dayText, noBreak as nb, numberText } from '../../../core/typography.ts';
import { Stat, Stats } from '../../../core/ui/figures.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import type { AreaCoverage, CommuneCoverage } from '../domain/coverage.ts';

/** Words of the coverage statistics, for the page and its frame. */
export const coverageMessages = defineMessages({
  fr: {
    title: 'Couverture du territoire',
    titleOf: (name: string) => `Couverture${nb}: ${name}`,
    lead: (n: number, name: string, day: string) =>
      `${n === 1 ? '1 lieu d’aide publié' : `${numberText(n)} lieux d’aide publiés`} (${name}). Calculé le ${day}.`,
    onlyService: (name: string) => `Seulement les lieux qui proposent${nb}: ${name}.`,
    allServices: 'Voir tous les lieux',
    none: 'Aucun lieu publié ne propose ce service. Il n’y a donc pas de distance à calculer.',
    near5: (n: string) => `des habitants sont à moins de 5${nb}km d’un lieu, soit ${n} personnes`,
    near10: (n: string) => `des habitants sont à moins de 10${nb}km d’un lieu, soit ${n} personnes`,
    verified: `des lieux ont été vérifiés depuis moins de 6${nb}mois`,
    readable: 'des lieux ont des horaires que l’annuaire sait lire',
    byEpci: 'Par intercommunalité',
    byCommune: 'Par commune',
    epci: 'Intercommunalité',
    commune: 'Commune',
    inhabitants: 'Habitants',
    places: 'Lieux',
    within5: `À moins de 5${nb}km`,
    within10: `À moins de 10${nb}km`,
    verifiedShort: `Vérifiés depuis moins de 6${nb}mois`,
    readableShort: 'Horaires lisibles',
    evening: `Ouverts après 18${nb}h`,
    saturday: 'Ouverts le samedi',
    chooseEpci:
      'Choisissez une intercommunalité pour voir ses communes. Le tableau complet est dans le fichier à télécharger.',
    services: 'Lieux par service proposé',
    service: 'Service',
    kinds: 'Lieux par type',
    kind: 'Type de lieu',
    several: 'Un lieu peut compter dans plusieurs lignes.',
    whites: `Communes à plus de 10${nb}km d’un lieu`,
    noWhite: `Aucune commune n’est à plus de 10${nb}km d’un lieu.`,
    farthest: (shown: number, all: number) =>
      `${numberText(all)} communes. Les ${shown} plus éloignées sont ci-dessous, toutes sont dans le tableau à télécharger.`,
    nearest: 'Lieu le plus proche',
    kilometres: (km: number) => `${numberText(km)}${nb}km`,
    unknown: 'inconnu',
    download: 'Télécharger ce tableau (CSV)',
    downloadCommunes: 'Télécharger le tableau de toutes les communes (CSV)',
    back: 'Revenir aux intercommunalités',
    index: 'Indice de fragilité des communes',
    communesPage: 'Voir par commune',
    method: 'Comment ces chiffres sont calculés',
    methodText: `Les distances sont à vol d’oiseau, du point de la commune au lieu le plus proche, passages des lieux itinérants compris. Ce ne sont pas des temps de trajet. Tous les habitants d’une commune comptent au même point. Les lieux qui n’accueillent pas de public ne comptent pas.`,
    sources: `Sources${nb}: Insee (habitants par commune), DGCL (intercommunalités), La Poste (points des communes), et les sources des lieux, citées sur leurs fiches.`,
    located: (n: number) =>
      `${numberText(n)} habitants vivent dans des communes dont le point n’est pas connu${nb}: ils ne comptent pas dans les parts.`,
  },
  en: {
    title: 'Coverage of the territory',
    titleOf: (name: string) => `Coverage: ${name}`,
    lead: (n: number, name: string, day: string) =>
      `${n === 1 ? '1 published help place' : `${numberText(n, 'en')} published help places`} (${name}). Worked out on ${day}.`,
    onlyService: (name: string) => `Only the places that offer: ${name}.`,
    allServices: 'See all places',
    none: 'No published place offers this service, so there is no distance to work out.',
    near5: (n: string) => `of inhabitants are within 5${nb}km of a place: ${n} people`,
    near10: (n: string) => `of inhabitants are within 10${nb}km of a place: ${n} people`,
    verified: 'of places were checked less than 6 months ago',
    readable: 'of places have opening hours that the directory can read',
    byEpci: 'By group of towns',
    byCommune: 'By town',
    epci: 'Group of towns',
    commune: 'Town',
    inhabitants: 'Inhabitants',
    places: 'Places',
    within5: `Within 5${nb}km`,
    within10: `Within 10${nb}km`,
    verifiedShort: 'Checked less than 6 months ago',
    readableShort: 'Readable hours',
    evening: 'Open after 6 pm',
    saturday: 'Open on Saturday',
    chooseEpci: 'Choose a group of towns to see its towns. The whole table is in the file to download.',
    services: 'Places by service offered',
    service: 'Service',
    kinds: 'Places by kind',
    kind: 'Kind of place',
    several: 'A place may count in several rows.',
    whites: `Towns more than 10${nb}km from a place`,
    noWhite: `No town is more than 10${nb}km from a place.`,
    farthest: (shown: number, all: number) =>
      `${numberText(all, 'en')} towns. The ${shown} farthest are below, all are in the table to download.`,
    nearest: 'Nearest place',
    kilometres: (km: number) => `${numberText(km, 'en')}${nb}km`,
    unknown: 'unknown',
    download: 'Download this table (CSV)',
    downloadCommunes: 'Download the table of all towns (CSV)',
    back: 'Back to groups of towns',
    index: 'Fragility index of towns',
    communesPage: 'See by town',
    method: 'How these figures are worked out',
    methodText:
      'Distances are in a straight line, from the point of the town to the nearest place, stops of itinerant places included. They are not travel times. All inhabitants of a town count at the same point. Places that receive nobody do not count.',
    sources:
      'Sources: Insee (inhabitants by town), DGCL (groups of towns), La Poste (points of towns), and the sources of the places, named on their pages.',
    located: (n: number) =>
      `${numberText(n, 'en')} inhabitants live in towns whose point is not known: they do not count in the shares.`,
  },
});

interface CoveragePageProps {
  title: string;
  /** The whole département, or one EPCI. */
  area: AreaCoverage;
  level: 'epci' | 'commune';
  /** Rows of the main table; a link when there is a page below. */
  rows: readonly { area: AreaCoverage; href: string | null }[];
  /** EPCI to choose from, when the communes of all would be too long a page. */
  choices: readonly { name: string; href: string }[] | null;
  services: readonly { label: string; href: string; count: number; area: AreaCoverage }[];
  kinds: readonly { label: string; count: number }[];
  whiteZones: readonly CommuneCoverage[];
  service: { label: string; allHref: string } | null;
  csvHref: string;
  communesCsvHref: string;
  otherLevel: { label: string; href: string };
  today: string;
  reader: Reader;
}

/** Rows of the list of white zones: a rare service leaves most of a territory far away. */
const mostZones = 30;

/** A share as people read it; never rounded up to all or down to nothing. */
function shareText(part: number, whole: number, language: Reader['language']): string {
  if (whole === 0) return '–';
  const rounded = Math.round((part / whole) * 1000) / 10;
  const shown = part < whole ? Math.min(rounded, 99.9) : 100;
  return `${numberText(part > 0 ? Math.max(shown, 0.1) : 0, language)}${language === 'fr' ? nb : ''}%`;
}

/** `/lieux/couverture`: who is near help, where it is missing, what is known of the places. */
export function CoveragePage(props: CoveragePageProps) {
  const { title, area, level, rows, choices, service, reader, today } = props;
  const words = say(coverageMessages, reader);
  const { language } = reader;
  const share = (part: number, whole: number) => shareText(part, whole, language);
  const number = (value: number) => numberText(value, language, 0);
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="lead">{words.lead(area.places, area.name, dayText(today, { language, short: true }))}</p>
      {service ? (
        <p>
          {words.onlyService(service.label)} <a href={service.allHref}>{words.allServices}</a>
        </p>
      ) : null}
      {service && area.places === 0 ? <p>{words.none}</p> : null}
      <Stats>
        <Stat figure={share(area.within5, area.located)} sentence={words.near5(number(area.within5))} />
        <Stat figure={share(area.within10, area.located)} sentence={words.near10(number(area.within10))} />
        <Stat figure={share(area.verified, area.places)} sentence={words.verified} />
        <Stat figure={share(area.readable, area.places)} sentence={words.readable} />
      </Stats>
      <h2>{level === 'epci' ? words.byEpci : words.byCommune}</h2>
      <p class="row">
        <a href={props.otherLevel.href}>{props.otherLevel.label}</a>
        <a href="/territoire">{words.index}</a>
        <a href={props.csvHref}>{choices ? words.downloadCommunes : words.download}</a>
      </p>
      {choices ? (
        <>
          <p>{words.chooseEpci}</p>
          <ul>
            {choices.map(({ name, href }) => (
              <li>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Table
          id="aires"
          captionHidden
          caption={`${level === 'epci' ? words.byEpci : words.byCommune}, ${dayText(today, { language, short: true })}`}
          columns={[
            { title: level === 'epci' ? words.epci : words.commune },
            ...[
              words.inhabitants,
              words.places,
              ...(level === 'epci' ? [words.within5, words.within10] : [words.nearest]),
              words.verifiedShort,
              words.readableShort,
              words.evening,
              words.saturday,
            ].map(heading => ({ title: heading, numeric: true })),
          ]}
          rows={rows.map(({ area: row, href }) => [
            href ? <a href={href}>{row.name}</a> : row.name,
            number(row.inhabitants),
            number(row.places),
            ...(level === 'epci'
              ? [share(row.within5, row.located), share(row.within10, row.located)]
              : [distanceOf(row, words)]),
            share(row.verified, row.places),
            share(row.readable, row.places),
            number(row.evening),
            number(row.saturday),
          ])}
        />
      )}
      <Breakdown {...props} />
      <h2>{words.method}</h2>
      <p>{words.methodText}</p>
      {area.located < area.inhabitants ? <p>{words.located(area.inhabitants - area.located)}</p> : null}
      <p>{words.sources}</p>
    </div>
  );
}

function distanceOf(
  row: AreaCoverage,
  words: { kilometres: (km: number) => string; unknown: string },
): string {
  return 'nearestKm' in row && typeof row.nearestKm === 'number'
    ? words.kilometres(row.nearestKm)
    : words.unknown;
}

function Breakdown({ services, kinds, whiteZones, area, reader, today, communesCsvHref }: CoveragePageProps) {
  const words = say(coverageMessages, reader);
  const number = (value: number) => numberText(value, reader.language, 0);
  const dated = (caption: string) =>
    `${caption}, ${dayText(today, { language: reader.language, short: true })}`;
  return (
    <>
      <h2>{words.whites}</h2>
      {whiteZones.length === 0 && area.places > 0 ? <p>{words.noWhite}</p> : null}
      {whiteZones.length > mostZones ? (
        <p>
          {words.farthest(mostZones, whiteZones.length)}{' '}
          <a href={communesCsvHref}>{words.downloadCommunes}</a>
        </p>
      ) : null}
      {whiteZones.length > 0 ? (
        <Table
          id="zones"
          captionHidden
          caption={dated(words.whites)}
          columns={[
            { title: words.commune },
            { title: words.nearest, numeric: true },
            { title: words.inhabitants, numeric: true },
          ]}
          rows={whiteZones
            .slice(0, mostZones)
            .map(zone => [
              <a href={`/lieux/commune/${zone.code}`}>{zone.name}</a>,
              distanceOf(zone, words),
              number(zone.inhabitants),
            ])}
        />
      ) : null}
      <h2>{words.services}</h2>
      <Table
        id="services"
        captionHidden
        caption={dated(words.services)}
        columns={[
          { title: words.service },
          { title: words.places, numeric: true },
          { title: words.within5, numeric: true },
          { title: words.within10, numeric: true },
        ]}
        rows={services.map(row => [
          <a href={row.href}>{row.label}</a>,
          number(row.count),
          shareText(row.area.within5, row.area.located, reader.language),
          shareText(row.area.within10, row.area.located, reader.language),
        ])}
      />
      <p>{words.several}</p>
      <h2>{words.kinds}</h2>
      <Table
        id="types"
        captionHidden
        caption={dated(words.kinds)}
        columns={[{ title: words.kind }, { title: words.places, numeric: true }]}
        rows={kinds.map(row => [row.label, number(row.count)])}
      />
    </>
  );
}
