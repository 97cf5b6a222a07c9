# A deployment through its life.
kubectl create deployment web --image=example/web:1 --dry-run=client -o yaml | grep 'kind\|image'
kubectl create deployment web --image=example/web:1 --replicas=2
kubectl create deployment web --image=example/web:1
kubectl rollout status deployment/web --timeout=300s | tail -1
kubectl wait --for=condition=Available deployment/web --timeout=300s
kubectl get deployments
kubectl get deployments -o wide
kubectl get replicasets | grep -c web
kubectl scale deployment/web --replicas=3
kubectl scale deployment/web --replicas=4 --current-replicas=7
kubectl rollout status deployment/web --timeout=300s | tail -1
kubectl set image deployment/web web=example/web:2
kubectl rollout status deployment/web --timeout=300s | tail -1
kubectl rollout history deployment/web
kubectl rollout history deployment/web --revision=2 | grep 'Image:'
kubectl rollout undo deployment/web
kubectl rollout status deployment/web --timeout=300s | tail -1
kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}{"\n"}'
kubectl rollout undo deployment/web --to-revision=9
kubectl rollout pause deployment/web
kubectl rollout pause deployment/web
kubectl set env deployment/web COLOUR=red
kubectl rollout resume deployment/web
kubectl rollout restart deployment/web
kubectl rollout status deployment/web --timeout=300s | tail -1
kubectl set resources deployment/web --limits=memory=64Mi
kubectl describe deployment web | grep '^Name:\|^Replicas:\|Available  \|Image:\|memory:' | sed 's/Replicas:.*desired/Replicas: N desired/; s/|.*//'
kubectl expose deployment web --port=80 --target-port=8080
kubectl get service web
for i in $(seq 50); do kubectl get endpoints web -o jsonpath='{.subsets[0].ports[0].port}' 2>/dev/null | grep 8080 && break; done
kubectl autoscale deployment web --min=1 --max=5 --cpu-percent=80
kubectl get hpa web
kubectl describe hpa web | grep '^Name:\|^Reference:\|^Min replicas:\|^Max replicas:\|cpu on pods'
kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'
kubectl delete deployment web
kubectl delete deployment web
kubectl wait --for=delete pod -l app=web --timeout=300s > /dev/null 2>&1; kubectl get pods
kubectl run tmp --image=example/tmp:1 --restart=Never
kubectl run tmp --image=example/tmp:1 --restart=Never
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/tmp --timeout=300s
kubectl delete pod tmp --grace-period=0 --force
kubectl wait --for=delete pod/tmp --timeout=300s > /dev/null 2>&1; kubectl get pod tmp
