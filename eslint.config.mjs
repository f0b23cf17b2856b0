import { builtinModules } from 'node:module';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Direction of the code (DESIGN §13). Proven to bite by tools/start/src/fence.int.spec.ts. */
const fence = [
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: ['type:kernel'], allowedExternalImports: [] },
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:domain', 'type:kernel'], allowedExternalImports: [] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:contract'], bannedExternalImports: ['@nestjs/*', 'pg', 'typeorm'] },
  {
    sourceTag: 'type:platform',
    onlyDependOnLibsWithTags: ['type:platform', 'type:contract', 'type:kernel'],
    bannedExternalImports: ['@nestjs/*'],
  },
  {
    sourceTag: 'type:infra',
    onlyDependOnLibsWithTags: ['type:infra', 'type:platform', 'type:contract', 'type:kernel'],
    bannedExternalImports: ['@nestjs/*'],
  },
  { sourceTag: 'type:nest', onlyDependOnLibsWithTags: ['type:nest', 'type:infra', 'type:platform', 'type:contract', 'type:kernel'] },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:nest', 'type:infra', 'type:platform', 'type:contract', 'type:kernel', 'type:domain'],
  },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:testing', 'type:infra', 'type:platform', 'type:contract', 'type:kernel'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['*'] },
  ...['gateway', 'intake', 'dispatch', 'volunteers', 'reporting', 'audit'].map((app) => ({
    sourceTag: `scope:${app}`,
    onlyDependOnLibsWithTags: [`scope:${app}`, 'scope:any'],
  })),
  { sourceTag: 'scope:any', onlyDependOnLibsWithTags: ['scope:any'] },
  { sourceTag: 'scope:tool', onlyDependOnLibsWithTags: ['*'] },
];
const withTestingAllowed = fence.map((rule) => ({
  ...rule,
  onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, 'type:testing'],
  ...(rule.allowedExternalImports ? { allowedExternalImports: ['vitest', 'fast-check'] } : {}),
}));
const boundaries = (depConstraints) => ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.huying/**', '.huying-kafka/**', '.nx/**', '.cache/**', 'domain/**', 'standards/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { project: ['./tsconfig.check.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(fence),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Classes of contracts describe JSON; what travels, and what a client writes down, is a plain object of that form.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only config.ts, main.ts and migrate.ts read the environment; take options.' },
      ],
    },
  },
  {
    files: [
      '**/config.ts',
      '**/main.ts',
      'apps/*/src/migrate.ts',
      'tools/**/*.ts',
      'libs/testing/**/*.ts',
      'libs/testing-bus/**/*.ts',
      '**/*.spec.ts',
      'vitest.config.ts',
    ],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['libs/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: 'The domain knows no platform.' })),
          patterns: [{ group: ['node:*'], message: 'The domain knows no platform.' }],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'fetch',
        'Buffer',
        'crypto',
        'console',
        'performance',
        'globalThis',
        'global',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is handed in.' },
        { object: 'Math', property: 'random', message: 'The domain knows no chance.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is handed in.' },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Time is handed in.' },
        { selector: 'ImportExpression', message: 'The domain is whole when it is loaded.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(withTestingAllowed) },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        TextDecoder: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
);
