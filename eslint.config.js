import stylistic from '@stylistic/eslint-plugin'
import tseslint from 'typescript-eslint'

/** What the compiler cannot say. The layers are checked by dependency-cruiser (.dependency-cruiser.cjs). */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // What a callback threw is caught as unknown, and thrown again once the engine has returned.
      '@typescript-eslint/only-throw-error': 'off',
      'no-throw-literal': 'error',
      // `StateId | MemoryId`: names for numbers that say what is meant.
      '@typescript-eslint/no-duplicate-type-constituents': ['error', { ignoreUnions: true }],
      // `return void f()` and arrow functions that pass on a void are clear enough.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An assertion that something is not null is allowed with its reason beside it; see the rule below.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'fencepost/reasoned-non-null': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' },
      ],
    },
    plugins: { fencepost: { rules: { 'reasoned-non-null': reasonedNonNull() } } },
  },
  // A project of its own, whose types come from the installed package: `make package` compiles it.
  {
    files: ['examples/**/*.ts'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  // Configuration files must export by default.
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Benchmarks print; so does the command line, and only it.
  { files: ['bench/**', 'src/cli/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // expect(object.method) hands a method to vitest on purpose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.js', '**/*.cjs'],
    plugins: { '@stylistic': stylistic },
    rules: {
      '@stylistic/indent': ['error', 2, {
        SwitchCase: 1,
        flatTernaryExpressions: true,
        offsetTernaryExpressions: true,
        ignoredNodes: ['TemplateLiteral *', 'TSUnionType', 'TSUnionType *', 'TSFunctionType'],
      }],
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'always' }],
      '@stylistic/semi': ['error', 'never'],
      '@stylistic/member-delimiter-style': ['error', {
        multiline: { delimiter: 'none' },
        singleline: { delimiter: 'semi', requireLast: false },
      }],
      '@stylistic/no-extra-semi': 'error',
      '@stylistic/max-len': ['error', { code: 132, comments: 140, ignoreUrls: true }],
      '@stylistic/comma-dangle': ['error', 'always-multiline'],
      '@stylistic/no-trailing-spaces': 'error',
      '@stylistic/no-tabs': 'error',
      '@stylistic/eol-last': 'error',
      '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
      '@stylistic/object-curly-spacing': ['error', 'always'],
      '@stylistic/arrow-parens': ['error', 'always'],
      '@stylistic/arrow-spacing': 'error',
      '@stylistic/block-spacing': 'error',
      '@stylistic/comma-spacing': 'error',
      '@stylistic/key-spacing': 'error',
      '@stylistic/keyword-spacing': 'error',
      '@stylistic/space-before-blocks': 'error',
      '@stylistic/space-infix-ops': 'error',
      '@stylistic/type-annotation-spacing': 'error',
      '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
    },
  },
)

/** `x!` needs a comment on its line or on the line above that says why x is there. */
function reasonedNonNull() {
  return {
    meta: {
      type: 'suggestion',
      schema: [],
      messages: { reason: 'Say in a comment on this line or the line above why this cannot be null or undefined.' },
    },
    create(context) {
      const commented = new Set()
      for (const comment of context.sourceCode.getAllComments()) {
        commented.add(comment.loc.start.line)
        commented.add(comment.loc.end.line)
        commented.add(comment.loc.end.line + 1)
      }
      return {
        TSNonNullExpression(node) {
          if (!commented.has(node.loc.end.line)) context.report({ node, messageId: 'reason' })
        },
      }
    },
  }
}
