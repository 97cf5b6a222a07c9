# Ways to the API, and in whose name they are gone.
kubectl apply -f pod.yaml
kubectl wait --for=condition=Ready pod/solo --timeout=300s
kubectl proxy --port=0 > proxy.log & trap "kill $!" EXIT; for i in $(seq 100); do grep -q Starting proxy.log && break; sleep 0.1; done; curl -s http://$(grep -o '127[^ ]*' proxy.log)/api/v1/namespaces/$NS | tr -d ' \n' | grep -o '"phase":"[A-Za-z]*"'
kubectl get --raw /api/v1/namespaces/$NS/pods?labelSelector=app%3Dnone | grep -o '"items":.*'
kubectl get --raw /nothing
kubectl get all -A -l app=solo
kubectl get events -A --field-selector involvedObject.namespace=$NS,reason=Scheduled -o custom-columns=REASON:.reason,KIND:.involvedObject.kind,NAME:.involvedObject.name
kubectl api-resources --categories=all -o name | sort
kubectl api-resources --categories=none
kubectl get pod solo --subresource=status -o name
kubectl debug solo --image=example/look:1 --container=look
kubectl get pod solo -o jsonpath='{.spec.ephemeralContainers[*].name}{"\n"}'
kubectl create serviceaccount robot
kubectl create rolebinding robot --clusterrole=view --serviceaccount=$NS:robot
for i in $(seq 50); do kubectl auth can-i list pods --as=system:serviceaccount:$NS:robot -q && break; done; kubectl auth can-i list pods --as=system:serviceaccount:$NS:robot
kubectl get pods -o name --as=system:serviceaccount:$NS:robot
kubectl delete pod solo --as=system:serviceaccount:$NS:robot
kubectl auth can-i delete pods --as=jane
kubectl auth can-i delete pods --as=jane --as-group=system:masters
kubectl create role clerk --verb=create,get,list --resource=roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io
kubectl create rolebinding clerk --role=clerk --user=jane
for i in $(seq 50); do kubectl auth can-i create roles --as=jane -q && break; done; kubectl auth can-i create roles --as=jane
kubectl create role more --verb=delete --resource=pods --as=jane
kubectl create role same --verb=get --resource=roles.rbac.authorization.k8s.io --as=jane
kubectl create rolebinding more --clusterrole=view --user=jane --as=jane 2>&1 | head -1
kubectl create rolebinding same --role=clerk --user=joe --as=jane
kubectl apply -f robot-token.yaml
for i in $(seq 50); do kubectl get secret robot-token -o jsonpath='{.data.token}' | grep -q . && break; done; kubectl describe secret robot-token | grep '^Type:\|service-account.name\|^namespace:'
curl -sk -H "Authorization: Bearer $(kubectl get secret robot-token -o jsonpath='{.data.token}' | base64 -d)" $(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')/api/v1/namespaces/$NS/pods | grep -o '"name":"solo"' | head -1
kubectl delete serviceaccount robot
for i in $(seq 50); do kubectl get secret robot-token > /dev/null 2>&1 || break; done; kubectl get secret robot-token
