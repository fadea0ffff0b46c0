import type { Reader } from './ui/site.ts';

/**
 * The one place that writes numbers, days, hours and phones as people read them
 * (French typography: no-break spaces, comma, « 9 h 30 »; plain English beside it).
 */
type Language = Reader['language'];

/** Keeps two words on one line; French wants it before `: ; ! ? %` and units. */
export const noBreak = '\u00a0';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

const numberFormats = new Map<string, Intl.NumberFormat>();

/** 1204 → « 1 204 »; 5.84 → « 5,8 ». At most `decimals` decimals (1 by default), never a trailing zero. */
export function numberText(value: number, language: Language = 'fr', decimals = 1): string {
  const key = `${language}${decimals}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: decimals });
    numberFormats.set(key, format);
  }
  return format.format(value).replaceAll('\u202f', noBreak);
}

const fixedFormats = {
  fr: new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
};

/** A mark out of ten, or a difference of marks, always with its decimal: 7 → « 7,0 ». The minus is the true one. */
export function markText(value: number, language: Language = 'fr'): string {
  return fixedFormats[language].format(value).replaceAll('\u202f', noBreak).replace('-', '−');
}

/** A share between 0 and 1: 0.89 → « 89 % ». */
export function percentText(share: number, language: Language = 'fr'): string {
  const number = numberText(share * 100, language, 0);
  return language === 'fr' ? `${number}${noBreak}%` : `${number}%`;
}

/** A number and its unit that stay together: « 25 km », « 12 € ». */
export function unitText(value: number, unit: string, language: Language = 'fr'): string {
  return `${numberText(value, language)}${noBreak}${unit}`;
}

/** Kilometres as people say them: whole from 1 km, hundreds of metres below, never « 0 m ». */
export function distanceText(kilometres: number, language: Language = 'fr'): string {
  if (kilometres >= 0.95) return unitText(Math.round(kilometres), 'km', language);
  return unitText(Math.max(1, Math.round(kilometres * 10)) * 100, 'm', language);
}

/** Length of time in minutes: « 45 min », « 1 h », « 1 h 30 ». */
export function durationText(minutes: number): string {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${rest}${noBreak}min`;
  return rest === 0 ? `${hours}${noBreak}h` : `${hours}${noBreak}h${noBreak}${twoDigits(rest)}`;
}

/** Minutes since midnight: 570 → « 9 h 30 », in English « 9:30 am »; 1440 is midnight. */
export function hourText(minutes: number, language: Language = 'fr'): string {
  const hours = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  if (language === 'fr') {
    return rest === 0 ? `${hours}${noBreak}h` : `${hours}${noBreak}h${noBreak}${twoDigits(rest)}`;
  }
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}${rest === 0 ? '' : `:${twoDigits(rest)}`}`;
  return `${clock}${noBreak}${hours < 12 ? 'am' : 'pm'}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** 1 → « 1er », 2 → « 2e »; in English « 1st », « 2nd ». */
export function ordinalText(value: number, language: Language = 'fr'): string {
  if (language === 'fr') return value === 1 ? '1er' : `${value}e`;
  const lastTwo = value % 100;
  const ending = lastTwo >= 11 && lastTwo <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][value % 10];
  return `${value}${ending ?? 'th'}`;
}

/** A calendar day: `2026-11-24`, or an instant, read on the clocks of Paris. */
export type Day = string | Date;

const parisParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day on the clocks of Paris, as `2026-11-24`. */
export function dayInParis(day: Day): string {
  if (typeof day === 'string') return day.slice(0, 10);
  return parisParts.format(day).slice(0, 10);
}

/** The time of an instant on the clocks of Paris: « 14 h 20 ». */
export function clockText(instant: Date, language: Language = 'fr'): string {
  const { hour, minute } = parisClock(instant);
  return hourText(hour * 60 + minute, language);
}

/** Hour and minute of an instant on the clocks of Paris. */
export function parisClock(instant: Date): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = parisParts.format(instant).slice(-5).split(':').map(Number);
  return { hour, minute };
}

const weekdays: Record<Language, readonly string[]> = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

const months: Record<Language, readonly string[]> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

interface DayStyle {
  language?: Language;
  /** The year is left out when the day is in the same year as this one. */
  now?: Day;
  /** Without the day of the week: « 3 novembre 2026 ». */
  short?: boolean;
}

/** « mardi 24 novembre », « vendredi 1er janvier 2027 »: the year only if it is another one than that of `now`. */
export function dayText(day: Day, { language = 'fr', now, short = false }: DayStyle = {}): string {
  const iso = dayInParis(day);
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  const words = [date === 1 && language === 'fr' ? '1er' : String(date), months[language][month - 1]];
  if (!short) words.unshift(weekdays[language][new Date(`${iso}T00:00:00Z`).getUTCDay()]);
  if (!now || dayInParis(now).slice(0, 4) !== iso.slice(0, 4)) words.push(String(year));
  return words.join(noBreak);
}

/** First letter in capital, for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** « 05 54 39 00 13 » from any spelling of a French number; another number is given back as written. */
export function phoneText(number: string): string {
  const national = nationalDigits(number);
  return national ? national.replace(/(\d\d)(?=\d)/g, `$1${noBreak}`) : number.trim();
}

/** Address that calls the number: `tel:+33554390013`; short numbers (3 or 4 digits) stay as they are. */
export function phoneHref(number: string): string {
  const national = nationalDigits(number);
  return national ? `tel:+33${national.slice(1)}` : `tel:${number.replace(/[^\d+]/g, '')}`;
}

/** The ten digits of a French number, or nothing. */
function nationalDigits(number: string): string | undefined {
  const digits = number
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '')
    .replace(/^(\+|00)33(?=[1-9]\d{8}$)/, '0');
  return /^0[1-9]\d{8}$/.test(digits) ? digits : undefined;
}
