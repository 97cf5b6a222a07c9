# What the manifests no longer hold goes. Which kinds are looked for must be said as long as some of those that kubectl looks for are missing.
head -15 many.yaml > fewer.yaml
kubectl apply -f many.yaml
kubectl apply -f fewer.yaml --prune -l set=many
kubectl get configmaps -l set=many -o name
kubectl apply -f fewer.yaml --prune -l set=many $(kubectl apply --help | grep -o -m1 -e '--prune-[aw][a-z]*list')=core/v1/ConfigMap | grep -v deprecated
kubectl get configmaps -l set=many -o name
kubectl delete configmaps -l set=many
