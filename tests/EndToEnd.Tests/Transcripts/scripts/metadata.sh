# Labels, annotations, taints, patches, edits.
kubectl apply -f pod.yaml
kubectl label pod solo tier=front
kubectl label pod solo tier=back
kubectl label pod solo tier=back --overwrite
kubectl label pod solo tier-
kubectl label pod solo 'bad label=x'
kubectl label pods --all team=a
kubectl label pod solo --list | sort
kubectl annotate pod solo note='hello there'
kubectl annotate pod solo note-
kubectl annotate pod missing a=b
kubectl patch pod solo -p '{"metadata":{"labels":{"x":"1"}}}'
kubectl patch pod solo -p '{"metadata":{"labels":{"x":"1"}}}'
kubectl patch pod solo --type=merge -p '{"metadata":{"labels":{"x":null}}}'
kubectl patch pod solo --type=json -p '[{"op":"add","path":"/metadata/labels/y","value":"2"}]'
kubectl patch pod solo --type=json -p '[{"op":"test","path":"/metadata/labels/y","value":"3"}]'
kubectl patch pod solo --type=json -p '[{"op":"remove","path":"/metadata/labels/none"}]'
kubectl patch pod solo -p '{"spec":{"nodeName":"other"}}' 2>&1 | head -1 | cut -c1-90
kubectl patch pod solo -p '{"spec":{"containers":[{"name":"main","image":"example/solo:2"}]}}'
kubectl get pod solo -o jsonpath='{.spec.containers[*].image}{"\n"}'
KUBE_EDITOR="sed -i s/solo:2/solo:3/" kubectl edit pod solo
KUBE_EDITOR="true" kubectl edit pod solo
kubectl set env deployment/none A=b
kubectl taint node $NODE special=yes:PreferNoSchedule
kubectl taint node $NODE special=yes:PreferNoSchedule
kubectl taint node $NODE special-
kubectl cordon $NODE
kubectl get node $NODE
kubectl cordon $NODE
kubectl uncordon $NODE
kubectl delete pod solo --now
