# The life of a manifest: created, seen unchanged, changed, compared, pruned from its own fields, replaced, deleted.
kubectl diff -f web.yaml | grep '^+kind\|^+  name:'
kubectl apply -f web.yaml --dry-run=client
kubectl apply -f web.yaml --dry-run=server
kubectl get deployment web
kubectl apply -f web.yaml
kubectl apply -f web.yaml
kubectl rollout status deployment web --timeout=300s | tail -1
kubectl diff -f web.yaml
kubectl diff -f web-green.yaml | grep '^[-+] ' | grep -v ' time: '
kubectl apply -f web-green.yaml
kubectl get deployment web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].env[0].value} {.metadata.generation}{"\n"}'
kubectl apply -f many.yaml
kubectl apply -f many.yaml
kubectl get configmaps -l set=many -o name
kubectl apply view-last-applied configmap one
kubectl rollout status deployment web --timeout=300s | tail -1
kubectl replace -f web.yaml
kubectl replace --force -f pod.yaml
kubectl apply -f web-bad.yaml
kubectl apply -f invalid.yaml
kubectl apply -f web-typo.yaml
kubectl create -f pod.yaml
kubectl delete -f web.yaml -f many.yaml -f pod.yaml
kubectl delete -f pod.yaml
kubectl delete -f pod.yaml --ignore-not-found
