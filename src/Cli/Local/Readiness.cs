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

    /// <summary>Waits until a deployment is available, and tells the addresses of its ready pods.</summary>
    public async Task<IReadOnlyList<string>> DeploymentAddressesAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var deployment = await UntilAsync<Deployment>(
            DeploymentKind.Instance,
            key.Namespace,
            candidate => candidate.Metadata.Name == key.Name
                && candidate.Status is { } status
                && status.ObservedGeneration >= candidate.Metadata.Generation
                && status.AvailableReplicas >= candidate.Spec?.Replicas
                && status.UpdatedReplicas >= candidate.Spec?.Replicas,
            $"deployment {key.Name} does not become available: see 'kubectl describe pods -l app={key.Name}'",
            cancellationToken).ConfigureAwait(false);
        var selector = string.Join(',', deployment.Spec!.Selector!.MatchLabels.Select(label => $"{label.Key}={label.Value}"));
        var pods = await client.ListAsync(PodKind.Instance, key.Namespace, selector, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from pod in pods.Items.Cast<Pod>()
               where pod.Metadata.DeletionTimestamp is null && pod.Status?.PodIP is not null
               let port = pod.Spec?.Containers.SelectMany(container => container.Ports).FirstOrDefault()?.Port
               select $"http://{pod.Status!.PodIP}{(port is null ? "" : $":{port}")}",
        ];
    }

    private async Task<T> UntilAsync<T>(
        KindDefinition kind, string ns, Func<T, bool> condition, string failure, CancellationToken cancellationToken)
        where T : ApiObject
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var list = await client.ListAsync(kind, ns, null, patience.Token).ConfigureAwait(false);
                if (list.Items.Cast<T>().FirstOrDefault(condition) is { } already)
                    return already;
                await foreach (var change in client.WatchAsync(kind, ns, null, list.ResourceVersion, patience.Token).ConfigureAwait(false))
                {
                    if (change.Type is "ADDED" or "MODIFIED" && condition((T)change.Object))
                        return (T)change.Object;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(failure);
        }
    }
}
