import { build } from './build.mjs';
import { install, needsInstall } from './install.mjs';
import { alone } from './alone.mjs';

/** Installs and builds what is missing or out of date. A second run finds everything done. */
export async function setUp() {
  await alone(async () => {
    if (await needsInstall()) await install();
    await build();
  });
}
