// Typed objects: create, read, list with selectors, replace with a conflict, patch, delete.
import { k8s, config, check, patience } from './library.mjs';

patience(360);
const namespace = process.argv[2];
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);

const made = await core.createNamespacedConfigMap({
  namespace, body: { metadata: { name: 'typed', labels: { made: 'by-node' } }, data: { color: 'blue' } },
});
check(made.metadata.uid && made.metadata.creationTimestamp instanceof Date, 'a created object has a uid and a time');

const listed = await core.listNamespacedConfigMap({ namespace, labelSelector: 'made=by-node' });
check(listed.items.length === 1 && listed.items[0].data.color === 'blue', 'the list has the object');

const replaced = await core.replaceNamespacedConfigMap({ name: 'typed', namespace, body: { ...made, data: { color: 'red' } } });
check(replaced.metadata.resourceVersion !== made.metadata.resourceVersion, 'a replacement is a new version');
try {
  await core.replaceNamespacedConfigMap({ name: 'typed', namespace, body: { ...made, data: { color: 'green' } } });
  check(false, 'the old version is refused');
} catch (refused) {
  check(refused instanceof k8s.ApiException && refused.code === 409, `a conflict, not ${refused}`);
}

const patched = await core.patchNamespacedConfigMap(
  { name: 'typed', namespace, body: [{ op: 'add', path: '/data/size', value: 'big' }] },
  k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.JsonPatch));
check(patched.data.size === 'big' && patched.data.color === 'red', 'a JSON patch changes what it names');

await apps.createNamespacedDeployment({
  namespace,
  body: {
    metadata: { name: 'typed' },
    spec: { replicas: 0, selector: { matchLabels: { app: 'typed' } }, template: { metadata: { labels: { app: 'typed' } }, spec: { containers: [{ name: 'c', image: 'krewe/hello:1' }] } } },
  },
});
const scale = await apps.readNamespacedDeploymentScale({ name: 'typed', namespace });
check(scale.spec.replicas === undefined || scale.spec.replicas === 0, 'the scale of a deployment');
await apps.deleteNamespacedDeployment({ name: 'typed', namespace });

await core.deleteNamespacedConfigMap({ name: 'typed', namespace });
try {
  await core.readNamespacedConfigMap({ name: 'typed', namespace });
  check(false, 'a deleted object is gone');
} catch (gone) {
  check(gone.code === 404 && JSON.parse(gone.body).reason === 'NotFound', `not found, not ${gone}`);
}
console.log('typed objects: done');
