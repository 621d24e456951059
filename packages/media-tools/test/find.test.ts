import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, findFfmpeg, findFfprobe } from '../src/index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-find-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function plant(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

describe('findFfmpeg and findFfprobe', () => {
  test('find the tools of this machine', () => {
    expect(findFfmpeg()).toMatchObject({ kind: 'found', tool: 'ffmpeg' });
    expect(findFfprobe()).toMatchObject({ kind: 'found', tool: 'ffprobe' });
  });

  test('take the file that the environment names before all others', async () => {
    const path = await plant('my-ffmpeg');
    const env = { GATECAST_FFMPEG: path, PATH: process.env['PATH'] };
    expect(findFfmpeg({ env, platform: 'linux' })).toEqual({ kind: 'found', tool: 'ffmpeg', path, from: 'environment' });
  });

  test('say so when the environment names a file that is not there, instead of running another', () => {
    const env = { GATECAST_FFPROBE: '/nowhere/ffprobe', PATH: process.env['PATH'] };
    expect(findFfprobe({ env, platform: 'linux' })).toEqual({
      kind: 'missing',
      tool: 'ffprobe',
      reason: 'misnamed',
      variable: 'GATECAST_FFPROBE',
      named: '/nowhere/ffprobe',
      hint: 'apt-get install -y ffmpeg',
    });
  });

  test('pass over what is no runnable file and what stands in a relative folder of PATH', async () => {
    await writeFile(join(folder, 'ffprobe'), 'text');
    await mkdir(join(folder, 'sub', 'ffprobe'), { recursive: true });
    const search = findFfprobe({ env: { PATH: `:.:${folder}:${join(folder, 'sub')}` }, platform: 'linux' });
    expect(search).toEqual({
      kind: 'missing',
      tool: 'ffprobe',
      reason: 'not-installed',
      variable: 'GATECAST_FFPROBE',
      named: null,
      hint: 'apt-get install -y ffmpeg',
    });
  });
});

describe('findChromium', () => {
  test('finds the browser of this machine', () => {
    expect(findChromium()).toMatchObject({ kind: 'found', tool: 'chromium' });
  });

  test('prefers Chromium to Chrome to Edge within PATH', async () => {
    const edge = await plant('microsoft-edge');
    const from = { env: { PATH: folder }, platform: 'linux' } as const;
    expect(findChromium(from)).toEqual({ kind: 'found', tool: 'chromium', path: edge, from: 'search-path' });
    const chrome = await plant('google-chrome');
    expect(findChromium(from)).toMatchObject({ path: chrome });
    const chromium = await plant('chromium');
    expect(findChromium(from)).toMatchObject({ path: chromium });
  });

  test('looks into the application folders of macOS', async () => {
    const programs = join(folder, 'Applications', 'Microsoft Edge.app', 'Contents', 'MacOS');
    await mkdir(programs, { recursive: true });
    const path = join(programs, 'Microsoft Edge');
    await writeFile(path, '');
    await chmod(path, 0o755);
    const search = findChromium({ env: { HOME: folder, PATH: '' }, platform: 'darwin' });
    expect(search).toEqual({ kind: 'found', tool: 'chromium', path, from: 'usual-place' });
  });

  test('gives the hint when there is none', () => {
    expect(findChromium({ env: {}, platform: 'win32' })).toMatchObject({
      kind: 'missing',
      reason: 'not-installed',
      hint: 'apt-get install -y chromium',
    });
  });
});
