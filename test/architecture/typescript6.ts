// dependency-cruiser reads TypeScript with the compiler API of TypeScript 6. Beside TypeScript 7, which has none, it
// would see no imports and find nothing wrong: this gives it the one that is installed as `typescript6`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const wanted = /^typescript($|\/)/.test(specifier) && context.parentURL?.includes('/node_modules/dependency-cruiser/');
    return next(wanted === true ? specifier.replace('typescript', 'typescript6') : specifier, context);
  },
});
