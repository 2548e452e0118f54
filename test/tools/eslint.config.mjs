// @ts-check
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const noVsCode = {
  paths: [
    { name: 'vscode', message: 'src/core runs in plain Node: take what you need through a constructor.' },
  ],
  patterns: [{ group: ['**/vscode/**'], message: 'src/core never calls up into the glue.' }],
};

/** `import()` and `require()` bring a module in as well. */
const noVsCodeEither = [
  "ImportExpression[source.value='vscode']",
  'ImportExpression[source.value=/\\/vscode\\//]',
  'ImportExpression[source.type!="Literal"]',
  "CallExpression[callee.name='require']",
  'TSImportEqualsDeclaration',
].map(selector => ({
  selector,
  message: 'src/core runs in plain Node and never calls up into the glue.',
}));

const oneVsCode = {
  selector: "ImportDeclaration[source.value='vscode'][importKind='value'] > ImportSpecifier",
  message: "`import * as vscode`: all modules then share one require('vscode'), see esbuild.js.",
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'test/hosts/', 'test/fixtures/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './test/ui/tsconfig.json'],
        tsconfigRootDir: process.cwd(),
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', oneVsCode] },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', noVsCode],
      'no-restricted-syntax': ['error', oneVsCode, ...noVsCodeEither],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        AbortSignal: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);
