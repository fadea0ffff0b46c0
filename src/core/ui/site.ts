import type { Child } from 'hono/jsx';

/** What a person chose in « Texte et langue »; easy-to-read is always French. */
export interface Reader {
  language: 'fr' | 'en';
  falc: boolean;
  size: 'normal' | 'grand' | 'tres-grand';
}

/** The facts of the territory that pages show; everything comes from its settings. */
export interface Territory {
  /** « Landes » */
  name: string;
  /** « dans les Landes » */
  inName: string;
  /** « Le numérique dans les Landes » */
  slogan: string;
  helpPhone: { label: string; href: string } | null;
  /** « Du lundi au vendredi, de 9 h à 17 h. » */
  helpHours: string;
  /** Who publishes, who hosts: the two facts the law asks for. */
  publisher: string;
  host: string;
  /** An address to write to, when the territory gives one. */
  contact: string | null;
  /** Its own mark in the header, and the sheet of its own colours. */
  logo?: { href: string; width: number; height: number };
  sheet?: string;
}

/** What every page receives from the http layer. */
export interface Site {
  territory: Territory;
  /** Addresses of the style sheets, the common one first. */
  sheets: readonly string[];
  /** Address of this page: the links of « Texte et langue » keep its query. */
  url: URL;
  /** Scripts of the islands used by the page, as addresses; none is needed for the page to work. */
  islands?: readonly string[];
  /** Who is signed in; « Mon espace » leads to sign-in otherwise. */
  signedIn?: { name: string; organisation: string | null; sharedComputer: boolean };
  /** The professional menu, for pages of the desk. */
  menu?: readonly { href: string; label: string; current: boolean }[];
  /** Sources and licences, at the foot of every page. */
  attribution?: Child;
}

export interface Crumb {
  label: string;
  href?: string;
}

/** What a page says about itself around its body. */
export interface PageFrame {
  title: string;
  description?: string;
  /** The form on the page has something to correct: the title begins with « À corriger ». */
  error?: boolean;
  /** From « Accueil » to this page, the last without an address; empty on the home page. */
  crumbs: readonly Crumb[];
  /** The page exists in easy-to-read: the menu offers it and `falc` is applied. */
  easyToRead?: boolean;
  robots?: string;
  canonical?: string;
  feeds?: readonly { title: string; href: string }[];
  /** Made for a frame in another site: no header, breadcrumb nor footer. */
  bare?: boolean;
  /** A professional page: dense, with the menu of the desk. */
  desk?: boolean;
  /** Sheets that only some pages need: screens of professionals, papers. */
  sheets?: readonly ('desk.css' | 'paper.css')[];
  /** Names of the islands of the page, built from `islands/`. */
  islands?: readonly string[];
  /** Other elements of the head, for example data in JSON-LD. */
  head?: Child;
}
