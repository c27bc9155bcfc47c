import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript6';

/** The root of the project. */
export const root = resolve(import.meta.dirname, '../..');

/** The TypeScript files under the given paths, as they are committed or about to be: path from the root, with `/`. */
export function pathsUnder(...paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => (path.endsWith('.ts') ? globSync(path, { cwd: root }) : globSync(`${path}/**/*.ts`, { cwd: root })));
  return found.map((path) => path.replaceAll('\\', '/')).toSorted();
}

/** A file of the project, parsed. */
export const parsed = (path: string): ts.SourceFile => parse(path, readFileSync(join(root, path), 'utf8'));

/** A text that is taken for the file of that path. */
export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);

/** All nodes of a file, outermost first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** `path:line`, for a person to find the node. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
}
