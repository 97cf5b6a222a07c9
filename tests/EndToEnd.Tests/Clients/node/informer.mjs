// An informer of config maps, which lists and watches and goes on when the server was away, from the version it has seen or, when the server has forgotten
// that, from a new list. Each object is added once and deleted once, whatever happens between. Ends with the object named "last".
import { k8s, config, check, patience } from './library.mjs';

patience(600);
const namespace = process.argv[2];
const core = config.makeApiClient(k8s.CoreV1Api);
const known = new Set();
let lists = 0;
const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, () => {
  if (lists++ > 0)
    console.log('listed anew');
  return core.listNamespacedConfigMap({ namespace });
});

informer.on('add', object => {
  check(!known.has(object.metadata.name), `${object.metadata.name} is added once`);
  known.add(object.metadata.name);
  console.log(`added ${object.metadata.name}`);
});
informer.on('update', object => {
  check(known.has(object.metadata.name), `${object.metadata.name} is known when it changes`);
  console.log(`updated ${object.metadata.name}`);
});
informer.on('delete', object => {
  check(known.delete(object.metadata.name), `${object.metadata.name} is deleted once`);
  console.log(`deleted ${object.metadata.name}`);
  if (object.metadata.name !== 'last')
    return;
  const cached = informer.list(namespace).map(item => item.metadata.name).sort();
  check(`${cached}` === `${[...known].sort()}`, `the cache holds ${[...known]}, not ${cached}`);
  process.exit(0);
});
// The library leaves it to its user to begin again after an error, with the list when that has failed.
const begin = () => informer.start().catch(again);
const again = () => setTimeout(begin, 100);
informer.on('error', again);
informer.on('connect', () => console.log('watching'));
await begin();
