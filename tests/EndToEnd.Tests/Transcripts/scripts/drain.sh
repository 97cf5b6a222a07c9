# A node is emptied; a budget holds it up.
kubectl apply -f web.yaml
kubectl rollout status deployment web --timeout=300s | tail -1
kubectl create poddisruptionbudget guard --selector=app=web --min-available=2
for i in $(seq 50); do kubectl get pdb guard -o jsonpath={.status.currentHealthy} 2>/dev/null | grep -q 2 && break; done; kubectl get poddisruptionbudget guard
kubectl get poddisruptionbudget guard > /dev/null 2>&1 && kubectl drain $NODE --pod-selector=app=web --timeout=3s 2>&1 | grep -o 'Cannot evict pod.*' | sort -u
kubectl delete poddisruptionbudget guard
kubectl drain $NODE --pod-selector=app=web --timeout=300s 2>&1 | grep -c evicted
for i in $(seq 50); do [ $(kubectl get pods --field-selector=status.phase=Pending -l app=web -o name | wc -l) = 2 ] && echo two wait && break; done
kubectl uncordon $NODE
kubectl rollout status deployment web --timeout=300s | tail -1
