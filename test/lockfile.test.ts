import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockfile = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(lockfile) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** Licences that let everybody use, change and pass on what is built with them. */
const LICENCES =
  /^(?:MIT(?:-0)?|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|MPL-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|\(MIT AND BSD\)|Python-2\.0|Unlicense)$/;
/** sharp's libvips is linked to and not changed, which its LGPL allows. */
const WEAK_COPYLEFT = /^node_modules\/@img\/sharp-/;
/** The formatter on platforms that the lockfile was not made on; the registry in use there had none. */
const UNCHECKED = /^node_modules\/@biomejs\/cli-(?!linux-(?:x64|arm64)$)/;
/** None of these is run (.npmrc), and none is needed: their binaries come inside their packages. */
const WITH_SCRIPTS = ['node_modules/esbuild', 'node_modules/protobufjs', 'node_modules/sharp'];

describe('the lockfile', () => {
  it('holds many packages, so that the checks below check something', () => {
    expect(locked.length).toBeGreaterThan(100);
  });

  it('has a checksum for every package that is installed to run', () => {
    const unchecked = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(unchecked.filter(([path]) => !UNCHECKED.test(path)).map(([path]) => path)).toEqual([]);
    for (const [, { dev, optional }] of unchecked) expect([dev, optional]).toEqual([true, true]);
  });

  it('names what every platform needs, or else `npm ci` refuses it', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('takes no package from anywhere but the registry', () => {
    const elsewhere = locked.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  it('has no install script that nobody has looked at', () => {
    const scripted = locked.filter(([, each]) => each.hasInstallScript).map(([path]) => path);
    expect(scripted.filter((path) => !WITH_SCRIPTS.includes(path))).toEqual([]);
    expect(readFileSync(new URL('../.npmrc', import.meta.url), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('holds only licences that are free for everybody', () => {
    const other = locked.filter(([path, { license = 'none' }]) => {
      const all = license.replace(/[()]/g, '').split(/ (?:AND|OR) /);
      return !WEAK_COPYLEFT.test(path) && !all.some((each) => LICENCES.test(each));
    });
    expect(other.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});
