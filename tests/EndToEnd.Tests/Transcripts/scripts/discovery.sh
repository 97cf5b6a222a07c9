# What there is, described.
kubectl api-resources --namespaced=false --api-group='' -o name | grep 'node\|namespace' | sort
kubectl api-resources --api-group=apps --no-headers | sort
kubectl api-versions | grep -x 'v1\|apps/v1\|policy/v1\|discovery.k8s.io/v1'
kubectl explain deployment.spec.strategy | head -12
kubectl explain pod.spec.containers.livenessProbe --recursive | grep '<'
kubectl explain pod --recursive | grep -c '<' | sed 's/..$/xx/'
kubectl explain deployment.spec.nothing
kubectl explain nothing
kubectl version 2>/dev/null | grep -c 'Server Version'
kubectl cluster-info | head -1 | sed 's/\x1b\[[0-9;]*m//g'
kubectl auth can-i list pods
kubectl auth can-i '*' '*'
kubectl get nodes -o name
kubectl get ns $NS
kubectl describe node $NODE | grep '^Name:\|^Unschedulable:\|^Taints:'
kubectl describe namespace $NS | head -4
kubectl get componentstatuses 2>/dev/null | head -1
kubectl top pods
