import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { mark } from './landscape.tsx';
import { frameMessages } from './messages.ts';
import type { Reader } from './site.ts';

interface SheetProps {
  id: string;
  /** « Airial, le numérique dans les Landes » */
  issuer: string;
  /** « Mandat no 2026-0417, exemplaire de la personne » */
  reference: Child;
  title: string;
  children: Child;
}

/** An A4 document on screen, as on paper; the legal file is the printed one. */
export function Sheet({ id, issuer, reference, title, children }: SheetProps) {
  return (
    <article class="sheet flow" aria-labelledby={id}>
      <div class="sheet-head">
        <div>
          <b>{issuer}</b>
          {reference}
        </div>
        {mark}
      </div>
      <h2 class="sheet-title" id={id}>
        {title}
      </h2>
      {children}
    </article>
  );
}

/** What is allowed and what is not: a box for the eye, « oui » or « non » for the ear. */
export function TickBoxes({
  lines,
  reader,
}: {
  lines: readonly { text: Child; on: boolean }[];
  reader: Reader;
}) {
  const words = say(frameMessages, reader);
  return (
    <ul class="ticks2">
      {lines.map(line => (
        <li class={line.on ? 'tick on' : 'tick'}>
          <span>
            {line.text}
            <span class="sr"> ({line.on ? words.ticked : words.notTicked})</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Room for two signatures. */
export function Signatures({ left, right }: { left: Child; right: Child }) {
  return (
    <div class="sign">
      <div>{left}</div>
      <div>{right}</div>
    </div>
  );
}

interface CardProps {
  id: string;
  title: string;
  /** What stays on the first half: address, number, whom to call. */
  children: Child;
  /** A drawing to scan, of class `qr`. */
  code?: Child;
  lost: Child;
  /** « Détachez ici » */
  fold: string;
  wordsTitle: string;
  words: readonly string[];
}

/** The A6 access card, two halves to detach; its words exist on paper only. */
export function Card({ id, title, children, code, lost, fold, wordsTitle, words }: CardProps) {
  return (
    <article class="card" aria-labelledby={id}>
      <div class="halves">
        <div>
          <div class="id">
            {mark}
            <h2 id={id}>{title}</h2>
          </div>
          {children}
        </div>
        {code}
      </div>
      <p class="small lost">{lost}</p>
      <div class="fold">
        <span>{fold}</span>
      </div>
      <h3>{wordsTitle}</h3>
      <ol class="words">
        {words.map((word, index) => (
          <li>
            <span>{index + 1}</span>
            {word}
          </li>
        ))}
      </ol>
    </article>
  );
}
