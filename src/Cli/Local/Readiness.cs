using Krewe.Client;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Cli.Local;

/// <summary>Waits, by watching, until what was started is ready.</summary>
internal sealed class Readiness(KreweClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a deployment is rolled out and all of its pods are ready, and tells their addresses.</summary>
    public async Task<IReadOnlyList<string>> DeploymentAddressesAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var deployments = await UntilAsync<Deployment>(
                DeploymentKind.Instance, key.Namespace, null, found => found.Any(deployment => IsRolledOut(deployment, key.Name)), patience.Token)
                .ConfigureAwait(false);
            var spec = deployments.First(deployment => deployment.Metadata.Name == key.Name).Spec!;
            var selector = string.Join(',', spec.Selector!.MatchLabels.Select(label => $"{label.Key}={label.Value}"));
            // Its status follows what is known of its pods with a little delay.
            var pods = await UntilAsync<Pod>(
                PodKind.Instance, key.Namespace, selector, found => found.Count(IsReady) >= spec.Replicas, patience.Token)
                .ConfigureAwait(false);
            return
            [
                .. from pod in pods
                   where IsReady(pod) && pod.Status?.PodIP is not null
                   let port = pod.Spec?.Containers.SelectMany(container => container.Ports).FirstOrDefault()?.Port
                   select $"http://{pod.Status!.PodIP}{(port is null ? "" : $":{port}")}",
            ];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"deployment {key.Name} does not become available: see 'kubectl describe pods -l app={key.Name}'");
        }
    }

    private static bool IsRolledOut(Deployment deployment, string name) => deployment.Metadata.Name == name
        && deployment.Status is { } status
        && status.ObservedGeneration >= deployment.Metadata.Generation
        && status.AvailableReplicas >= deployment.Spec?.Replicas
        && status.UpdatedReplicas >= deployment.Spec?.Replicas;

    private static bool IsReady(Pod pod) => pod.Metadata.DeletionTimestamp is null
        && pod.Status.Conditions.Any(condition => condition.Type == PodConditionType.Ready && condition.Status == ConditionStatus.True);

    private async Task<IReadOnlyCollection<T>> UntilAsync<T>(
        KindDefinition kind, string ns, string? selector, Func<IReadOnlyCollection<T>, bool> condition, CancellationToken cancellationToken)
        where T : ApiObject
    {
        while (true)
        {
            var list = await client.ListAsync(kind, ns, selector, cancellationToken).ConfigureAwait(false);
            var found = list.Items.Cast<T>().ToDictionary(item => item.Metadata.Name!, StringComparer.Ordinal);
            if (condition(found.Values))
                return found.Values;
            await foreach (var change in client.WatchAsync(kind, ns, selector, list.ResourceVersion, cancellationToken).ConfigureAwait(false))
            {
                if (change.Object is not T value)
                    continue;
                if (change.Type == "DELETED")
                    found.Remove(value.Metadata.Name!);
                else
                    found[value.Metadata.Name!] = value;
                if (condition(found.Values))
                    return found.Values;
            }
        }
    }
}
