using System.Collections.Concurrent;
using System.Globalization;
using Krewe.Client;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// Creates ConfigMaps as fast as the server takes them, and remembers each that was acknowledged. Writers retry what may not have
/// been done; an object that turns out to exist counts as written by the lost answer.
/// </summary>
public sealed class WriteLoad(KreweCluster cluster)
{
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>UID of each acknowledged object by its name.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    public Task RunAsync(int writers, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteAsync(writer, cancellationToken)));

    public void Stop() => _stop.Cancel();

    public async Task UntilAcknowledgedAsync(int count, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add((count, reached));
        Tell();
        await reached.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync(int writer, CancellationToken cancellationToken)
    {
        using var client = cluster.Connect();
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"crash-{writer}-{number}");
            while (!await TryCreateAsync(client, name, cancellationToken))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> TryCreateAsync(KreweClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            var created = await client.CreateAsync(
                new ConfigMap
                {
                    Metadata = new ObjectMeta
                    {
                        Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["load"] = "crash" },
                    },
                    Data = new Dictionary<string, string> { ["name"] = name },
                },
                cancellationToken);
            _acknowledged[name] = created.Metadata.Uid!;
            Tell();
            return true;
        }
        catch (ApiException exists) when (exists.Reason == "AlreadyExists")
        {
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or ApiException { Code: 503 or 504 or 500 })
        {
            return false;
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            foreach (var (count, reached) in _waiting)
            {
                if (_acknowledged.Count >= count)
                    reached.TrySetResult();
            }
        }
    }
}
