// What stands on each sheet of a PDF that Chromium made, read without another program: every line of text with its
// place. Knows only what Chromium writes (Skia): plain objects, packed streams, text as hexadecimal codes.

import { inflateSync } from 'node:zlib';

const times = (a, b) => [
  a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
];

function streamOf(object) {
  const begin = /stream\r?\n/.exec(object);
  const bytes = Buffer.from(object.slice(begin.index + begin[0].length, object.lastIndexOf('endstream')), 'latin1');
  return object.slice(0, begin.index).includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1');
}

const letters = (hex) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

// From the codes of a font to letters.
function letteringOf(object, objects) {
  const map = new Map();
  const text = streamOf(objects.get(Number(/\/ToUnicode (\d+)/.exec(object)[1])));
  for (const [, part] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code, to] of part.matchAll(/<(\w+)>\s*<(\w+)>/g)) map.set(parseInt(code, 16), letters(to));
  for (const [, part] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, through, to] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let code = parseInt(from, 16); code <= parseInt(through, 16); ++code)
        map.set(code, letters((parseInt(to, 16) + code - parseInt(from, 16)).toString(16).padStart(4, '0')));
  return { map, digits: object.includes('/Type3') ? 2 : 4 };
}

function piecesOf(content, fonts, height) {
  const pieces = [];
  let here = [1, 0, 0, 1, 0, 0];
  let line = here;
  let font;
  let size = 0;
  const kept = [];
  let given = [];
  for (const [token] of content.matchAll(/<[0-9A-Fa-f]*>|\/\w+|[-+.\d]+|[A-Za-z*]+|[[\]]/g)) {
    if (/^[-+.\d<[\]]|^\//.test(token)) {
      given.push(token);
      continue;
    }
    const numbers = given.map(Number);
    if (token === 'q') kept.push(here);
    else if (token === 'Q') here = kept.pop();
    else if (token === 'cm') here = times(numbers, here);
    else if (token === 'Tf') [font, size] = [fonts.get(given[0]), numbers[1]];
    else if (token === 'Tm') line = numbers;
    else if (token === 'Td') line = times([1, 0, 0, 1, ...numbers], line);
    else if (token === 'Tj' || token === 'TJ') {
      const at = times(line, here);
      const codes = given.filter((one) => one.startsWith('<')).map((one) => one.slice(1, -1)).join('');
      const text = (codes.match(new RegExp(`.{${font.digits}}`, 'g')) ?? []).map((code) => font.map.get(parseInt(code, 16)) ?? '').join('');
      pieces.push({ x: at[4], y: height - at[5], size: Math.abs(size * Math.hypot(at[0], at[1])), text });
    }
    given = [];
  }
  return pieces;
}

// For each sheet its height and its lines from top to bottom, in points (a 72nd of an inch).
export function sheetsOf(pdf) {
  const file = pdf.toString('latin1');
  const objects = new Map();
  for (const [, number, object] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)endobj/g)) objects.set(Number(number), object);
  const lettering = new Map();
  const fontOf = (number) => {
    if (!lettering.has(number)) lettering.set(number, letteringOf(objects.get(number), objects));
    return lettering.get(number);
  };
  const root = [...objects.values()].find((object) => /\/Type\s*\/Catalog\b/.test(object));
  const leaves = (number) => {
    const object = objects.get(number);
    if (/\/Type\s*\/Page\b/.test(object)) return [object];
    return [.../\/Kids\s*\[([^\]]*)\]/.exec(object)[1].matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => leaves(Number(kid)));
  };
  return leaves(Number(/\/Pages (\d+)/.exec(root)[1])).map((page) => {
    const height = Number(/\/MediaBox\s*\[\S+ \S+ \S+ ([\d.]+)/.exec(page)[1]);
    const fonts = new Map();
    for (const [, name, number] of (/\/Font\s*<<([\s\S]*?)>>/.exec(page)?.[1] ?? '').matchAll(/(\/\w+) (\d+) 0 R/g))
      fonts.set(name, fontOf(Number(number)));
    const lines = new Map();
    for (const piece of piecesOf(streamOf(objects.get(Number(/\/Contents (\d+)/.exec(page)[1]))), fonts, height)) {
      const y = Math.round(piece.y);
      lines.set(y, [...(lines.get(y) ?? []), piece]);
    }
    return {
      height,
      lines: [...lines].sort(([a], [b]) => a - b).map(([y, pieces]) => ({
        y,
        size: Math.max(...pieces.map(({ size }) => size)),
        smallest: Math.min(...pieces.map(({ size }) => size)),
        text: pieces.sort((a, b) => a.x - b.x).map(({ text }) => text).join(''),
      })),
    };
  });
}
