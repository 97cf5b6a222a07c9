# Fields have owners; who takes a field of another must say so.
kubectl apply --server-side -f web.yaml
kubectl apply --server-side -f web.yaml
kubectl get deployment web -o jsonpath='{range .metadata.managedFields[?(@.operation=="Apply")]}{.manager} {.operation} {.apiVersion}{"\n"}{end}'
kubectl scale deployment web --replicas=5
kubectl apply --server-side -f web.yaml
kubectl apply --server-side --force-conflicts -f web.yaml
kubectl get deployment web -o jsonpath='{.spec.replicas}{"\n"}'
kubectl apply --server-side --field-manager=other -f web-green.yaml
kubectl apply --server-side --dry-run=server -f web.yaml
kubectl apply -f many.yaml
kubectl apply --server-side -f many.yaml
kubectl get configmap one -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation}{"\n"}{end}'
