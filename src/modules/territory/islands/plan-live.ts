// The form of a plan answers as its hypotheses move: the same engine, in a worker. Whatever fails here, the button stays.
import type { PlanAsked, ScoredPlace } from '../domain/plans/asked.ts';
import {
  changesOf,
  type HypothesesTyped,
  hypothesesOf,
  isNobody,
  type Trail,
  type Tried,
} from '../domain/plans/trying.ts';
import type { Answer, Question } from './plan-solver.ts';

/** What the page of points holds; see `routes/plan-points.ts`. */
interface Points {
  asked: PlanAsked;
  /** Places of the plan, in the order of their numbers on the map. */
  sites: string[];
  epcis: string[];
  places: [
    code: string,
    name: string,
    lat: number,
    lon: number,
    epci: number,
    population: number,
    age65Plus: number | null,
    lowDiploma: number | null,
    score: number | null,
    x: number,
    y: number,
  ][];
}

type Words = Record<
  | 'tried'
  | 'proven'
  | 'gap'
  | 'same'
  | 'coming'
  | 'leaving'
  | 'computing'
  | 'other'
  | 'failed'
  | 'impossible'
  | 'legend'
  | 'number'
  | 'wrong'
  | 'nobody',
  string
>;

/** A hand that moves a slider pauses for so long before anything is computed, in milliseconds. */
const pause = 150;
/** Screen readers are told no more often than this, in milliseconds. */
const quiet = 1000;

const svg = 'http://www.w3.org/2000/svg';

class PlanLive extends HTMLElement {
  private words!: Words;
  private points: Promise<Points> | null = null;
  private worker: Worker | null = null;
  private isBusy = false;
  private trail: Trail | null = null;
  private waiting = 0;
  private saidAt = 0;
  private saying = 0;
  private readonly figures = document.createElement('div');
  private readonly voice = document.createElement('p');

  connectedCallback() {
    const form = this.querySelector('form');
    if (!form || !('Worker' in window)) return;
    this.words = JSON.parse(this.dataset.words ?? '{}') as Words;
    this.figures.className = 'flow live';
    this.voice.className = 'sr';
    this.voice.setAttribute('role', 'status');
    form.append(this.figures, this.voice);
    for (const slider of Array.from(form.querySelectorAll<HTMLInputElement>('input[type=range]')))
      this.addNumber(slider);
    form.addEventListener('input', event => {
      if ((event.target as Element).matches('[type=range],[type=number],[name=p],[name=model]')) this.ask();
    });
    // A browser that goes back brings the form as it was left.
    window.addEventListener('pagehide', () => this.stop());
  }

  disconnectedCallback() {
    this.stop();
  }

  /** A number beside each slider: exact, and easier than a hand that trembles. */
  private addNumber(slider: HTMLInputElement) {
    const label = slider.labels?.[0]?.textContent ?? '';
    const field = document.createElement('input');
    field.type = 'number';
    field.inputMode = 'numeric';
    for (const name of ['min', 'max', 'step'] as const) field[name] = slider[name];
    field.value = slider.value;
    field.setAttribute('aria-label', fill(this.words.number, { label }));
    slider.before(field);
    slider.parentElement!.classList.add('exact');
    slider.addEventListener('input', () => {
      field.value = slider.value;
    });
    field.addEventListener('input', () => {
      if (field.value !== '') slider.value = field.value;
    });
    field.addEventListener('change', () => {
      field.value = slider.value;
    });
  }

  private ask() {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => {
      this.answer().catch(() => this.say([this.words.failed]));
    }, pause);
  }

  private async answer() {
    const form = this.querySelector('form')!;
    const typed = Object.fromEntries(
      Array.from(new FormData(form), ([name, value]) => [name, String(value)]),
    );
    if (typed.model !== undefined && typed.model !== 'p-median') return this.say([this.words.other]);
    this.points ??= fetch(this.dataset.points!, { credentials: 'same-origin' }).then(answer => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json() as Promise<Points>;
    });
    const points = await this.points;
    const before = points.asked;
    const p = Number(typed.p);
    const asked: PlanAsked = {
      ...before,
      ...hypothesesOf({ keep: String(before.keep / 1000), ...typed } as HypothesesTyped),
      p,
    };
    if (!Number.isInteger(p) || p < 1 || p > points.places.length) return this.say([this.words.wrong]);
    if (isNobody(asked.weights)) return this.say([this.words.nobody]);
    this.solve(points, asked);
  }

  private solve(points: Points, asked: PlanAsked) {
    // A question that is no more asked is not worth waiting for.
    if (this.isBusy) this.stop();
    if (!this.worker) {
      this.worker = new Worker(this.dataset.solver!);
      this.worker.onerror = () => {
        this.stop();
        this.say([this.words.failed]);
      };
    }
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.isBusy = false;
      if (!data) return this.say([this.words.impossible]);
      this.trail = data.trail;
      this.show(points, data.tried);
    };
    this.isBusy = true;
    this.figures.setAttribute('aria-busy', 'true');
    if (this.figures.childElementCount === 0) this.write([this.words.computing]);
    const question: Question = {
      places: points.places.map(each => placeOf(each, points)),
      asked,
      trail: this.trail,
    };
    this.worker.postMessage(question);
  }

  private stop() {
    this.worker?.terminate();
    this.worker = null;
    this.isBusy = false;
  }

  private show({ places, sites }: Points, tried: Tried) {
    const { words } = this;
    const nameOf = new Map(places.map(([code, name]) => [code, name]));
    const { coming, leaving } = changesOf(
      sites,
      tried.open.map(site => places[site]![0]),
    );
    const names = (codes: string[]) => codes.map(code => nameOf.get(code)).join(', ');
    this.say([
      fill(words.tried, {
        p: String(tried.open.length),
        mean: numberText(tried.mean, 1),
        within: percentText(tried.within15, 0),
        max: numberText(tried.max, 0),
      }),
      tried.gap === 0
        ? words.proven
        : fill(words.gap, { gap: percentText(tried.gap, tried.gap < 0.001 ? 2 : 1) }),
      ...(coming.length + leaving.length === 0 ? [words.same] : []),
      ...(coming.length > 0 ? [fill(words.coming, { names: names(coming) })] : []),
      ...(leaving.length > 0 ? [fill(words.leaving, { names: names(leaving) })] : []),
    ]);
    this.draw(places, sites, coming, leaving);
  }

  /** On screen at once; said aloud once a second at most, the last one always. */
  private say(sentences: string[]) {
    this.figures.removeAttribute('aria-busy');
    this.write(sentences);
    window.clearTimeout(this.saying);
    this.saying = window.setTimeout(
      () => {
        this.saidAt = performance.now();
        this.voice.textContent = sentences.slice(0, 2).join(' ');
      },
      Math.max(0, this.saidAt + quiet - performance.now()),
    );
  }

  private write(sentences: string[]) {
    this.figures.replaceChildren(
      ...sentences.map((sentence, at) => {
        const line = document.createElement('p');
        const words = at === 1 ? line.appendChild(document.createElement('b')) : line;
        words.textContent = sentence;
        return line;
      }),
    );
  }

  /** The same signs as the server's: dotted for places that go, « + » for those that come. */
  private draw(places: Points['places'], sites: string[], coming: string[], leaving: string[]) {
    const map = document.querySelector('#carte svg');
    if (!map) return;
    for (const one of Array.from(map.querySelectorAll('.came'))) one.remove();
    for (const [at, spot] of Array.from(map.querySelectorAll('.spot')).entries())
      spot.classList.toggle('gone', leaving.includes(sites[at]!));
    for (const [code, , , , , , , , , x, y] of places)
      if (coming.includes(code)) {
        const spot = map.appendChild(document.createElementNS(svg, 'g'));
        spot.setAttribute('class', 'spot came');
        const circle = spot.appendChild(document.createElementNS(svg, 'circle'));
        const sign = spot.appendChild(document.createElementNS(svg, 'text'));
        for (const [name, value] of Object.entries({ class: 'site', cx: x, cy: y, r: 12 }))
          circle.setAttribute(name, String(value));
        for (const [name, value] of Object.entries({ class: 'in wh', x, y: y + 4.5 }))
          sign.setAttribute(name, String(value));
        sign.textContent = '+';
      }
    const caption = map.parentElement!.querySelector('figcaption')!;
    caption.querySelector('[data-legend]')?.remove();
    if (coming.length + leaving.length === 0) return;
    const legend = caption.appendChild(document.createElement('p'));
    legend.dataset.legend = '';
    legend.textContent = this.words.legend;
  }
}

const placeOf = (
  [code, name, lat, lon, epci, population, age65Plus, lowDiploma, score]: Points['places'][number],
  { epcis }: Points,
): ScoredPlace => ({ code, name, lat, lon, epci: epcis[epci]!, population, age65Plus, lowDiploma, score });

const fill = (sentence: string, values: Record<string, string>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const language = () => document.documentElement.lang;

const numberText = (value: number, decimals: number): string =>
  value.toLocaleString(language(), { maximumFractionDigits: decimals });

const percentText = (share: number, decimals: number): string =>
  share.toLocaleString(language(), { style: 'percent', maximumFractionDigits: decimals });

customElements.define('plan-live', PlanLive);
