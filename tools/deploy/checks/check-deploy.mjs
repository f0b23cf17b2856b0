// `npm run check:deploy`: is what docker/ and k8s/ hold well formed, by programs that others wrote? The Dockerfile by hadolint, the compose
// files by the library of Docker Compose, every overlay rendered and held against the Kubernetes JSON schemas, unknown fields refused.
// A program that cannot be had is a loud skip; with CI=true it is a failure. What we ask beyond that is in src/manifests.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeCheck, hadolint, kubernetesValidate, kustomize, repository } from './tools.mjs';

const ci = process.env.CI === 'true';
const counted = { passed: 0, failed: 0, skipped: 0 };
const rendered = join(repository, '.cache/deploy-checks/rendered');
mkdirSync(rendered, { recursive: true });

const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20, ...options });

function check(name, tools, work) {
  const missing = tools.find((tool) => tool.missing !== undefined)?.missing;
  if (missing !== undefined) {
    counted[ci ? 'failed' : 'skipped'] += 1;
    console.log(`${ci ? '✗' : '!! SKIPPED 已跳过'} ${name}: its program cannot be had (${missing})`);
    return;
  }
  try {
    work(...tools.map(({ path }) => path));
    counted.passed += 1;
    console.log(`✓ ${name}`);
  } catch (fault) {
    counted.failed += 1;
    console.log(`✗ ${name}\n${fault.stdout ?? ''}${fault.stderr ?? fault.message}`);
  }
}

check('docker/Dockerfile', [hadolint()], (path) => run(path, ['docker/Dockerfile']));

const composeSettings = {
  HUYING_UID: '10001',
  HUYING_GID: '10001',
  HUYING_SECRETS: '/nowhere',
  HUYING_OIDC_ISSUER: 'https://issuer.example',
  HUYING_LEDGER_ORIGIN: 'huying.example/log',
  HUYING_SIGN_IN_HASH: 'none',
};
const loader = composeCheck();
const composeFiles = ['docker/compose.yaml', 'docker/compose.sign-in.yaml'];
check(composeFiles.join(' + '), [loader], (path) => {
  const project = run(path, composeFiles, { env: { PATH: process.env.PATH, ...composeSettings } });
  writeFileSync(join(rendered, 'compose.json'), project);
});
check('compose refuses to start without secrets', [loader], (path) => {
  try {
    run(path, ['docker/compose.yaml'], { env: { PATH: process.env.PATH } });
  } catch (fault) {
    if (/HUYING_UID is missing a value: run first node docker\/make-secrets/.test(fault.stderr)) return;
    throw fault;
  }
  throw new Error('it loaded without docker/.env');
});

const validator = kubernetesValidate();
const renderer = kustomize();
for (const overlay of readdirSync(join(repository, 'k8s/overlays'))) {
  check(`k8s/overlays/${overlay}`, [renderer, validator], ([program, ...first], validate) => {
    const file = join(rendered, `${overlay}.yaml`);
    writeFileSync(file, run(program, [...first, join('k8s/overlays', overlay)]));
    run(validate, ['--strict', '--quiet', file]);
  });
}
check('the validator refuses a field that there is not', [validator], (validate) => {
  const file = join(rendered, 'misspelt.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { selectors: {}, ports: [{ port: 80 }] }\n');
  try {
    run(validate, ['--strict', '--quiet', file]);
  } catch {
    return;
  }
  throw new Error('spec.selectors passed');
});

const skipped = counted.skipped > 0 ? `, ${counted.skipped} skipped` : '';
console.log(`\n${counted.passed} passed, ${counted.failed} failed${skipped}`);
process.exitCode = counted.failed === 0 ? 0 : 1;
