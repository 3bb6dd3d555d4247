/**
 * The source of a worker thread that runs a module of this program. TypeScript in such a thread needs tsx
 * registered there: on Node 20 a parent's `--import tsx` is not inherited. By its address, because a name in
 * this text would be looked for from the working directory.
 */
export function workerScript(module: URL): string {
  return `
    import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
      register();
      return import(${JSON.stringify(module.href)});
    });
  `;
}
