# What kubectl makes without a manifest.
kubectl create namespace $NS
kubectl create configmap settings --from-literal=a=1 --from-literal=b=2
kubectl get configmap settings -o jsonpath='{.data}{"\n"}'
kubectl create configmap from-file --from-file=pod.yaml
kubectl create secret generic keys --from-literal=password=hunter2
kubectl get secret keys
kubectl get secret keys -o jsonpath='{.data.password}{"\n"}'
kubectl create secret docker-registry pull --docker-server=example.com --docker-username=u --docker-password=p
kubectl get secret pull -o jsonpath='{.type}{"\n"}'
kubectl create serviceaccount robot
kubectl get serviceaccounts robot
kubectl create service clusterip web --tcp=80:8080
kubectl get service web -o jsonpath='{.spec.ports[0].port} {.spec.ports[0].targetPort} {.spec.type}{"\n"}'
kubectl create service nodeport np --tcp=80:8080
kubectl create role reader --verb=get,list --resource=pods,deployments.apps
kubectl describe role reader
kubectl create rolebinding readers --role=reader --serviceaccount=$NS:robot --user=jane
kubectl get rolebindings -o wide
kubectl create clusterrole $NS-all --verb='*' --resource=pods
kubectl create clusterrolebinding $NS-all --clusterrole=$NS-all --group=team
kubectl delete clusterrole,clusterrolebinding $NS-all
kubectl create quota limits --hard=pods=1,configmaps=10
for i in $(seq 50); do kubectl describe quota limits | grep -q 'configmaps *3' && break; done; kubectl describe quota limits | grep 'Name:\|pods\|configmaps'
kubectl run one --image=example/one:1
kubectl run two --image=example/two:1
kubectl create poddisruptionbudget guard --selector=app=web --min-available=1
kubectl get poddisruptionbudgets
kubectl create priorityclass $NS-high --value=1000 --description=first
kubectl get priorityclass $NS-high
kubectl delete priorityclass $NS-high
kubectl create token robot | tr -cd . | wc -c
kubectl create nonsense
