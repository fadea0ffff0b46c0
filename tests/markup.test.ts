import { expect, test } from 'vitest';
import {
  brokenAnchors,
  formsWithoutKey,
  inlineCode,
  leadsTo,
  repeatedIds,
  tagsOf,
  unlabelledFields,
} from './markup.ts';

test('les balises sont lues avec leurs attributs, commentaires laissés', () => {
  const tags = tagsOf('<p class="a &amp; b" hidden>x<br/><!-- <b> --></p>');
  expect(tags.map(tag => tag.name)).toEqual(['p', 'br']);
  expect(tags[0]!.attributes).toEqual({ class: 'a & b', hidden: '' });
});

test('une case sans nom est vue, quatre façons de nommer sont acceptées', () => {
  expect(unlabelledFields('<input name="a" id="a">').map(tag => tag.attributes.name)).toEqual(['a']);
  const named =
    '<label for="a">A</label><input id="a"><label>B <input name="b"></label><input aria-label="C"><input aria-labelledby="d"><input type="hidden">';
  expect(unlabelledFields(named)).toEqual([]);
  expect(unlabelledFields('<label>B</label><select name="s"></select>')).toHaveLength(1);
});

test('le code dans la page est vu, les données structurées passent', () => {
  const bad =
    '<style>p{}</style><script>x()</script><p style="color:red" onclick="x()">a</p><a href="javascript:x()">b</a>';
  expect(inlineCode(bad)).toHaveLength(5);
  expect(
    inlineCode('<script type="application/ld+json">{}</script><script src="/a.js" defer></script>'),
  ).toEqual([]);
});

test('un formulaire qui écrit sans clé est vu', () => {
  expect(formsWithoutKey('<form method="post"><input name="cle" value="k"></form>')).toEqual([]);
  expect(formsWithoutKey('<form method="post"><input name="x" value="k"></form>')).toHaveLength(1);
  expect(formsWithoutKey('<form action="/lieux"></form>')).toEqual([]);
});

test('les liens et les formulaires du site sont suivis, pas les autres sites', () => {
  const from = new URL('http://localhost:1/lieux?q=dax');
  const html =
    '<a href="/a">a</a><a href="?page=2">b</a><a href="https://ailleurs.example/">c</a><a href="tel:+33">d</a><form action="/f"></form><form method="post" action="/g"></form>';
  expect(leadsTo(html, from).map(url => `${url.pathname}${url.search}`)).toEqual([
    '/a',
    '/lieux?page=2',
    '/f',
  ]);
});

test('un renvoi dans le vide et un identifiant répété sont vus', () => {
  expect(brokenAnchors('<a href="#là">x</a><a href="#ici">x</a><p id="ici">')).toEqual(['là']);
  expect(repeatedIds('<p id="a"><p id="b"><p id="a">')).toEqual(['a']);
});
