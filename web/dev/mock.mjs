// Stands in for the server while the page is worked on: the same routes, answered by the command line from the
// example folders, under the same policy. Never for real records.
//
//   node dev/mock.mjs [PORT]      KADER=path/of/kader; KADER_MOCK_DEMO=0: as if it were no demo
//
// Sign in with mock / mock-password-1, or wrong ten times to be told to wait.

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const house = dirname(web);
const dist = join(web, 'dist');
const port = Number(process.argv[2] ?? 8421);
const demo = process.env.KADER_MOCK_DEMO !== '0';
const kader =
  process.env.KADER ??
  ['dev', 'release'].map((preset) => join(house, 'build', preset, 'src/cli/kader')).find((path) => existsSync(path));
if (!kader) throw new Error('no kader program found; say where it is with KADER=');

const today = '2026-11-21';
const nothing = join(mkdtempSync(join(tmpdir(), 'kader-mock-')), 'leeg');
mkdirSync(nothing);
const practices = [
  ['kliniek', 'Huidkliniek Voorbeeld', 'Kliniek met 27 mensen, drie locaties en alle 22 vragen.', 'Clinic with 27 people, three locations and all 22 questions.'],
  ['solo', 'Injectables Solo Proef', 'Iemand die alleen werkt: 15 vragen.', 'Someone who works alone: 15 questions.'],
  ['salon', 'Salon Fictief', 'Salon die nog moet beginnen, met één Excel-bestand.', 'Salon that has yet to begin, with one Excel file.'],
  ['leeg', 'Praktijk Nieuw', 'Een praktijk waar nog niets in staat.', 'A practice without anything in it.'],
].map(([folder, name, nl, en], index) => ({
  id: `00000000-0000-4000-8000-00000000000${index + 1}`,
  folder: folder === 'leeg' ? nothing : join(house, 'examples', folder),
  name,
  about: { nl, en },
}));

const norms = readNorms();
const cache = new Map();
function run(...args) {
  const key = args.join(' ');
  if (!cache.has(key)) cache.set(key, execFileSync(kader, args, { cwd: house, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 }));
  return JSON.parse(cache.get(key));
}

// ---- What an older command line does not say yet ----

function readNorms() {
  const texts = {};
  const files = execFileSync('find', [join(house, 'norms'), '-name', '*.toml'], { encoding: 'utf8' }).trim().split('\n');
  for (const file of files)
    for (const block of readFileSync(file, 'utf8').split(/^\[\[?/m)) {
      const of = (key) => JSON.parse(new RegExp(`^${key} = (".*")$`, 'm').exec(block)?.[1] ?? '""');
      const id = file.endsWith('questions.toml') ? `question ${/^number = (\d+)/m.exec(block)?.[1]}` : of('id');
      if (id && of('explain_nl')) texts[id] = { nl: of('explain_nl'), en: of('explain_en') };
    }
  const scope = readFileSync(join(house, 'norms/scope.toml'), 'utf8');
  for (const [ground, section] of [['legal_form_unknown', 'legal_form_known'], ['more_than_one', 'asked_all'], ['solo', 'asked_fewer'], ['solo_perhaps', 'asked_all_unconfirmed']]) {
    const block = scope.split(`[${section}]`)[1];
    texts[`scope ${ground}`] = {
      nl: JSON.parse(/reason_nl = (".*")/.exec(block)[1]),
      en: JSON.parse(/reason_en = (".*")/.exec(block)[1]),
    };
  }
  return texts;
}

function lackText(lack, nl) {
  const row = (record) => `${record.list} ${record.kenmerk}`;
  let text = lack.subject.replace(':', ' ');
  if (lack.record) text += text ? ` (${row(lack.record)})` : row(lack.record);
  const parts = [text];
  if (lack.in_the_way) parts.push(nl ? 'dit staat in de weg' : 'this stands in the way');
  if (lack.last && lack.last_through) parts.push(`${row(lack.last)} ${nl ? 'telde tot en met' : 'counted through'} ${lack.last_through}`);
  if (lack.next && lack.next_from) parts.push(`${row(lack.next)} ${nl ? 'telt vanaf' : 'counts from'} ${lack.next_from}`);
  return parts.filter(Boolean).join(': ');
}

function completed(answer) {
  const none = { nl: '', en: '' };
  answer.scope.text ??= norms[`scope ${answer.scope.ground}`] ?? none;
  for (const question of answer.questions) {
    question.explain ??= norms[`question ${question.number}`] ?? none;
    for (const requirement of question.requirements) {
      requirement.explain ??= norms[requirement.id] ?? none;
      for (const lack of [...requirement.reasons.lacks, ...requirement.reasons.gaps])
        lack.text ??= { nl: lackText(lack, true), en: lackText(lack, false) };
    }
  }
  return answer;
}

// ---- The routes ----

const sessions = new Map();
let wrong = 0;
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.json': 'application/json' };

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const dutch = !(request.headers['accept-language'] ?? '').startsWith('en');
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const send = (status, type, body, headers = {}) => {
    const zip = /gzip/.test(request.headers['accept-encoding'] ?? '') && body.length > 1000 && !type.startsWith('font');
    response.writeHead(status, { 'Content-Type': type, ...(zip && { 'Content-Encoding': 'gzip' }), ...headers });
    response.end(zip ? gzipSync(body) : body);
  };
  const json = (body, headers) => send(200, 'application/json', JSON.stringify(body), { 'Cache-Control': 'no-store', ...headers });
  const refuse = (status, nl, en, more = {}, headers = {}) =>
    send(status, 'application/problem+json', JSON.stringify({ type: 'about:blank', title: dutch ? 'Dit lukte niet' : 'This did not work', status, detail: dutch ? nl : en, reference: randomUUID().slice(0, 8), ...more }), headers);
  const id = /kader=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const practice = practices.find((one) => one.id === sessions.get(id)?.practice);
  const session = (of, made) => ({
    practice: { id: of.id, name: of.name },
    account: { name: demo ? 'Demo' : 'Lotte Voorbeeld', role: 'owner' },
    demo,
    today,
    practices: null,
    csrf: made,
    state: 'active',
    lacks: 'nothing',
    fresh: true,
    shared: false,
    recovery_codes_left: 10,
  });
  const enter = (of, within = (session) => session) => {
    const made = randomUUID();
    sessions.set(made, { practice: of.id });
    json(within(session(of, made)), { 'Set-Cookie': `kader=${made}; Path=/; HttpOnly; SameSite=Strict` });
  };
  const body = async () => {
    let text = '';
    for await (const part of request) text += part;
    return JSON.parse(text || '{}');
  };
  try {
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /api/session':
        return practice ? json(session(practice, id)) : refuse(401, 'U bent niet aangemeld.', 'You are not signed in.');
      case 'DELETE /api/session':
        if (request.headers['x-kader-csrf'] !== id) return refuse(403, 'Het teken klopt niet.', 'The token is wrong.');
        sessions.delete(id);
        response.writeHead(204);
        return response.end();
      case 'POST /api/session': {
        const { login, password } = await body();
        // The second step is left out here.
        if (login === 'mock' && password === 'mock-password-1') return enter(practices[0], (session) => ({ pending: null, session }));
        if (++wrong > 9) return refuse(429, 'Te vaak.', 'Too often.', {}, { 'Retry-After': '5' });
        return refuse(401, 'Gebruikersnaam of wachtwoord klopt niet.', 'User name or password is wrong.');
      }
      case 'POST /api/setup': {
        const { token, login } = await body();
        if (token !== 'mock') return refuse(403, 'Deze code is niet geldig of al gebruikt.', 'This code is not valid or was used.');
        if (login === 'admin')
          return refuse(422, 'Niet alles is goed ingevuld.', 'Not all was filled in right.', { fields: [{ pointer: '/login', detail: dutch ? 'Kies een andere naam.' : 'Choose another name.' }] });
        return enter(practices[0]);
      }
      case 'GET /api/demo':
        return demo
          ? json({ practices: practices.map(({ id, name, about }) => ({ id, name, about })) })
          : refuse(404, 'Dit is geen demo.', 'This is no demo.');
      case 'POST /api/demo/session': {
        const { practice: wanted } = await body();
        const found = practices.find((one) => one.id === wanted);
        return found && demo ? enter(found) : refuse(404, 'Deze praktijk is er niet.', 'This practice is not there.');
      }
      case 'GET /api/check':
      case 'GET /api/check/forecast': {
        if (!practice) return refuse(401, 'U bent niet aangemeld.', 'You are not signed in.');
        const query = (name) => url.searchParams.get(name);
        if (url.pathname.endsWith('forecast')) {
          const from = query('from') ?? today;
          const through = query('through');
          return json(run('forecast', practice.folder, '--on', from, ...(through ? ['--until', through] : []), '--format', 'json'));
        }
        const on = query('on') ?? today;
        if (on === '2000-01-01') return refuse(500, 'De server kon dit niet uitrekenen.', 'The server could not work this out.');
        const known = query('known_on');
        return json(completed(run('check', practice.folder, '--on', on, ...(known ? ['--known-on', known] : []), '--format', 'json')));
      }
    }
    if (url.pathname.startsWith('/api/')) return refuse(404, 'Dit is er niet.', 'This is not here.');
    if (!url.pathname.startsWith('/app/')) {
      response.writeHead(302, { Location: '/app/' });
      return response.end();
    }
    const path = join(dist, normalize(url.pathname.slice(5)));
    const asset = path.startsWith(dist) && extname(path) && existsSync(path) ? path : join(dist, 'index.html');
    const forever = asset.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return send(200, types[extname(asset)] ?? 'application/octet-stream', readFileSync(asset), { 'Cache-Control': forever });
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    return refuse(500, 'Er ging iets mis.', 'Something went wrong.');
  }
}).listen(port, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${port}/app/\n`));
