import type { ExportedAttribute } from '../exported-case.js';

/** One XES attribute as an element. */
export const xesAttribute = ({ type, value }: Pick<ExportedAttribute, 'type' | 'value'>, key: string): string =>
  `<${type} key="${xmlText(key)}" value="${xmlText(String(value))}"/>`;

export const xesString = (key: string, value: string | undefined): string =>
  value === undefined ? '' : xesAttribute({ type: 'string', value }, key);

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text for an attribute in double quotes. Control characters, which XML 1.0 cannot hold, not even escaped, become U+FFFD. */
export const xmlText = (text: string): string =>
  text.replaceAll(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character).replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '\uFFFD');
