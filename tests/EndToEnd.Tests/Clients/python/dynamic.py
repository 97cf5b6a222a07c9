"""The dynamic client of python3-kubernetes: discovery, every kind of patch, a watch, conflicts, deletion."""
import sys
import threading

from kubernetes import client, config, dynamic
from kubernetes.dynamic.exceptions import ConflictError, NotFoundError

namespace = sys.argv[1]
config.load_kube_config()
api = dynamic.DynamicClient(client.ApiClient())
maps = api.resources.get(api_version="v1", kind="ConfigMap")
deployments = api.resources.get(api_version="apps/v1", kind="Deployment")
assert "patch" in maps.verbs and maps.namespaced, maps.verbs

made = maps.create(body={"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "dynamic", "labels": {"made": "by-python"}}, "data": {"a": "1"}}, namespace=namespace)
listed = maps.get(namespace=namespace, label_selector="made=by-python")
assert [item.metadata.name for item in listed.items] == ["dynamic"], listed

# The watch goes on from the list: it sees what follows, each change once and in order.
seen = []
watched = threading.Event()


def watch():
    for event in maps.watch(namespace=namespace, label_selector="made=by-python", resource_version=listed.metadata.resourceVersion, timeout=300):
        seen.append((event["type"], event["object"].to_dict()["data"]))
        if event["type"] == "DELETED":
            watched.set()
            return


watcher = threading.Thread(target=watch, daemon=True)
watcher.start()

name = {"name": "dynamic", "namespace": namespace}
maps.patch(body={"data": {"b": "2"}}, content_type="application/merge-patch+json", **name)
maps.patch(body={"data": {"c": "3"}}, content_type="application/strategic-merge-patch+json", **name)
patched = maps.patch(body=[{"op": "replace", "path": "/data/a", "value": "4"}], content_type="application/json-patch+json", **name)
assert patched.to_dict()["data"] == {"a": "4", "b": "2", "c": "3"}, patched.data
try:
    maps.replace(body={"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "dynamic", "resourceVersion": made.metadata.resourceVersion}, "data": {}}, namespace=namespace)
    raise AssertionError("an old version was taken")
except ConflictError:
    pass
maps.delete(**name)
assert watched.wait(180), seen
assert seen == [
    ("MODIFIED", {"a": "1", "b": "2"}),
    ("MODIFIED", {"a": "1", "b": "2", "c": "3"}),
    ("MODIFIED", {"a": "4", "b": "2", "c": "3"}),
    ("DELETED", {"a": "4", "b": "2", "c": "3"}),
], seen
try:
    maps.get(**name)
    raise AssertionError("it is still there")
except NotFoundError:
    pass

# Lists merge by the keys of their items.
template = {"metadata": {"labels": {"app": "dynamic"}}, "spec": {"containers": [{"name": "one", "image": "krewe/hello:1"}, {"name": "two", "image": "krewe/hello:1"}]}}
deployments.create(body={"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "dynamic"}, "spec": {"replicas": 0, "selector": {"matchLabels": {"app": "dynamic"}}, "template": template}}, namespace=namespace)
merged = deployments.patch(body={"spec": {"template": {"spec": {"containers": [{"name": "two", "image": "krewe/hello:2"}]}}}}, content_type="application/strategic-merge-patch+json", **name)
assert {container.name: container.image for container in merged.spec.template.spec.containers} == {"one": "krewe/hello:1", "two": "krewe/hello:2"}, merged
deployments.delete(**name)

# A service account's token is a credential, with the rights of its roles and no others.
core = client.CoreV1Api()
core.create_namespaced_service_account(namespace, {"metadata": {"name": "reader"}})
client.RbacAuthorizationV1Api().create_namespaced_role_binding(namespace, {
    "metadata": {"name": "reader"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
    "subjects": [{"kind": "ServiceAccount", "name": "reader", "namespace": namespace}]})
request = maps.client.request("post", f"/api/v1/namespaces/{namespace}/serviceaccounts/reader/token", body={"kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1", "spec": {"audiences": []}})
settings = client.Configuration.get_default_copy()
settings.cert_file = settings.key_file = None
settings.api_key = {"authorization": "Bearer " + request.status.token}
reader = client.CoreV1Api(client.ApiClient(settings))
for attempt in range(1000):
    try:
        reader.list_namespaced_config_map(namespace)
        break
    except client.ApiException as refused:
        assert refused.status == 403, refused
else:
    raise AssertionError("the binding never counted")
try:
    reader.create_namespaced_config_map(namespace, {"metadata": {"name": "forbidden"}})
    raise AssertionError("a reader has written")
except client.ApiException as refused:
    assert refused.status == 403 and "cannot create resource" in refused.body, refused
print("dynamic client: done")
