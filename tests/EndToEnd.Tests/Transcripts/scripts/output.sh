# Every form in which objects are printed.
kubectl get pods
kubectl apply -f pod.yaml
kubectl wait --for=condition=Ready pod/solo --timeout=300s
kubectl get pods
kubectl get pods -o wide
kubectl get pod solo -o name
kubectl get pod solo -o json | grep '"image"\|"kind"'
kubectl get pod solo -o yaml | grep '^  name\|^kind\|^apiVersion\|phase'
kubectl get po,cm,svc
kubectl get pods --show-labels
kubectl get pods -L app
kubectl get pods -l app=solo -o name
kubectl get pods -l 'app in (solo,other),!gone' -o name
kubectl get pods -l app!=solo -o name
kubectl get pods --field-selector status.phase=Running -o name
kubectl get pods --field-selector spec.nodeName=$NODE,metadata.name=solo -o name
kubectl get pods --field-selector nothing=here
kubectl get pods --no-headers
kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image,PHASE:.status.phase
kubectl get pods -o jsonpath='{.items[*].metadata.name}{"\n"}'
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}} {{.status.phase}}{{"\n"}}{{end}}'
kubectl apply -f many.yaml
kubectl get configmaps -l set=many --sort-by=.data.key
kubectl get configmaps -l set=many --sort-by='{.metadata.name}' -o name
kubectl get configmaps -l set=many --chunk-size=1 -o name
kubectl get pods,configmaps -A -l 'app=solo' -o name
kubectl get all
kubectl get pod missing
kubectl get pod missing --ignore-not-found
kubectl get nothings
kubectl get pods -w --request-timeout=3s -o name
kubectl get pods --watch-only --request-timeout=2s
kubectl get --raw /api/v1/namespaces/$NS/configmaps/one | grep -o '"data":{[^}]*}'
kubectl get --raw /healthz
kubectl describe configmap one
kubectl describe pod solo | grep '^Name:\|^Namespace:\|^Status:\|^Node:\|Image:\|Ready:\|Restart Count:'
kubectl describe pod missing
kubectl get events --field-selector involvedObject.name=solo,reason!=Pulling -o custom-columns=REASON:.reason,FROM:.source.component --sort-by=.reason
