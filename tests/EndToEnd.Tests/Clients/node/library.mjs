// The library from the folder that the tests name, and what all programs here share.
import { pathToFileURL } from 'node:url';

export const k8s = await import(pathToFileURL(`${process.env.KREWE_NODE_MODULES}/@kubernetes/client-node/dist/index.js`).href);

export const config = new k8s.KubeConfig();
config.loadFromDefault();

export function check(condition, what) {
  if (!condition) {
    console.error(`not so: ${what}`);
    process.exit(1);
  }
}

/** Ends the program when it takes too long; a client that waits forever says nothing. */
export function patience(seconds) {
  setTimeout(() => check(false, `an end within ${seconds} s`), seconds * 1000).unref();
}
