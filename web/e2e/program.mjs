// The real program: the demo under test, a house of one practice without an account, and the command line.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const house = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = join(house, 'web/dist');

export function findProgram() {
  const places = ['release', 'dev'].map((preset) => join(house, 'build', preset, 'src/cli/kader'));
  const found = process.env.KADER ? [process.env.KADER] : places.filter((place) => existsSync(place));
  if (!found[0]) throw new Error('no kader program found; say where it is with KADER=');
  return found[0];
}

export function kader(...words) {
  return execFileSync(findProgram(), words, { cwd: house, encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
}

// A folder with one of the examples, moved to today as the demo does.
export function movedExample(name) {
  const folder = mkdtempSync(join(tmpdir(), 'kader-example-'));
  kader('move-dates', join(house, 'examples', name), join(folder, name), '--was', '2026-11-21');
  return join(folder, name);
}

// Started, and there when it has told its address; `stop` waits until it is gone.
// `folder`: where it runs and puts what is temporary, with core files allowed; `signal`: how it is ended.
async function started(words, { folder, signal = 'SIGTERM' } = {}) {
  const all = [...words, '--port', '0', '--web', dist];
  const how = { cwd: folder ?? house, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(folder && { TMPDIR: folder }) } };
  const child = folder ? spawn('sh', ['-c', 'ulimit -c unlimited; exec "$@"', 'sh', findProgram(), ...all], how) : spawn(findProgram(), all, how);
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  child.stderr.on('data', (bytes) => (said += bytes));
  const gone = new Promise((resolve) => child.on('close', resolve));
  const stop = () => (child.kill(signal), gone);
  process.on('exit', () => child.kill('SIGKILL'));
  const whenSaid = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(said);
        if (found) resolve(found[0]);
      };
      child.stdout.on('data', look);
      gone.then(() => reject(new Error(`it stopped: ${said}`)));
      setTimeout(() => reject(new Error(`it did not say ${pattern} within 60 seconds: ${said}`)), 60_000).unref();
      look();
    });
  return { said: whenSaid, all: () => said, stop };
}

export async function startDemo() {
  const demo = await started(['demo']);
  return { url: new URL(await demo.said(/http:\/\/localhost:\d+/)).origin, stop: demo.stop };
}

// The pages for everybody, without any practice. `earlier`: the norms of the edition before.
export async function startPublic(earlier, how) {
  const server = await started(['serve', '--public', ...(earlier ? ['--earlier-norms', earlier] : [])], how);
  return { url: new URL(await server.said(/http:\/\/localhost:\d+/)).origin, stop: server.stop, said: server.all };
}

// One practice, nobody has an account yet. `setUp` is the address that is told once.
export async function startEmptyHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'kader-house-'));
  const data = join(folder, 'data');
  kader('init', '--data', data, '--practice', 'Praktijk Nieuw');
  const server = await started(['serve', '--data', data]);
  const setUp = await server.said(/http:\S+token=\w+/);
  return {
    url: new URL(setUp).origin,
    setUp,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
